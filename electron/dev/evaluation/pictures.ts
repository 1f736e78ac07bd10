import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { makeSampleBatch } from '../../intake/sample/index.ts';
import { root } from '../folders.ts';
import type { Changer } from './changer.ts';
import type { Source } from './source.ts';

/** A file of a folder of one's own that is not taken, and why. */
export type LeftOut = { name: string; why: 'no picture' | 'too small' | 'named as faulty' | 'unreadable' };
/** What a run is about. */
export type Gathered = { sources: Source[]; leftOut: LeftOut[] };

const pictureNames = /^\.(jpe?g|png|webp)$/i;
/** Names that say of themselves that the picture has a fault. */
const faultyName = /motion|blur|defocus|dark|glare|grey|gray|texture/i;

type Found = { path: string; name: string };

/** The files below a folder, in the order of their names; a picture's own path gives that picture. */
const filesOf = async (given: string): Promise<Found[]> => {
  if ((await stat(given)).isFile()) return [{ path: given, name: basename(given) }];
  const entries = await readdir(given, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((left, right) => (left < right ? -1 : 1))
    .map((path) => ({ path, name: join(basename(given), relative(given, path)) }));
};

const fromFolder = async (given: string, origin: Source['origin'], changer: Changer): Promise<Gathered> => {
  const looked = await Promise.all(
    (await filesOf(given)).map(async ({ path, name }): Promise<Source | LeftOut> => {
      if (!pictureNames.test(extname(path))) return { name, why: 'no picture' };
      if (faultyName.test(basename(path))) return { name, why: 'named as faulty' };
      const look = await changer.look({ path });
      return 'why' in look
        ? { name, why: look.why }
        : { name: origin === 'photos' ? basename(path) : name, kind: 'default', origin, place: { path }, coloured: look.coloured };
    }),
  );
  return {
    sources: looked.filter((one): one is Source => 'place' in one),
    leftOut: looked.filter((one): one is LeftOut => 'why' in one),
  };
};

/** The drawn documents in which the batch's truth knows no fault. */
const drawn = async (count: number, changer: Changer): Promise<Source[]> => {
  const { changes, documents, truth } = await makeSampleBatch({ seed: 11, count, now: '2026-11-25T00:00:00Z' });
  const faulty = new Set(truth.flatMap(({ places }) => places.flatMap(({ documentId }) => documentId ?? [])));
  const found: Source[] = [];
  for (const change of changes) {
    if (change.kind !== 'application.upsert') continue;
    for (const { id, kind, sha256 } of change.application.documents) {
      const bytes = documents.get(sha256);
      if (bytes === undefined || faulty.has(id)) continue;
      const look = await changer.look({ bytes });
      if ('why' in look) throw new Error(`A drawn document could not be opened: ${look.why}.`);
      found.push({
        name: `drawn ${kind} ${found.length + 1}`,
        kind: kind === 'supplement' ? 'default' : kind,
        origin: 'drawn',
        place: { bytes },
        coloured: look.coloured,
      });
    }
  }
  return found;
};

/** All pictures of a run: real photographs where they lie beside the checkout, drawn documents, and the given folders. `quick` takes a handful. Throws for a folder that is not there. */
export const gatherPictures = async (folders: readonly string[], quick: boolean, changer: Changer): Promise<Gathered> => {
  const beside = join(dirname(root), 'shared', 'samples', 'photos');
  const photos = quick || !existsSync(beside) ? [] : [await fromFolder(beside, 'photos', changer)];
  const given: Gathered[] = [];
  for (const folder of folders) given.push(await fromFolder(folder, 'given', changer));
  const parts = [...photos, { sources: await drawn(quick ? 2 : 12, changer), leftOut: [] }, ...given];
  return { sources: parts.flatMap(({ sources }) => sources), leftOut: given.flatMap(({ leftOut }) => leftOut) };
};
