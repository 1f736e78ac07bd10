import type { Application } from '../../../shared/domain/application.ts';
import { identityValuesOf } from '../../../shared/domain/duplicates.ts';
import type { Connection } from './connection.ts';

/** Others that one value or file is laid beside, the newest first: a value that hundreds share says no more by being listed hundreds of times. */
const mostOthers = 50;

/** The rows that tell what applications have in common; used inside the store only. */
export type DuplicateRows = {
  /** Applications that have something in common with this one. */
  partnersOf(application: number): number[];
  /** Finds anew what the application's values and files have in common with others, from both sides. Pictures keep what was found of them. */
  put(application: number, content: Application): void;
};

/** Opens them over a connection. */
export const openDuplicateRows = (connection: Connection): DuplicateRows => {
  const partners = connection.statement<{ other: number }>(
    'duplicates.partners',
    'SELECT DISTINCT other FROM duplicate_pairs WHERE application = ? AND other <> application',
  );
  const forgetPairs = connection.statement(
    'duplicates.forget_pairs',
    "DELETE FROM duplicate_pairs WHERE application = ? AND kind <> 'picture'",
  );
  const forgetMirrored = connection.statement(
    'duplicates.forget_mirrored_pairs',
    "DELETE FROM duplicate_pairs WHERE other = ? AND kind <> 'picture'",
  );
  const forgetValues = connection.statement('duplicates.forget_values', 'DELETE FROM identity_values WHERE application = ?');
  const putValue = connection.statement('duplicates.put_value', 'INSERT INTO identity_values (application, kind, value) VALUES (?, ?, ?)');
  const values = connection.statement<{ kind: string; value: string }>(
    'duplicates.values',
    'SELECT kind, value FROM identity_values WHERE application = ?',
  );
  const sameValue = connection.statement<{ other: number }>(
    'duplicates.same_value',
    'SELECT application AS other FROM identity_values WHERE kind = ? AND value = ? AND application <> ? ORDER BY application DESC LIMIT ?',
  );
  const sameFile = connection.statement<{ other: number; sha256: string }>(
    'duplicates.same_file',
    `SELECT DISTINCT o.application AS other, o.sha256 FROM documents d JOIN documents o ON o.sha256 = d.sha256 AND o.application <> d.application
       WHERE d.application = ? ORDER BY o.application DESC LIMIT ?`,
  );
  const putPair = connection.statement(
    'duplicates.put_pair',
    'INSERT OR IGNORE INTO duplicate_pairs (application, other, kind, sha256, other_sha256) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    partnersOf: (application) => partners.all(application).map(({ other }) => other),
    put: (application, content) => {
      const wanted = identityValuesOf(content);
      const known = values.all(application);
      const sameAsBefore =
        known.length === wanted.length && wanted.every(({ kind, value }) => known.some((row) => row.kind === kind && row.value === value));
      if (!sameAsBefore) {
        forgetValues.run(application);
        for (const { kind, value } of wanted) putValue.run(application, kind, value);
      }
      forgetPairs.run(application);
      forgetMirrored.run(application);
      const both = (other: number, kind: string, sha256: string): void => {
        putPair.run(application, other, kind, sha256, sha256);
        putPair.run(other, application, kind, sha256, sha256);
      };
      for (const { kind, value } of wanted)
        for (const { other } of sameValue.all(kind, value, application, mostOthers)) both(other, kind, '');
      for (const { other, sha256 } of sameFile.all(application, mostOthers)) both(other, 'file', sha256);
    },
  };
};
