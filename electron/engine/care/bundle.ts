import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { arch, platform, release, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import yazl from 'yazl';
import packageFile from '../../../package.json' with { type: 'json' };
import { diagnosisWords } from '../../../shared/contract/engine/diagnosis-sentences.ts';
import { crashFolder } from '../../../shared/domain/crash.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { withoutPersonal } from '../../../shared/domain/redaction.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { writeFileAtomically } from '../ports/disk.ts';
import { recordBundle } from '../recorded.ts';
import { type DoctorParts, examine } from './doctor.ts';

/** What a bundle is made of. */
export type BundleParts = DoctorParts & { settings: Settings };

/** What a bundle holds. */
export type Bundle = { fileName: string; entries: string[]; bytes: number };

/** Settings that are a choice among fixed ones. Views have names that a person typed, and are left out. */
const settingsOf = ({ language, theme, zoom, singleKeys, keys }: Settings) => ({ language, theme, zoom, singleKeys, keys });

/** The texts in a folder of the data folder, line by line without what could be a person's: the rule that nobody logs such things may have been broken. */
const textsIn = async (folder: string, name: string, ending: string): Promise<Record<string, string>> => {
  const directory = join(folder, name);
  const names = await readdir(directory).catch(() => []);
  const texts: Record<string, string> = {};
  for (const file of names.filter((one) => one.endsWith(ending)).sort())
    texts[`${name}/${file}`] = withoutPersonal(await readFile(join(directory, file), 'utf8').catch(() => ''));
  return texts;
};

/** How much there is and how the exchange stands: numbers and fixed words. Nobody's name, no address, no identifier. */
const countsOf = ({ workstation }: DoctorParts): Record<string, unknown> => {
  const desk = workstation.desk();
  if (!desk.ok) return { state: workstation.state().state };
  const { connection, phase, stopped, lastExchangeAt, lastFailure, feed, documents, checks, outbox, claims } = desk.value.transfer();
  const { running, ...files } = documents;
  const { policyVersion, reasonsVersion } = {
    policyVersion: desk.value.store.read.policy()?.version,
    reasonsVersion: desk.value.store.read.catalogue()?.version,
  };
  return {
    state: 'unlocked',
    source: desk.value.store.read.workstation().source.kind,
    rows: desk.value.store.health.counts(),
    transfer: {
      connection,
      phase,
      stopped,
      lastExchangeAt,
      lastFailure,
      feed,
      documents: { ...files, running: running.length },
      checks,
      outbox,
      claims,
    },
    rules: { policyVersion, reasonsVersion },
  };
};

const zipOf = async (texts: Record<string, string>): Promise<Uint8Array> => {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(texts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

/**
 * Writes a diagnostic bundle: versions, settings, what a diagnosis finds, counts, logs and crash reports, and nothing personal. That it was written is on record where the vault is open. A file of
 * that name is replaced, which the system's dialogue has asked about. Fails with `input_invalid` (another ending), `file_unreadable` (no such folder), `disk_full` or `disk_read_only`.
 */
export const writeBundle = async (parts: BundleParts, path: string): Promise<Result<Bundle>> => {
  if (!path.toLowerCase().endsWith('.zip')) return fail('input_invalid', { paths: ['*.zip'] });
  if (!existsSync(dirname(path))) return fail('file_unreadable', { file: basename(dirname(path)) });
  const { workstation, clock, settings } = parts;
  const found = await examine(parts);
  const desk = workstation.desk();
  const versions = {
    at: toTimestamp(clock.now()),
    product: packageFile.version,
    node: process.versions.node,
    ...(desk.ok ? desk.value.store.versions() : {}),
    system: `${platform()} ${release()} ${arch()}`,
    memoryMegabytes: Math.round(totalmem() / 1_048_576),
  };
  const json = (value: unknown): string => `${withoutPersonal(JSON.stringify(value, null, 2))}\n`;
  const texts: Record<string, string> = {
    'versions.json': json(versions),
    'settings.json': json(settingsOf(settings)),
    'doctor.json': json(found.map((one) => ({ ...one, ...diagnosisWords(one, 'en') }))),
    'counts.json': json(countsOf(parts)),
    ...(await textsIn(workstation.folder, 'logs', '.log')),
    ...(await textsIn(workstation.folder, crashFolder, '.json')),
  };
  const content = await zipOf(texts);
  const written = await writeFileAtomically(path, content);
  if (!written.ok) return written;
  if (desk.ok) recordBundle(desk.value.store, workstation.nowInstant());
  return succeed({ fileName: basename(path), entries: Object.keys(texts), bytes: content.length });
};
