/** Where the card of a page stands, from the root of the site: `cards/models/gemma-3-27b.png`. */
export const cardPath = (path) => `cards/${path.replace(/\/$/, "") || "index"}.png`;
