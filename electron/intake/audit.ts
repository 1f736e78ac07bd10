import { canonicalJson, sha256Hex } from './canonical.ts';
import { ProblemError } from './problems.ts';
import type { Store } from './store/index.ts';

/** The hash before the first entry. */
export const auditStart = '0'.repeat(64);

/** The hash of an entry: SHA-256 over the hash before it (64 hex digits) and the entry's canonical JSON. */
export const chainHash = (before: string, entryJson: string): string => sha256Hex(`${before}${entryJson}`);

/**
 * Adds a stretch of a workstation's audit chain to the platform's copy. What is held already is compared, never replaced.
 * The workstation's signatures are kept beside them as they came: whoever has its key can verify the copy years later.
 * @param from the position of the first entry, counted from 0
 * @returns `upTo`: how many entries the copy holds, which is the next `from`; `root`: the hash of the last one, {@link auditStart} for none
 * Problems: `audit_gap` (with `upTo`), `audit_diverged` (with the `position`).
 */
export const keepAudit = (
  store: Store,
  workstationId: string,
  from: number,
  entries: readonly Record<string, unknown>[],
  signatures: readonly (string | null)[] = [],
): { upTo: number; root: string } =>
  store.transaction(() => {
    const tail = store.audit.tail(workstationId);
    let upTo = tail === undefined ? 0 : tail.position + 1;
    let root = tail?.hash ?? auditStart;
    if (from > upTo) throw new ProblemError('audit_gap', { members: { upTo } });
    for (const [index, entry] of entries.entries()) {
      const position = from + index;
      const json = canonicalJson(entry);
      if (position < upTo) {
        if (store.audit.entry(workstationId, position) !== json) throw new ProblemError('audit_diverged', { members: { position } });
        continue;
      }
      root = chainHash(root, json);
      store.audit.append(workstationId, { position, entry: json, hash: root, signature: signatures[index] ?? null });
      upTo = position + 1;
    }
    return { upTo, root };
  });
