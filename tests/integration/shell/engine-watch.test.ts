import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createImages } from '../../../electron/main/engine/images.ts';
import { createRelay, type RelayPort } from '../../../electron/main/engine/relay.ts';
import { type Engine, watchEngine } from '../../../electron/main/engine/watch.ts';

/** A real process that answers as an engine does: greets a port, echoes its messages, serves one picture, and ends when asked. */
const program = `
process.on('message', (m) => {
  if (m.kind === 'port-open') process.send({ kind: 'port-message', port: m.port, message: { welcome: process.pid } });
  if (m.message === 'fall') throw new RangeError('E88776655 of zhang@mail.example fell');
  if (m.kind === 'port-message' && m.message === 'die') process.kill(process.pid, 'SIGKILL');
  else if (m.kind === 'port-message') process.send({ kind: 'port-message', port: m.port, message: { echo: m.message } });
  if (m.kind === 'image') process.send({ kind: 'image', id: m.id, found: true, contentType: 'image/png', bytes: new Uint8Array([1, 2]) });
  if (m.kind === 'shutdown') process.exit(0);
});
process.send({ kind: 'nonsense' });
process.send({ kind: 'ready', sealTo: new Uint8Array(65) });
`;

let folder: string;
let engine: Engine;
const started: ChildProcess[] = [];
const news: string[] = [];
const crashes: { code: number | null; signal: string | null; lastWords: string[] }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-watch-'));
  await writeFile(join(folder, 'engine.mjs'), program);
  news.length = 0;
  crashes.length = 0;
});
afterEach(async () => {
  await engine.stop();
  for (const child of started.splice(0)) expect(child.exitCode !== null || child.signalCode !== null).toBe(true);
  await rm(folder, { recursive: true });
});

/** The page's end of a port, and what came out of it. */
function page() {
  const listeners: { message?: (event: { data: unknown }) => void; close?: () => void } = {};
  const heard: unknown[] = [];
  const waiting: (() => void)[] = [];
  const held: unknown[] = [];
  let isStarted = false;
  const port: RelayPort = {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) => Object.assign(listeners, { [event]: listener }),
    start: () => {
      isStarted = true;
      for (const data of held.splice(0)) listeners.message?.({ data });
    },
    postMessage: (message) => {
      heard.push(message);
      for (const wake of waiting.splice(0)) wake();
    },
    close: () => {
      heard.push('closed');
      for (const wake of waiting.splice(0)) wake();
      listeners.close?.();
    },
  };
  const say = (data: unknown) => void (isStarted ? listeners.message?.({ data }) : held.push(data));
  const until = async (seen: (all: unknown[]) => boolean) => {
    while (!seen(heard)) await new Promise<void>((wake) => waiting.push(wake));
    return heard;
  };
  return { port, say, until };
}

function open() {
  const relay = createRelay(() => engine);
  const images = createImages(() => engine);
  const launch = async () => {
    const child = spawn(process.execPath, [join(folder, 'engine.mjs')], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    started.push(child);
    return child;
  };
  engine = watchEngine(
    launch,
    {
      onReady: () => {
        news.push('ready');
        relay.onReady();
        images.onReady();
      },
      onLost: () => {
        news.push('lost');
        relay.onLost();
      },
      onCrash: (facts) => void crashes.push(facts),
      onMessage: (message) => {
        if (message.kind === 'image') images.onMessage(message);
        else if (message.kind === 'port-message') relay.onMessage(message);
      },
    },
    (event) => void news.push(event),
  );
  return { relay, images };
}

it('delivers in order what a page said before the engine was there', async () => {
  const { relay } = open();
  const { port, say, until } = page();
  relay.connect(1, port);
  for (const word of ['a', 'b', new Map([['c', new Uint8Array([3])]])]) say(word);
  const heard = await until((all) => all.length === 4);
  expect(heard.slice(1)).toEqual([{ echo: 'a' }, { echo: 'b' }, { echo: new Map([['c', new Uint8Array([3])]]) }]);
  expect(news).toContain('engine-message-refused');
});

it('closes the ports of an engine that died and serves the next connection by a new one', async () => {
  const { relay, images } = open();
  const first = page();
  relay.connect(1, first.port);
  const [welcome] = await first.until((all) => all.length === 1);
  first.say('die');
  await first.until((all) => all.includes('closed'));
  const picture = images.ask('ab'.repeat(32), 'screen');
  const second = page();
  relay.connect(1, second.port);
  const [again] = await second.until((all) => all.length === 1);
  expect(again).not.toEqual(welcome);
  expect(await picture).toMatchObject({ found: true, bytes: new Uint8Array([1, 2]) });
  expect(news.filter((word) => word === 'ready' || word === 'lost')).toEqual(['ready', 'lost', 'ready']);
});

it('keeps one port for a page: the earlier one is closed', async () => {
  const { relay } = open();
  const [first, second, other] = [page(), page(), page()];
  relay.connect(1, first.port);
  relay.connect(2, other.port);
  await other.until((all) => all.length === 1);
  relay.connect(1, second.port);
  await first.until((all) => all.includes('closed'));
  second.say('here');
  await second.until((all) => all.length === 2);
  other.say('still here');
  expect(await other.until((all) => all.length === 2)).not.toContain('closed');
});

it('stops for good when the program leaves', async () => {
  open();
  await engine.stop();
  expect(started).toHaveLength(1);
  expect(news).not.toContain('engine-restart');
});

it('reports an engine that ended unasked, with its last words and nothing personal in them, and not one that was asked to', async () => {
  const { relay } = open();
  for (const word of ['fall', 'die']) {
    const { port, say, until } = page();
    relay.connect(1, port);
    await until((all) => all.length === 1);
    say(word);
    await until((all) => all.includes('closed'));
  }
  await engine.stop();
  expect(crashes).toMatchObject([
    { code: 1, signal: null },
    { code: null, signal: 'SIGKILL' },
  ]);
  const [fallen] = crashes;
  expect(fallen?.lastWords.join('\n')).toMatch(/RangeError: • of • fell[\s\S]*engine\.mjs/);
  expect(fallen?.lastWords.join('\n')).not.toContain(folder);
});
