import { writeFile } from "node:fs/promises";
import { caddyfile } from "../src/delivery/hosts.ts";
import { precompress } from "../src/delivery/precompress.ts";

/** Prepares what the container serves: compresses the built site ahead, and writes the server's settings. */
await precompress("dist");
await writeFile("Caddyfile", caddyfile("/srv", 8080));
