import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { randomFrom } from '../../electron/intake/sample/random.ts';
import { freePort } from '../fixtures/exchange.ts';
import { freshFolder } from '../fixtures/store.ts';
import { type Child, startChild } from './child.ts';
import type { EngineLine, EngineReport, IntakeLine } from './process-lines.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

/** What a run of kills found. Every list is empty when all is well. */
export type KillsSummary = {
  seed: string;
  kills: number;
  /** By whom, and by what the kill waited for. */
  killed: Record<string, number>;
  acknowledged: number;
  onPlatform: number;
  applications: number;
  documents: number;
  /** Documents of which a part was kept over a break, and asked for from there on. */
  continued: number;
  damagedDatabases: string[];
  /** Acknowledged and not there when the workstation was opened again. */
  forgotten: string[];
  /** Acknowledged and not accepted exactly once in the end. */
  notOnce: string[];
  /** Applications that were decided twice. */
  decidedTwice: string[];
  /** Documents that were complete and were fetched again. */
  fetchedAgain: string[];
  seconds: number;
};

type Engine = Child<EngineLine>;
type Platform = Child<IntakeLine>;

const isAddress = (line: IntakeLine): line is Extract<IntakeLine, { url: string }> => 'url' in line;
const isDecisions = (line: IntakeLine): line is Extract<IntakeLine, { decisions: unknown }> => 'decisions' in line;
const isOpened = (line: EngineLine): line is Extract<EngineLine, { opened: EngineReport }> => 'opened' in line;
const isSettled = (line: EngineLine): line is Extract<EngineLine, { settled: EngineReport }> => 'settled' in line;

/** What a kill waits for, so that every kind of work is hit: a request of that kind, a decision, an opening, or nothing but the clock. */
const moments = ['/v1/session', '/v1/changes', '/v1/documents', '/v1/decisions', 'decided', 'opened', 'starting'] as const;

/** Longest wait for such a moment, ms: then there was nothing of the kind to do, and the kill comes anyway. */
const longestWait = 1_500;
/** Longest wait for everything to have arrived and gone once faults stop, ms. */
const settlingTime = 60_000;

