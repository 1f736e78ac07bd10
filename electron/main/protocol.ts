import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Protocol, protocol } from 'electron';
import type { Images } from './engine/index.ts';
import { imageAddress, pageFile } from './page.ts';
import type { PicturePasses } from './picture-passes.ts';
import { contentPolicy, imageScheme, noncePlaceholder, pageScheme } from './security/index.ts';

/** Declares the two schemes to Chromium. Must run before the program is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: false } },
    // With CORS a picture may also be used as a texture by the viewer; only our own origin is answered so.
    { scheme: imageScheme, privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: true } },
  ]);
}

/**
 * Serves the page (`desk:`) from one folder and documents' pictures (`desk-image:`) from the engine, these only by the pass of a page that is there. An address without one gets the answer
 * of a picture that there is none of, and the engine is not asked. `file:` is refused.
 */
export function serveSchemes(schemes: Protocol, pageFolder: string, images: Images, passes: Pick<PicturePasses, 'allows'>): void {
  schemes.handle(pageScheme, (request) => servePage(request, pageFolder));
  schemes.handle(imageScheme, (request) => serveImage(request, images, passes));
  schemes.handle('file', () => plain(403));
}

async function servePage(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET') return plain(405);
  const file = pageFile(request.url);
  if (file === undefined) return plain(404);
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, ...file.path));
  } catch {
    return plain(404);
  }
  const headers: Record<string, string> = { ...common, 'Content-Type': file.contentType };
  if (!file.isDocument) return new Response(new Uint8Array(bytes), { headers });
  const nonce = randomBytes(16).toString('base64');
  headers['Content-Security-Policy'] = contentPolicy(nonce);
  return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), { headers });
}

async function serveImage(request: Request, images: Images, passes: Pick<PicturePasses, 'allows'>): Promise<Response> {
  if (request.method !== 'GET') return plain(405);
  const address = imageAddress(request.url);
  if (address === undefined || !passes.allows(address.pass)) return plain(404);
  const answer = await images.ask(address.sha256, address.rendition);
  if (answer.found === 'unavailable') return plain(503);
  if (!answer.found) return plain(404);
  const headers = { ...common, 'Content-Type': answer.contentType, 'Access-Control-Allow-Origin': `${pageScheme}://app` };
  return new Response(answer.bytes as Uint8Array<ArrayBuffer>, { headers });
}

const common = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

function plain(status: number): Response {
  return new Response(null, { status, headers: common });
}
