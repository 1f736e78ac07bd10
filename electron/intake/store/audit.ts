import type Database from 'better-sqlite3';

/** The platform's copy of each workstation's audit chain. There is neither an update nor a deletion. */
export const auditTable = (database: Database.Database) => {
  const tail = database.prepare<[string], { position: number; hash: string }>(
    'SELECT position, hash FROM audit WHERE workstation_id = ? ORDER BY position DESC LIMIT 1',
  );
  const at = database.prepare<[string, number], { entry: string }>('SELECT entry FROM audit WHERE workstation_id = ? AND position = ?');
  const insert = database.prepare<[string, number, string, string, string | null]>(
    'INSERT INTO audit (workstation_id, position, entry, hash, signature) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    /** The last entry held, or undefined for a workstation that has sent none. */
    tail: (workstationId: string): { position: number; hash: string } | undefined => tail.get(workstationId),
    /** The canonical JSON of one entry. */
    entry: (workstationId: string, position: number): string | undefined => at.get(workstationId, position)?.entry,
    append: (workstationId: string, row: { position: number; entry: string; hash: string; signature: string | null }): void => {
      insert.run(workstationId, row.position, row.entry, row.hash, row.signature);
    },
  };
};
