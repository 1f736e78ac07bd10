/**
 * Imports on a disk that gets full: run by `full-disk.test.ts` in a process of its own, which sees a small file system at its first parameter. Prints what happened as one line
 * of JSON.
 */
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from '../../faults/database.ts';
import { packageContents, packageFile, zipOf } from '../../fixtures/package.ts';
import { ballastOf } from '../../fixtures/small-disk.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { codeOf, openTestWorkstation, passphrase, taken } from '../../fixtures/workstation.ts';

const [disk = ''] = process.argv.slice(2);
const { fill, empty } = ballastOf(disk);
const folder = join(disk, 'desk');
const one = await openTestWorkstation(folder);
taken(await one.workstation.create(passphrase, { kind: 'packages' }));
const { packages, keys, store } = one.desk();
const path = packageFile(await zipOf(packageContents(20)), 'day.tpbatch');
const shelf = (): string[] =>
  existsSync(join(folder, 'documents'))
    ? readdirSync(join(folder, 'documents'), { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [entry.name] : [],
      )
    : [];

const tries: { left: number; code: string; unchanged: boolean; onShelf: number }[] = [];
const before = JSON.stringify(dump(folder, keys.databaseKey));
// From nothing at all to where only the last write of the database finds no room: 20 documents of 70 kB.
for (const left of [0, 65_536, 700_000, 1_405_000, 1_440_000, 1_480_000, 1_520_000]) {
  fill(left);
  const code = codeOf(await packages.import(path));
  empty();
  if (code === 'ok') break;
  tries.push({ left, code, unchanged: JSON.stringify(dump(folder, keys.databaseKey)) === before, onShelf: shelf().length });
}

const watched = freshFolder();
taken(await packages.change({ watchedFolder: watched }));
fill(100_000);
copyFileSync(packageFile(await zipOf(packageContents(19))), join(watched, 'night.tpbatch'));
await one.until(() => packages.state().refused !== undefined);
const whileFull = packages.state().refused;
empty();
await one.until(() => packages.state().refused === undefined);
const batches = store.read.packages(10).length;
const counts = store.read.fileCounts();
const again = codeOf(await packages.import(path));
const held = store.read.fileCounts();
await one.close();
process.stdout.write(`${JSON.stringify({ tries, whileFull, batches, counts, again, held })}\n`);
