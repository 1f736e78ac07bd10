import { originOf } from './origin.ts';

/** The part of Electron's frame that the decision needs. */
export type SenderFrame = { readonly url: string; readonly parent: unknown };

/**
 * Whether a message comes from our page: its main frame, of our origin. A frame that is gone (null) or embedded says nothing to us.
 * Every message from a page passes here, see `calls.ts`.
 */
export function senderAllowed(frame: SenderFrame | null | undefined, page: string): boolean {
  if (frame === null || frame === undefined || frame.parent !== null) return false;
  const origin = originOf(frame.url);
  return origin !== undefined && origin === originOf(page);
}
