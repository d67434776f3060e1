import { sitePolicy } from "./policy.ts";

/** HTTP header fields by name. */
export type Headers = Readonly<Record<string, string>>;

/** What every response carries. */
export const everywhere = {
  "Content-Security-Policy": sitePolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const satisfies Headers;

/** The folder of the pages that others may show in a frame. */
export const framedFolder = "embed";

/** The files whose names change with what they hold, and what their responses carry beyond. */
export const hashed = {
  folder: "_astro",
  headers: { "Cache-Control": "public, max-age=31536000, immutable" },
} as const;
