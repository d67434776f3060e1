export function cardPath(path: string): string;
