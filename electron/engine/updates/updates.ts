import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { compareVersions, fileFor, type Release, type UpdatesOff } from '../../../shared/domain/release.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { NewerRelease, UpdatesState } from '../../../shared/domain/updates.ts';
import { isExpired, proveRelease } from '../../release/index.ts';
import { fetchInstaller, folderSource, heldBytes, isWhole, keepOnly, namesOf } from './download.ts';
import { openMemory } from './memory.ts';
import { firstAsking, isDue, nextAsking } from './pace.ts';
import type { Proven, ReleaseSource, Updates, UpdatesParts } from './parts.ts';
import { shownRelease, turnOf } from './standing.ts';

/** Name of the statement in a folder that was carried here, and in the publisher's. */
const statementFile = 'release.jws';
/** How often it is looked whether the platform is to be asked, ms. */
const lookInterval = 60_000;
/** How often the progress of a download is told at most, in bytes. */
const toldEvery = 2_097_152;

/** Sets updates up. Nothing is asked before `start()`, or before somebody asks. */
export const createUpdates = (parts: UpdatesParts): Updates => {
  const { folder, program, keys, now, chance, host, changed } = parts;
  const memory = openMemory(folder);
  const closing = new AbortController();
  const off: UpdatesOff | undefined = keys.keys.length === 0 ? 'no_key' : program.kind === undefined ? 'not_installed' : undefined;
  let proven: Proven | undefined;
  let held = 0;
  let ready = false;
  let phase: UpdatesState['phase'] = 'idle';
  let failure: Failure | undefined;
  let whenLeaving = false;
  let next = firstAsking(now(), chance());
  /** When what could not be fetched is tried again. */
  let nextFetch = next;
  let looking: NodeJS.Timeout | undefined;

  const fileOf = (release: Release) => fileFor(release, program);
  const isNewer = (release: Release): boolean => compareVersions(release.version, program.version) > 0;

  /** Whether a statement is older than what was seen: of a version before, or of the same version and published before. */
  const isReplayed = ({ version, publishedAt }: Release): boolean => {
    const { highest } = memory.read();
    if (highest === undefined) return false;
    const order = compareVersions(version, highest.version);
    return order < 0 || (order === 0 && Date.parse(publishedAt) < Date.parse(highest.publishedAt));
  };

  /** What an earlier start left: believed only after it was proven again. Once it is installed, nothing of it is needed any more. */
  const load = async (): Promise<void> => {
    const statement = memory.statement();
    if (statement === undefined || off === 'no_key') return;
    const read = await proveRelease(statement, keys);
    if (!read.ok || !isNewer(read.value) || isReplayed(read.value)) return keepOnly(folder, ['seen.json']);
    proven = { statement, release: read.value };
    const cause = memory.whyNotInstalled(read.value.version);
    if (cause !== undefined) failure = fail('update_not_installed', { cause }).error;
    const file = fileOf(read.value);
    if (file === undefined) return;
    held = await heldBytes(folder, file);
    ready = await isWhole(join(folder, file.name), file);
  };
  let loaded: Promise<void> | undefined;
  const afterLoading = (): Promise<void> => {
    loaded ??= load();
    return loaded;
  };

  /** One after the other: two that take a statement in at once would each remember another one. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const after = last.then(work, work);
    last = after;
    return after;
  };

  const turn = (release: Release): NewerRelease['turn'] => turnOf(release, parts, memory.read().wanted);

  const state = async (): Promise<UpdatesState> => {
    await afterLoading();
    return {
      running: program.version,
      off,
      server: host.hasServer(),
      phase,
      askedAt: memory.read().askedAt,
      newer: proven && shownRelease(proven.release, parts, memory.read().wanted, { held, ready, whenLeaving }),
      failure,
    };
  };

  const enter = (what: UpdatesState['phase']): void => {
    phase = what;
    changed();
  };
  const ended = <Value>(outcome: Result<Value>): Result<Value> => {
    if (outcome.ok) failure = undefined;
    else if (outcome.error.code !== 'exchange_stopped') failure = outcome.error;
    return outcome;
  };

  /** What tells of somebody's bad will, or of a mistake of the publisher's, is put on record; the same is once. */
  const recordRefusal = async ({ code, details }: Failure): Promise<void> => {
    if (!code.startsWith('release_')) return;
    const version = typeof details.version === 'string' ? details.version : '';
    const what = `${code} ${version}`.trim();
    if (memory.read().refused === what) return;
    host.record('update.refused', { cause: code, ...(version === '' ? {} : { version }) });
    await memory.change({ refused: what });
  };

  /** Believes a statement, or says why not. What is believed is remembered before anything comes of it. */
  const believe = async (statement: string): Promise<Result<void>> => {
    const read = await proveRelease(statement, keys);
    if (!read.ok) return read;
    const release = read.value;
    const { version, publishedAt, validUntil } = release;
    if (isExpired(release, now())) return fail('release_expired', { version, validUntil });
    if (isReplayed(release) || compareVersions(version, program.version) < 0) return fail('release_older', { version });
    const kept = await memory.change({ highest: { version, publishedAt }, refused: undefined });
    if (!kept.ok) return kept;
    if (!isNewer(release)) {
      proven = undefined;
      await keepOnly(folder, ['seen.json']);
      return succeed(undefined);
    }
    const known = proven?.release;
    const written = await memory.keepStatement(statement);
    if (!written.ok) return written;
    proven = { statement, release };
    const file = fileOf(release);
    if (known?.version !== version) {
      whenLeaving = false;
      host.record('update.found', { version });
      await memory.forgetOutcome();
    }
    // The installers of earlier versions, and what was begun of them.
    await keepOnly(folder, [...memory.own, ...(file === undefined ? [] : namesOf(file))]);
    held = file === undefined ? 0 : await heldBytes(folder, file);
    ready = file !== undefined && (await isWhole(join(folder, file.name), file));
    return succeed(undefined);
  };

  const ask = async (source: ReleaseSource): Promise<Result<void>> => {
    enter('asking');
    try {
      const answer = await source.current(closing.signal);
      next = nextAsking(now(), answer.ok, chance());
      if (!answer.ok) return answer;
      const noted = await memory.change({ askedAt: toTimestamp(now()) });
      if (!noted.ok) return noted;
      if (answer.value !== undefined) return await believe(answer.value);
      // A platform that had a release and has none now, past that one's time, may be made to say so.
      const version = proven?.release.version ?? '';
      return proven !== undefined && isExpired(proven.release, now()) ? fail('release_expired', { version }) : succeed(undefined);
    } finally {
      enter('idle');
    }
  };

  const refusing = async <Value>(outcome: Result<Value>): Promise<Result<Value>> => {
    if (!outcome.ok) await recordRefusal(outcome.error);
    ended(outcome);
    changed();
    return outcome;
  };

  /** The exchange was stopped, or there is no server at all. */
  const nobodyToAsk = (): 'exchange_stopped' | 'release_none' => (host.hasServer() ? 'exchange_stopped' : 'release_none');

  const check = (): Promise<Result<void>> =>
    inTurn(async () => {
      await afterLoading();
      if (off === 'no_key') return fail('release_unverifiable');
      const source = host.source();
      return source === undefined ? fail(nobodyToAsk()) : refusing(await ask(source));
    });

  const bring = async (release: Release, source: ReleaseSource): Promise<Result<void>> => {
    const file = fileOf(release);
    if (file === undefined) return fail('release_file_absent', { version: release.version });
    if (isExpired(release, now())) return fail('release_expired', { version: release.version });
    if (ready && (await isWhole(join(folder, file.name), file))) return succeed(undefined);
    ready = false;
    held = await heldBytes(folder, file);
    enter('fetching');
    const before = host.source();
    try {
      let told = held;
      const fetched = await fetchInstaller(folder, file, source, closing.signal, (come) => {
        held = come;
        if (Math.abs(come - told) < toldEvery) return;
        told = come;
        changed();
      });
      if (!fetched.ok) {
        held = await heldBytes(folder, file);
        const { code, retry, details } = fetched.error;
        // The desk was locked or went elsewhere meanwhile: that is no failure, and it goes on when it is open again.
        if (host.source() !== before) return fail('exchange_stopped');
        nextFetch = nextAsking(now(), code === 'release_file_wrong', chance());
        return { ok: false, error: { code, retry, details: { ...details, version: release.version } } };
      }
      ready = true;
      host.record('update.fetched', { version: release.version });
      return succeed(undefined);
    } finally {
      enter('idle');
    }
  };

  const fetch = (asked: boolean): Promise<Result<void>> =>
    inTurn(async () => {
      await afterLoading();
      if (proven === undefined) return fail('release_none');
      const { release } = proven;
      const present = turn(release);
      if (present === 'later' || (present === 'may_ask' && !asked)) return fail('release_not_due', { version: release.version });
      const source = host.source();
      if (source === undefined && !ready) return fail(nobodyToAsk());
      if (asked && present === 'may_ask') {
        const noted = await memory.change({ wanted: release.version });
        if (!noted.ok) return noted;
      }
      return refusing(await bring(release, source ?? folderSource(folder)));
    });

  const take = (from: string): Promise<Result<void>> =>
    inTurn(async () => {
      await afterLoading();
      if (off === 'no_key') return fail('release_unverifiable');
      let statement: string;
      try {
        statement = (await readFile(join(from, statementFile), 'utf8')).trim();
      } catch {
        return fail('file_unreadable', { file: statementFile });
      }
      const believed = await believe(statement);
      if (!believed.ok) return refusing(believed);
      if (proven === undefined) return fail('release_none');
      const noted = await memory.change({ wanted: proven.release.version });
      return noted.ok ? refusing(await bring(proven.release, folderSource(from))) : noted;
    });

  const install: Updates['install'] = (moment) =>
    inTurn(async () => {
      await afterLoading();
      if (moment === 'not') {
        whenLeaving = false;
        parts.handOver?.(moment);
        changed();
        return succeed(await state());
      }
      const file = proven && fileOf(proven.release);
      if (proven === undefined || file === undefined || !ready) return fail('release_none');
      const { release } = proven;
      if (isExpired(release, now())) return refusing(fail('release_expired', { version: release.version }));
      if (!(await isWhole(join(folder, file.name), file))) {
        ready = false;
        return refusing(fail('release_file_wrong', { version: release.version }));
      }
      host.record('update.handed_over', { version: release.version, moment });
      await memory.forgetOutcome();
      failure = undefined;
      whenLeaving = moment === 'when_leaving';
      parts.handOver?.(moment);
      changed();
      return succeed(await state());
    });

  const toState = async (outcome: Promise<Result<void>>): Promise<Result<UpdatesState>> => {
    const done = await outcome;
    return done.ok ? succeed(await state()) : done;
  };

  const tend = async (): Promise<void> => {
    if (off !== undefined || host.source() === undefined) return;
    if (isDue(now(), next)) await check();
    else await afterLoading();
    if (proven !== undefined && !ready && fileOf(proven.release) !== undefined && turn(proven.release) === 'now' && isDue(now(), nextFetch))
      await fetch(false);
  };

  return {
    state,
    check: () => toState(check()),
    tend,
    fetch: (asked) => toState(fetch(asked)),
    take: (from) => toState(take(from)),
    install,
    start: () => {
      // The last asking counts also where the program was not running since.
      const { askedAt } = memory.read();
      if (askedAt !== undefined) next = Math.max(next, nextAsking(Date.parse(askedAt), true, chance()));
      looking ??= setInterval(() => void tend().catch(parts.fault), lookInterval).unref();
    },
    close: async () => {
      closing.abort();
      clearInterval(looking);
      await last.catch(() => {});
    },
  };
};
