import { once } from 'node:events';
import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as rest, setImmediate as turn } from 'node:timers/promises';
import { type Random, randomFrom } from '../../electron/intake/sample/random.ts';
import {
  type Answer,
  answerInstead,
  askInstead,
  canHappen,
  everyFault,
  type FaultName,
  feedPage,
  truncated,
  withFlippedBit,
  withPosition,
  write,
  writeHead,
  wrongBytes,
} from './faults.ts';

/** One request that came, and what happened to it. `whole`: its answer was given to the workstation as the server gave it, to its last byte. */
export type Passage = {
  method: string;
  path: string;
  range: string | undefined;
  fault: FaultName | undefined;
  whole: boolean;
  status: number | undefined;
};

/** A faulty line between a workstation and a server. */
export type FaultProxy = {
  url: string;
  passages: Passage[];
  /** How often each fault was played. */
  played(): Partial<Record<FaultName, number>>;
  /** The next request whose path begins so meets this fault, whatever the rate. */
  plan(fault: FaultName, path: string): void;
  /** Share of requests that meet a fault, 0 to 1. */
  rate: number;
  /** Looked at for every request before anything happens to it. */
  heard: (passage: Passage) => void;
  /** Where requests go: a server that was started anew has another address. */
  target: string;
  /** No more faults; what was stalled goes on, as it does on a line that comes back. */
  heal(): void;
  close(): Promise<void>;
};

/** How to start one. */
export type FaultProxyOptions = {
  /** The same seed plays the same fault for the n-th request of each path, in whatever order they come. */
  seed: string;
  rate?: number;
  faults?: readonly FaultName[];
  /** Whole but wrong answers for one document at most; the workstation marks a document as damaged after three. */
  wrongAnswers?: number;
  /** Pause between two pieces of a slow answer, ms; there are sixteen. */
  pieceMs?: number;
};

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

