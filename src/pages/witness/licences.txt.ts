import type { APIRoute } from "astro";
import { licence as wllama } from "../../components/witness/assets.ts";

const [, terms] = wllama.split(/\n\n(?=Permission is hereby granted)/);
const llama = `MIT License\n\nCopyright (c) 2023-2026 The ggml authors\n\n${terms}`;

/** Under what terms the engine that pages load may be passed on. */
export const GET: APIRoute = () =>
  new Response(
    [
      "llama.cpp, compiled to WebAssembly by wllama: two files of this site, loaded when a reader asks for them.",
      "llama.cpp, https://github.com/ggml-org/llama.cpp",
      llama,
      "wllama, https://github.com/ngxson/wllama",
      wllama,
    ].join("\n\n"),
    { headers: { "Content-Type": "text/plain; charset=utf-8" } },
  );
