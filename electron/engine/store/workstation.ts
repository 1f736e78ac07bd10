import { type Connection, fromJson } from './connection.ts';
import { openHandOver } from './second-looks.ts';
import type { ReadableStore, Workstation, WritableStore } from './types.ts';

/** A parsed copy of it, since every decision asks for it more than once. Emptied whenever it may have changed. */
export type WorkstationMemory = { workstation?: Workstation | undefined };

/** What the workstation knows of itself. */
export const readWorkstation = (
  connection: Connection,
  memory: WorkstationMemory,
): Pick<ReadableStore, 'workstation' | 'unknownChangeCount'> => {
  const all = connection.statement<{ name: string; value: string }>('workstation.all', 'SELECT name, value FROM workstation');
  const unknown = connection.statement<{ count: number }>('unknown_changes.count', 'SELECT count(*) AS count FROM unknown_changes');
  return {
    workstation: () => {
      if (memory.workstation !== undefined) return memory.workstation;
      const members = Object.fromEntries(all.all().map(({ name, value }) => [name, fromJson<unknown>(value)]));
      if (!('workstationId' in members) || !('source' in members)) throw new Error('the store was never given its workstation');
      memory.workstation = members as Workstation;
      return memory.workstation;
    },
    unknownChangeCount: () => unknown.get()?.count ?? 0,
  };
};

/** Keeps it; a member given as undefined is forgotten. */
export const writeWorkstation = (
  connection: Connection,
  memory: WorkstationMemory,
): Pick<WritableStore, 'saveWorkstation' | 'keepUnknownChange'> => {
  const put = connection.statement(
    'workstation.put',
    'INSERT INTO workstation (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const forget = connection.statement('workstation.forget', 'DELETE FROM workstation WHERE name = ?');
  const keep = connection.statement(
    'unknown_changes.keep',
    'INSERT INTO unknown_changes (seq, kind, content) VALUES (?, ?, ?) ON CONFLICT (seq) DO UPDATE SET kind = excluded.kind, content = excluded.content',
  );
  const signedIn = connection.statement<{ value: string }>('workstation.reviewer', "SELECT value FROM workstation WHERE name = 'reviewer'");
  const handOver = openHandOver(connection);
  return {
    saveWorkstation: (change) => {
      const before = change.reviewer === undefined ? undefined : signedIn.get()?.value;
      if (before !== undefined && fromJson<{ id: string }>(before).id !== change.reviewer?.id) handOver.keep();
      memory.workstation = undefined;
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined) forget.run(name);
        else put.run(name, JSON.stringify(value));
      }
    },
    keepUnknownChange: (seq, kind, raw) => {
      keep.run(seq, kind, JSON.stringify(raw) ?? 'null');
    },
  };
};
