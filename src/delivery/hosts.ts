import { everywhere, framedFolder, type Headers, hashed } from "./headers.ts";
import { unframed } from "./policy.ts";

const lines = (headers: Headers, print: (name: string, value: string) => string): string[] =>
  Object.entries(headers).map(([name, value]) => print(name, value));

/**
 * A `_headers` file, as Netlify and Cloudflare Pages read it, for a site with these folders below its home
 * page. Where several rules fit, all count: two policies come as one list, and a browser keeps to both.
 */
export function headersFile(folders: readonly string[], home: string): string {
  const rule = (path: string, headers: Headers) =>
    [`${home}${path}`, ...lines(headers, (name, value) => `  ${name}: ${value}`), ""].join("\n");
  const own = folders.filter((folder) => folder !== framedFolder).map((folder) => `${folder}/*`);
  return [
    rule("*", everywhere),
    ...["", ...own].map((path) => rule(path, { "Content-Security-Policy": unframed })),
    rule(`${hashed.folder}/*`, hashed.headers),
  ].join("");
}

/**
 * A Caddyfile that serves the site in the folder `root` on a port, with the files that were compressed
 * ahead. Whatever stands before it on the network speaks TLS.
 */
export function caddyfile(root: string, port: number): string {
  const { "Content-Security-Policy": policy, ...others } = everywhere;
  const set = (headers: Headers) => lines(headers, (name, value) => `${name} "${value}"`);
  return `{
	admin off
	auto_https off
}

:${port} {
	root * ${root}

	@framed path /${framedFolder}/*
	@own not path /${framedFolder}/*
	@hashed path /${hashed.folder}/*
	header {
		${set(others).join("\n\t\t")}
		?Cache-Control "no-cache"
	}
	header @framed Content-Security-Policy "${policy}"
	header @own Content-Security-Policy "${policy}; ${unframed}"
	header @hashed {
		${set(hashed.headers).join("\n\t\t")}
	}

	file_server {
		precompressed br gzip
	}
	handle_errors {
		header Cache-Control "no-cache"
		rewrite * /404.html
		file_server
	}
}
`;
}
