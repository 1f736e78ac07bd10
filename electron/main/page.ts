import { extname } from 'node:path';
import { pageAddress } from './security/origin.ts';

/** The kinds of file that a built page consists of. A file of another kind is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export type PageFile = { readonly path: readonly string[]; readonly contentType: string; readonly isDocument: boolean };

/**
 * Which file of the page's folder an address names, as path parts that each are a plain name, or undefined where it names none: another host, a way upwards, a hidden file,
 * a kind that is not served. The page's own routes have no extension and all are index.html.
 */
export function pageFile(address: string): PageFile | undefined {
  if (!address.startsWith(pageAddress) || !URL.canParse(address)) return undefined;
  const parts: string[] = [];
  for (const raw of new URL(address).pathname.split('/')) {
    if (raw === '') continue;
    let part: string;
    try {
      part = decodeURIComponent(raw);
    } catch {
      return undefined;
    }
    if (part.startsWith('.') || /[/\\:\0]/.test(part)) return undefined;
    parts.push(part);
  }
  const extension = extname(parts.at(-1) ?? '').toLowerCase();
  if (extension === '') return { path: ['index.html'], contentType: contentTypes['.html'] as string, isDocument: true };
  const contentType = contentTypes[extension];
  return contentType === undefined ? undefined : { path: parts, contentType, isDocument: extension === '.html' };
}

export type ImageAddress = { readonly pass: string; readonly sha256: string; readonly rendition: 'screen' | 'thumbnail' | 'original' };

/** Which document's picture `desk-image://<pass>/<sha256>/<rendition>` names, and by whose pass, or undefined. The address carries no key and nothing of a person. */
export function imageAddress(address: string): ImageAddress | undefined {
  const match = /^desk-image:\/\/([0-9a-f]{32})\/([0-9a-f]{64})\/(screen|thumbnail|original)$/.exec(address);
  return match === null
    ? undefined
    : { pass: match[1] as string, sha256: match[2] as string, rendition: match[3] as ImageAddress['rendition'] };
}

/** Whether a query that says what is to be printed may follow the page's address: names and values of plain characters, nothing that leads elsewhere. */
export const printQueryAllowed = (query: string): boolean => /^print=[\w.-]{1,60}(?:&[a-z]{1,20}=[\w.-]{1,200}){0,10}$/.test(query);
