import type { CustomFetch } from 'openid-client';
import { Agent, request } from 'undici';
import { issuerAddressUsable } from './issuer-address.ts';

/** Longest wait for the head of an answer and between two pieces of it, ms; the same judgement as for the platform. */
const patience = 15_000;
/** Longest answer that is read, bytes: metadata, keys and tokens are a few kilobytes. */
const longestAnswer = 1024 * 1024;

/** The issuer could not be spoken to; `code` is the operating system's, where there is one. */
export class IssuerUnreachable extends Error {
  readonly code: string | undefined;
  constructor(cause: unknown) {
    super('the issuer could not be reached', { cause });
    this.name = 'IssuerUnreachable';
    const { code } = Object(cause) as { code?: unknown };
    this.code = typeof code === 'string' ? code : undefined;
  }
}

/** Requests to an issuer, with limits. */
export type IssuerLine = {
  fetch: CustomFetch;
  /** The issuer's clock minus ours by its last answer, whole seconds. */
  skewSeconds(): number;
  close(): Promise<void>;
};

/**
 * Opens one. The library's own fetch would read an answer of any length and follow where an answer sends it; here neither happens, and what the issuer's clock says is
 * noted, since ours may be wrong by hours and must not make a good identity token look expired. `now`: the local wall clock, ms.
 */
export const openIssuerLine = (now: () => number, signal: AbortSignal): IssuerLine => {
  const agent = new Agent({ headersTimeout: patience, bodyTimeout: patience, connect: { timeout: 10_000 }, connections: 2 });
  let skew = 0;
  return {
    fetch: async (url, { method, headers, body, signal: asked }) => {
      // Every endpoint that the metadata names is held to what the issuer itself is held to.
      if (!issuerAddressUsable(url)) throw new IssuerUnreachable({ code: 'ADDRESS' });
      const ended = asked === undefined ? signal : AbortSignal.any([signal, asked]);
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: method === 'POST' ? 'POST' : 'GET',
          headers: { ...headers, 'accept-encoding': 'identity' },
          body: body === undefined || body === null ? null : String(body),
          signal: ended,
        });
        const pieces: Buffer[] = [];
        let length = 0;
        for await (const piece of answer.body) {
          length += (piece as Buffer).length;
          if (length > longestAnswer) throw new IssuerUnreachable({ code: 'TOO_LONG' });
          pieces.push(piece as Buffer);
        }
        const told = Date.parse(String(answer.headers.date));
        if (!Number.isNaN(told)) skew = Math.round((told - now()) / 1000);
        const kept = ['content-type', 'www-authenticate', 'cache-control'].flatMap((name) => {
          const value = answer.headers[name];
          return typeof value === 'string' ? [[name, value] as [string, string]] : [];
        });
        const text = Buffer.concat(pieces);
        const bodiless = [101, 204, 205, 304].includes(answer.statusCode);
        return new Response(bodiless ? null : text, { status: answer.statusCode, headers: kept });
      } catch (error) {
        throw error instanceof IssuerUnreachable ? error : new IssuerUnreachable(error);
      }
    },
    skewSeconds: () => skew,
    close: () => agent.destroy(),
  };
};
