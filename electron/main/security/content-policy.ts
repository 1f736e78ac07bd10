import type { Session } from 'electron';
import { imageScheme, originOf, pageAddress } from './origin.ts';

/** What index.html carries where the nonce belongs. The page is served with a fresh one each time; the development server's page keeps the placeholder itself. */
export const noncePlaceholder = '__STYLE_NONCE__';

/**
 * The content security policy of the page: nothing, and then only what is needed. Styles are allowed by nonce because Ant Design writes its style sheets at run time;
 * pictures of documents come by their own scheme; the page connects to nothing, since its only partner is the port.
 */
export function contentPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' ${imageScheme}: data: blob:`,
    `font-src 'self'`,
    `connect-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/**
 * The same for the development server: Vite's client and the hot-reload preamble (an inline script, by nonce) talk to that server, and nothing else is added.
 */
export function developmentContentPolicy(page: string): string {
  const server = originOf(page) ?? '';
  const socket = server.replace(/^http/, 'ws');
  return contentPolicy(noncePlaceholder)
    .replace(`script-src 'self'`, `script-src 'self' 'nonce-${noncePlaceholder}'`)
    .replace(`connect-src 'none'`, `connect-src ${server} ${socket}`);
}

/** Puts the policy on the development server's answers. `desk:` answers carry theirs already. */
export function installDevelopmentPolicy(session: Session, page: string): void {
  if (page === pageAddress) return;
  session.webRequest.onHeadersReceived({ urls: [`${originOf(page)}/*`] }, (details, answer) => {
    answer({ responseHeaders: { ...details.responseHeaders, 'Content-Security-Policy': [developmentContentPolicy(page)] } });
  });
}
