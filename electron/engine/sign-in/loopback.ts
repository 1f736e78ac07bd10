import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PageKind, pageHeaders, pageOf } from './answer-page.ts';

/**
 * The path of the redirect. The port is a free one each time, which issuers have to allow for loopback (RFC 8252, 7.3); the path they compare with what the site registered, so
 * it is the same each time, and what can't be guessed is the state.
 */
export const redirectPath = '/sign-in';

/** Longest wait for the head of a request, ms. */
const headPatience = 5_000;

/** The browser came back with an answer that bears our state. `page` tells the person what became of it. */
export type BrowserAnswer = { callback: URL; page(kind: PageKind): void };

/** A listener for one answer. */
export type Loopback = {
  redirectUri: string;
  /** The one answer; never settles where none comes. */
  answer: Promise<BrowserAnswer>;
  /** Closes the listener; a page that is being sent is sent to its end. */
  close(): Promise<void>;
};

const same = (given: string | null, expected: string): boolean => {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * Listens on a free port of 127.0.0.1 for the answer with that state. It is taken once. One with another state gets a page that says so and is otherwise passed over, so that
 * nobody on this machine can end a sign-in; whatever else comes is cut off without an answer.
 */
export const openLoopback = async (state: string): Promise<Loopback> => {
  let origin = '';
  let take: (answer: BrowserAnswer) => void = () => {};
  const answer = new Promise<BrowserAnswer>((resolve) => {
    take = resolve;
  });
  let taken = false;

  const hear = (request: IncomingMessage, response: ServerResponse): void => {
    const callback = URL.parse(request.url ?? '', origin);
    const destination = request.headers['sec-fetch-dest'];
    // The host is compared so that a name which was made to point here can't be used; a browser that says what it fetches for must be showing a page.
    const ours =
      request.method === 'GET' &&
      callback?.origin === origin &&
      callback.pathname === redirectPath &&
      `http://${request.headers.host}` === origin &&
      (destination === undefined || destination === 'document');
    if (callback === null || !ours) {
      request.socket.destroy();
      return;
    }
    const page = (kind: PageKind): void => {
      response.writeHead(kind === 'not_this_one' ? 400 : 200, pageHeaders).end(pageOf(kind));
    };
    if (taken || !same(callback.searchParams.get('state'), state)) page('not_this_one');
    else {
      taken = true;
      take({ callback, page });
    }
  };

  const server = createServer(
    { headersTimeout: headPatience, requestTimeout: headPatience, connectionsCheckingInterval: headPatience },
    hear,
  );
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    redirectUri: `${origin}${redirectPath}`,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Whoever keeps a connection open for longer than a page takes is no browser that waits for it.
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
};
