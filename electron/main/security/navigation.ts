import type { Session, WebContents } from 'electron';
import { imageScheme, originOf, pageAddress, pageScheme } from './origin.ts';

/**
 * Whether a page may go to an address by itself. In the product it may go nowhere: screens change inside the page. While developing, the page may load itself anew
 * (Vite does so when a change cannot be swapped in).
 */
export function navigationAllowed(target: string, page: string): boolean {
  return page !== pageAddress && originOf(target) !== undefined && originOf(target) === originOf(page);
}

/**
 * Whether a request of any kind may leave the page: its own files, pictures of documents, and what it made itself. Everything else, the network before all, is refused
 * a second time here should the content policy ever fail.
 */
export function requestAllowed(target: string, page: string, isPackaged: boolean): boolean {
  if (!URL.canParse(target)) return false;
  const { protocol, host } = new URL(target);
  if (protocol === `${imageScheme}:`) return true;
  if (protocol === `${pageScheme}:`) return host === 'app';
  if (protocol === 'data:' || protocol === 'blob:') return true;
  if (isPackaged) return false;
  if (protocol === 'devtools:') return true;
  // Vite's own messages come over a web socket of the same host.
  return page !== pageAddress && host === new URL(page).host && ['http:', 'https:', 'ws:', 'wss:'].includes(protocol);
}

/** Denies navigation, redirects, new windows and embedded pages for one web-contents. */
export function installNavigation(contents: WebContents, page: string, refused: (what: string) => void): void {
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
    // The three events share the first argument that matters here; Electron types each apart.
    contents.on(event as 'will-navigate', (details) => {
      if (navigationAllowed(details.url, page)) return;
      details.preventDefault();
      refused(event);
    });
  }
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused('webview');
  });
  contents.setWindowOpenHandler(() => {
    refused('new-window');
    return { action: 'deny' };
  });
}

/** Refuses every request of a session that `requestAllowed` does not allow, and every download. */
export function installRequests(session: Session, page: string, isPackaged: boolean, refused: (what: string) => void): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = requestAllowed(details.url, page, isPackaged);
    if (!allowed) refused('request');
    answer({ cancel: !allowed });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    refused('download');
  });
}
