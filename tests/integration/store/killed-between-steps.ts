/** A program of its own that brings a database to the present schema and is killed right after one of the steps. Given: the file, the key in hex, and the step. */
import { openMigrated } from '../../../electron/engine/store/migrate-safely.ts';
import { migrations } from '../../../electron/engine/store/migrations/index.ts';

const [, , path = '', key = '', after = ''] = process.argv;
openMigrated({
  path,
  key: Buffer.from(key, 'hex'),
  mustExist: true,
  steps: migrations.map((step) => ({
    ...step,
    up: (db) => {
      step.up(db);
      if (step.version === Number(after)) process.kill(process.pid, 'SIGKILL');
    },
  })),
});