/** Kills workstation and platform so many times, each at a moment of its own, opening and going on after each; then lets everything settle. */
export const runKills = async (kills: number, seed: string): Promise<KillsSummary> => {
  const random = randomFrom(`${seed}/kills`);
  const began = systemClock.monotonic();
  const folder = freshFolder();
  const port = await freePort();
  const summary: KillsSummary = {
    seed,
    kills,
    killed: {},
    acknowledged: 0,
    onPlatform: 0,
    applications: 0,
    documents: 0,
    continued: 0,
    damagedDatabases: [],
    forgotten: [],
    notOnce: [],
    decidedTwice: [],
    fetchedAgain: [],
    seconds: 0,
  };
  const acknowledged = new Set<string>();
  const complete = new Set<string>();
  let token = '';

  const startPlatform = async (): Promise<Platform> => {
    const platform = startChild<IntakeLine>('intake-process.ts', [join(folder, 'platform'), String(port)]);
    const address = await platform.line(isAddress);
    token = address.tokens[0]?.token ?? '';
    return platform;
  };
  let platform = await startPlatform();
  const proxy: FaultProxy = await startFaultProxy(`http://127.0.0.1:${port}`, {
    seed,
    faults: ['slow', 'slow', 'cut', 'reset', 'lose_answer'],
    pieceMs: 8,
  });

  const startEngine = (mode: 'deciding' | 'settling', round: number): Engine => {
    const engine = startChild<EngineLine>('engine-process.ts', [
      join(folder, 'desk'),
      `${seed}/${round}`,
      mode,
      proxy.url,
      token,
      String(summary.applications),
    ]);
    engine.onLine = (line) => {
      if ('decided' in line) acknowledged.add(line.decided);
      else examine(isOpened(line) ? line.opened : line.settled, round);
    };
    return engine;
  };

  const examine = ({ integrity, decisions, held }: EngineReport, round: number): void => {
    if (integrity !== 'ok') summary.damagedDatabases.push(`${round}: ${integrity}`);
    for (const decisionId of acknowledged) if (decisions[decisionId] === undefined) summary.forgotten.push(decisionId);
    for (const sha256 of held) complete.add(sha256);
  };

  /** Resolves at the moment, or when there was none for too long. */
  const momentOf = (engine: Engine, moment: (typeof moments)[number]): Promise<unknown> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const heard = engine.onLine;
    engine.onLine = (line) => {
      heard(line);
      if (moment in line) resolve();
    };
    let skip = moment.startsWith('/') ? random.whole(0, 3) : moment === 'decided' ? random.whole(0, 6) : 0;
    proxy.heard = ({ path, range }) => {
      const sha256 = path.split('/')[3] ?? '';
      if (path.startsWith('/v1/documents/') && complete.has(sha256)) summary.fetchedAgain.push(sha256);
      if (range !== undefined) summary.continued += 1;
      if (!path.startsWith(moment)) return;
      if (skip === 0) resolve();
      skip -= 1;
    };
    const patience = new AbortController();
    return Promise.race([promise, rest(longestWait, undefined, { signal: patience.signal, ref: false }).catch(() => {})]).finally(() =>
      patience.abort(),
    );
  };

  /** Requests for new applications that this platform process got. */
  let asked = 0;
  const arrived = (): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (platform.lines.filter((line) => 'arrived' in line).length === asked) resolve();
      };
      platform.onLine = look;
      look();
    });

  let engine = startEngine('deciding', 0);
  try {
    await engine.line(isOpened);
    proxy.rate = 0.4;
    for (let round = 1; round <= kills; round += 1) {
      platform.ask({ arrive: 2 });
      asked += 1;
      summary.applications += 2;
      const victim = random.chance(0.2) ? 'platform' : 'workstation';
      const moment = random.pick(moments);
      await momentOf(engine, moment);
      // Half of the kills come at once: while a request is on its way, its work is half done.
      const delay = moment === 'starting' ? random.whole(0, 900) : random.chance(0.5) ? 0 : random.whole(1, 25);
      if (delay > 0) await rest(delay);
      const key = `${victim} ${moment}`;
      summary.killed[key] = (summary.killed[key] ?? 0) + 1;
      if (victim === 'platform') {
        // What was asked for has to have come, or this run would not know how many applications there are.
        await arrived();
        await platform.kill();
        platform = await startPlatform();
        asked = 0;
      } else {
        await engine.kill();
        engine = startEngine('deciding', round);
      }
    }
    await engine.line(isOpened);
    await engine.kill();
    await arrived();
    proxy.heal();
    engine = startEngine('settling', kills + 1);
    const patience = new AbortController();
    const outcome = await Promise.race([engine.line(isSettled), rest(settlingTime, undefined, { signal: patience.signal })]);
    patience.abort();
    if (outcome === undefined) throw new Error(`nothing had settled after ${settlingTime} ms, seed ${seed}`);
    const { settled } = outcome;
    await engine.ended;
    platform.ask({ tell: 'decisions' });
    const { decisions } = await platform.line(isDecisions);
    const accepted = decisions.filter(({ status }) => status === 'accepted');
    for (const decisionId of acknowledged) {
      const count = accepted.filter((decision) => decision.decisionId === decisionId).length;
      if (count !== 1 || settled.decisions[decisionId] !== 'receipted')
        summary.notOnce.push(`${decisionId}: ${settled.decisions[decisionId]}, accepted ${count} times`);
    }
    const decided = accepted.map(({ applicationId }) => applicationId);
    summary.decidedTwice = decided.filter((id, index) => decided.indexOf(id) !== index);
    summary.acknowledged = acknowledged.size;
    summary.onPlatform = accepted.length;
    summary.documents = settled.files.held;
    summary.seconds = Math.round((systemClock.monotonic() - began) / 1_000);
    return summary;
  } finally {
    await engine.kill();
    await platform.kill();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
