/**
 * `insight`: the statistics of everything, with 100,000 decisions made over 250 days and 1,000,000 applications held, against 300 ms, from which on an operation has to show
 * that it moves; and (`-month`) those of 30 days. `-first`: counting 1,000 decisions in that were made since somebody last looked.
 */
import { createInsight } from '../../electron/engine/insight/index.ts';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import calendar from '../../resources/calendars/cn.json' with { type: 'json' };
import policy from '../../resources/policy.json' with { type: 'json' };
import catalogue from '../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import { dayMs, toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { inventDecision } from '../fixtures/store.ts';
import { printFigure } from './figure.ts';
import { lookedAt, openMany } from './many-applications.ts';

const decisions = 100_000;
const more = 1_000;
const days = 250;
const rounds = 9;
/** `interface.md`: what takes longer shows progress, ms. */
const limit = 300;

const { store, close } = openMany(1_000_000, 'insight');
const reasons = catalogueSchema.parse(catalogue);
store.transaction((write) => {
  write.putPolicy(policySchema.parse(policy));
  write.putCatalogue(reasons);
  write.saveWorkstation({ workstationId: 'w', source: { kind: 'packages' } });
});
const outcomes = ['approve', 'approve', 'request_fixes', 'reject'] as const;
let made = store.read.decisionPage(0, 1).total;
/** Decides until there are `until`, on applications that are gone, so that the list stays as it is. */
const decideUntil = (until: number): void => {
  while (made < until)
    store.transaction((write) => {
      for (const end = Math.min(until, made + more); made < end; made += 1) {
        const decidedAt = toTimestamp(lookedAt - Math.max(0, decisions - made) * ((days * dayMs) / decisions));
        const outcome = outcomes[made % outcomes.length] ?? 'approve';
        const codes =
          outcome === 'approve' ? [] : [31, 17].map((step) => reasons.reasons[(made * step) % reasons.reasons.length]?.code ?? '');
        const decision = inventDecision(`decision-${made}`, `gone-${made}`, {
          decidedAt,
          outcome,
          reasons: codes.map((code) => ({ code })),
          durationMs: 5_000 + ((made * 7_919) % 90_000),
        });
        write.addDecision(decision, undefined, 'waiting', decidedAt);
      }
    });
};
const clock = { ...systemClock, now: () => lookedAt, iso: () => toTimestamp(lookedAt) };
const insight = createInsight({ store, clock, calendar, closing: new AbortController().signal });
const read = async (wanted: number | undefined): Promise<{ ms: number; waiting: number }> => {
  const begun = performance.now();
  const answer = await insight.read(wanted);
  if (!answer.ok) throw new Error(answer.error.code);
  return { ms: performance.now() - begun, waiting: answer.value.waiting };
};
const upToDate = async (): Promise<void> => {
  while ((await read(1)).waiting > 0);
};

decideUntil(decisions);
await upToDate();
for (const [name, wanted] of [
  ['insight', undefined],
  ['insight-month', 30],
] as const) {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) values.push((await read(wanted)).ms);
  printFigure(name, 'ms', values, [limit]);
}
const first: number[] = [];
for (let round = 0; round < 5; round += 1) {
  decideUntil(made + more);
  const begun = performance.now();
  await upToDate();
  first.push(performance.now() - begun);
}
printFigure('insight-first', 'ms', first, [limit]);
close();
