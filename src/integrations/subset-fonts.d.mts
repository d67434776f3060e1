import type { AstroIntegration } from "astro";

export const textCharacters: string;
export const mathCharacters: Readonly<Record<string, string>>;
export default function subsetFonts(): AstroIntegration;
export const boldCharacters: string;
export const italicCharacters: string;