/** Puts one before `target`. */
export const startFaultProxy = async (target: string, options: FaultProxyOptions): Promise<FaultProxy> => {
  const { seed, faults = everyFault, wrongAnswers = 2, pieceMs } = options;
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const asked = new Map<string, number>();
  const wronged = new Map<string, number>();
  const plans: { fault: FaultName; path: string }[] = [];
  /** The last whole answers of each path, and of each call, for replays and swaps. */
  const earlier = new Map<string, Answer>();
  const ofCall = new Map<string, { path: string; answer: Answer }[]>();
  const positions: string[] = [];
  /** Those that wait for the line to come back, or for another answer to overtake them. */
  let stalled: (() => void)[] = [];
  let overtaken: (() => void)[] = [];
  let underWay = 0;
  let healed = false;

  const draw = (method: string, path: string): { fault: FaultName | undefined; random: Random } => {
    const [place = ''] = path.split('?');
    const key = `${method} ${place}`;
    const count = (asked.get(key) ?? 0) + 1;
    asked.set(key, count);
    const random = randomFrom(`${seed}/${key}/${count}`);
    const planned = plans.findIndex((plan) => path.startsWith(plan.path));
    if (planned !== -1) return { fault: plans.splice(planned, 1)[0]?.fault, random };
    if (!random.chance(proxy.rate)) return { fault: undefined, random };
    const wrongs = wronged.get(place) ?? 0;
    const possible = faults.filter(
      (fault) => canHappen(fault, path) && !(place.startsWith('/v1/documents/') && wrongBytes.has(fault) && wrongs >= wrongAnswers),
    );
    if (possible.length === 0) return { fault: undefined, random };
    const fault = random.pick(possible);
    if (wrongBytes.has(fault)) wronged.set(place, wrongs + 1);
    return { fault, random };
  };

  const forward = async (request: IncomingMessage, path: string, body: Buffer): Promise<Answer> => {
    const { hostname, port } = new URL(proxy.target);
    const passed = ask({
      hostname,
      port,
      path,
      method: request.method,
      headers: { ...request.headers, host: `${hostname}:${port}` },
      agent,
    });
    passed.end(body);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await bodyOf(answer) };
  };

  const remember = (path: string, answer: Answer): void => {
    if (answer.status !== 200) return;
    earlier.set(path, answer);
    const call = path.split(/[/?]/u)[2] ?? '';
    ofCall.set(call, [...(ofCall.get(call) ?? []).slice(-7), { path, answer }]);
    if (call === 'changes') positions.push(feedPage(answer).next ?? '');
  };

  /** The answer in the shape in which the fault hands it on. */
  const disfigured = (fault: FaultName | undefined, path: string, answer: Answer, random: Random): Answer => {
    switch (fault) {
      case 'truncate':
        return truncated(answer, random);
      case 'flip':
        return withFlippedBit(answer, random);
      case 'replay':
        return earlier.get(path) ?? answer;
      case 'swap': {
        const others = (ofCall.get(path.split(/[/?]/u)[2] ?? '') ?? []).filter((other) => other.path !== path || path === '/v1/decisions');
        return others.length === 0 ? answer : random.pick(others).answer;
      }
      case 'next_garbage':
        return answer.status === 200 ? withPosition(answer, '\u0000💥 ../..') : answer;
      case 'next_earlier':
        return answer.status === 200 && positions.length > 0 ? withPosition(answer, random.pick(positions)) : answer;
      default:
        return answer;
    }
  };

  /** Gives an answer to the workstation the way the fault says. Returns whether it got all of it. */
  const deliver = async (fault: FaultName | undefined, response: ServerResponse, answer: Answer, random: Random): Promise<void> => {
    const socket = response.socket as Socket;
    const part = answer.body.subarray(0, Math.ceil(answer.body.length * random.between(0, 1)));
    switch (fault) {
      case 'lose_answer':
        socket.destroy();
        return;
      case 'cut':
      case 'reset':
        writeHead(response, answer);
        // The bytes have to be on their way before the line breaks.
        await new Promise<void>((resolve) => response.write(part.length === 0 ? Buffer.alloc(0) : part, () => resolve()));
        if (fault === 'cut') socket.destroy();
        else socket.resetAndDestroy();
        return;
      case 'stall':
      case 'dead':
        writeHead(response, answer);
        response.write(part);
        if (fault === 'dead' || !healed)
          await new Promise<void>((resolve) => {
            if (fault === 'stall') stalled.push(resolve);
            socket.once('close', () => resolve());
          });
        if (fault === 'stall') response.end(answer.body.subarray(part.length));
        return;
      case 'slow':
        writeHead(response, answer);
        for (let at = 0; at < answer.body.length; at += Math.ceil(answer.body.length / 16)) {
          response.write(answer.body.subarray(at, at + Math.ceil(answer.body.length / 16)));
          await (pieceMs === undefined ? turn() : rest(pieceMs));
        }
        response.end();
        return;
      case 'length_too_long':
        writeHead(response, answer, answer.body.length + 10);
        response.write(answer.body, () => socket.end());
        return;
      case 'length_too_short':
        write(response, answer, Math.max(0, answer.body.length - 10));
        return;
      default:
        write(response, answer);
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/' } = request;
    const body = await bodyOf(request);
    const { fault, random } = draw(method, path);
    const passage: Passage = { method, path, range: request.headers.range, fault, whole: false, status: undefined };
    proxy.passages.push(passage);
    proxy.heard(passage);
    if (fault === 'refuse') {
      request.socket.resetAndDestroy();
      return;
    }
    const instead = answerInstead(fault, path, random);
    if (instead !== undefined) return write(response, instead);
    let answer = await forward(request, askInstead(fault, path), body);
    if (fault === 'twice') answer = await forward(request, path, body);
    // Only where there is another one that can overtake it: alone, it would wait for ever.
    if (fault === 'late' && underWay > overtaken.length + 1)
      await new Promise<void>((resolve) => {
        overtaken.push(resolve);
        response.socket?.once('close', () => resolve());
      });
    const given = disfigured(fault, path, answer, random);
    remember(path, answer);
    passage.status = given.status;
    const before = response.socket;
    response.once('finish', () => {
      passage.whole = given === answer && before?.destroyed === false && fault !== 'length_too_long' && fault !== 'length_too_short';
    });
    await deliver(fault, response, given, random);
  };

  const server = createServer((request, response) => {
    underWay += 1;
    handle(request, response)
      .catch(() => response.socket?.destroy())
      .finally(() => {
        underWay -= 1;
        for (const go of overtaken.splice(0)) go();
      });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A line that breaks in the middle is what this is for.
    socket.on('error', () => {});
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passages: [],
    played: () => {
      const counts: Partial<Record<FaultName, number>> = {};
      for (const { fault } of proxy.passages) if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1;
      return counts;
    },
    plan: (fault, path) => void plans.push({ fault, path }),
    rate: options.rate ?? 0,
    heard: () => {},
    target,
    heal: () => {
      healed = true;
      proxy.rate = 0;
      plans.length = 0;
      for (const go of [...stalled.splice(0), ...overtaken.splice(0)]) go();
    },
    close: () =>
      new Promise((resolve) => {
        for (const go of [...stalled, ...overtaken]) go();
        stalled = [];
        overtaken = [];
        agent.destroy();
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return proxy;
};
