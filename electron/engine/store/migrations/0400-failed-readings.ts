import type { Migration } from './migration.ts';

/** What could not be read is looked for at each start: with this it is found without passing over everything that is held. */
export const failedReadings: Migration = {
  version: 400,
  name: 'failed-readings',
  up: (db) => {
    db.exec('CREATE INDEX readings_failed ON readings (failed) WHERE failed = 1');
  },
};
