import type { RulesKind } from '../../../shared/domain/rules.ts';
import type { WritableStore } from '../store/index.ts';

/**
 * Notes since when a version is in force, before it is put in force. The first one the platform tells replaces what came with the product, under
 * which nobody has reviewed; the same version told again changes nothing. `at`: RFC 3339, of the change.
 */
export const noteRules = (write: WritableStore, kind: RulesKind, version: string, at: string): void => {
  const { rules = {}, lastExchangeAt, reachedAt } = write.workstation();
  const known = rules[kind];
  if (known?.version === version) return;
  const present = (kind === 'policy' ? write.policy() : write.catalogue())?.version;
  // A vault that is older than this note has exchanged before, and has been reviewed in under what it holds.
  const before = known?.version ?? (lastExchangeAt === undefined || present === version ? undefined : present);
  // Whoever set the rules did so elsewhere: the platform's name stands for them.
  if (present !== version)
    write.audit({
      // When it came here, by the platform's clock, and not when it was made.
      at: reachedAt !== undefined && reachedAt > at ? reachedAt : at,
      reviewerId: 'platform',
      action: kind === 'policy' ? 'policy.changed' : 'reasons.changed',
      details: { version, ...(present === undefined ? {} : { before: present }) },
    });
  write.saveWorkstation({ rules: { ...rules, [kind]: { version, since: at, ...(before === undefined ? {} : { before }) } } });
};
