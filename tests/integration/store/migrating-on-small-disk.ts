/**
 * A desk that is brought to the present schema on a disk that gets full: run by `older-desks.test.ts` in a process of its own, which sees a small file system at `disk`.
 * Prints what came of each try as one line of JSON.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDatabaseCopies } from '../../../electron/engine/store/index.ts';
import { openMigrated } from '../../../electron/engine/store/migrate-safely.ts';
import { openDatabase } from '../../../electron/engine/store/open-database.ts';
import { ballastOf } from '../../fixtures/small-disk.ts';
import { taken } from '../../fixtures/workstation.ts';

const [disk = '', older = '', hex = ''] = process.argv.slice(2);
const key = Buffer.from(hex, 'hex');
const path = join(disk, 'desk.db');
copyFileSync(older, path);
const { fill, empty } = ballastOf(disk);

const tries: { left: number; code: string; schema: unknown; audit: unknown }[] = [];
for (const left of [0, 65_536, 200_000, 400_000, 600_000, 900_000, 3_000_000]) {
  fill(left);
  const opened = openMigrated({ path, key, mustExist: true });
  if (opened.ok) opened.value.close();
  empty();
  removeDatabaseCopies(path);
  const db = taken(openDatabase(path, key, true));
  tries.push({
    left,
    code: opened.ok ? 'ok' : opened.error.code,
    schema: db.pragma('user_version', { simple: true }),
    audit: db.prepare('SELECT count(*) FROM audit').pluck().get(),
  });
  db.close();
  if (opened.ok) break;
}
process.stdout.write(`${JSON.stringify(tries)}\n`);
