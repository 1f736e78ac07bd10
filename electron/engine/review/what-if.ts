import { setImmediate as turn } from 'node:timers/promises';
import type { Application } from '../../../shared/domain/application.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { CheckId, Verdict } from '../../../shared/domain/finding.ts';
import { type LimitChanges, limitsOf, withLimits, wrongLimits } from '../../../shared/domain/limits.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import type { CheckWhatIf, FindingWhatIf, WhatIf } from '../../../shared/domain/what-if.ts';
import { verdictUnder } from '../checks/index.ts';
import { findingsOf } from './findings.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';

/** Applications that are looked at between two turns of the engine: some milliseconds of work, so that a key press in between is answered at once. */
const portion = 20;
/** Most applications that are looked at, so that the answer comes within seconds however many are held. */
const most = 5_000;

type Tally = { looked: number; unclear: number; changes: Map<string, CheckWhatIf['changes'][number]> };

/**
 * Which verdicts would change among the open applications held here if limits of the policy were others: by the stored findings alone, in portions. Nothing is saved.
 * Fails with `input_invalid` where a change is no limit of the policy in force or out of its range, and with `vault_locked` where the desk is closed meanwhile.
 * @param shown how many applications to name
 */
export const whatIf = async ({ store, closing }: ReviewParts, changes: LimitChanges, shown: number): Promise<Result<WhatIf>> => {
  const { policy } = rulesInForce(store.read);
  const wrong = wrongLimits(policy, changes);
  if (wrong.length > 0) return fail('input_invalid', { paths: wrong });
  const after = withLimits(policy, changes);
  const touched = limitsOf(policy).filter(({ path, value }) => Object.hasOwn(changes, path) && changes[path] !== value);
  const tallies = new Map(touched.map(({ check }): [CheckId, Tally] => [check, { looked: 0, unclear: 0, changes: new Map() }]));
  const applications: WhatIf['applications'] = [];
  let [looked, affected] = [0, 0];

  const look = (application: Application): FindingWhatIf[] =>
    findingsOf(store.read, application).flatMap((finding): FindingWhatIf[] => {
      const tally = tallies.get(finding.check);
      if (tally === undefined) return [];
      const { check, documentId, field, verdict: from } = finding;
      const to = verdictUnder(finding, policy, after, application);
      tally.looked += 1;
      if (to === 'unclear') tally.unclear += 1;
      if (to === 'unclear' || to === from) return [];
      count(tally, from, to);
      return [{ check, documentId, field, from, to }];
    });

  const open = store.read.openCount();
  for (const { application } of tallies.size === 0 ? [] : store.read.openApplications()) {
    if (looked === most) break;
    looked += 1;
    const changed = look(application);
    if (changed.length > 0) {
      affected += 1;
      if (applications.length < shown) applications.push(named(application, changed));
    }
    if (looked % portion !== 0) continue;
    await turn();
    if (closing?.aborted === true) return fail('vault_locked');
  }
  const checks = [...tallies].map(([check, tally]) => ({
    check,
    looked: tally.looked,
    unclear: tally.unclear,
    changes: [...tally.changes.values()].sort((left, right) => right.count - left.count),
  }));
  return succeed({ policyVersion: policy.version, looked, open, checks, affected, applications });
};

const count = (tally: Tally, from: Verdict, to: Verdict): void => {
  const change = tally.changes.get(`${from} ${to}`) ?? { from, to, count: 0 };
  change.count += 1;
  tally.changes.set(`${from} ${to}`, change);
};

const named = ({ id, type, applicant }: Application, changes: FindingWhatIf[]): WhatIf['applications'][number] => ({
  applicationId: id,
  name: maskName(applicant.name ?? applicant.latinName ?? ''),
  type,
  changes,
});
