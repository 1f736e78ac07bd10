import { afterEach, describe, expect, it } from 'vitest';
import { makeBatch, smallCatalogue, smallPolicy } from '../../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
let desk: TestDesk;
afterEach(async () => {
  expect(desk.faults).toEqual([]);
  await desk.close();
  await intake.end();
});

const begin = async (): Promise<void> => {
  intake = await startTestIntake(await makeBatch({ count: 1 }));
  desk = openTestDesk(serverOf(intake));
  await desk.sync().once();
};
const since = () => {
  const rules = desk.review.rules();
  if (!rules.ok) throw new Error(rules.error.code);
  return rules.value.since;
};

describe('since when rules are in force', () => {
  it('the first ones that a platform tells replace nothing that anybody has reviewed under', async () => {
    await begin();
    expect(since().policy).toMatchObject({ version: smallPolicy.version });
    expect(since().policy?.before).toBeUndefined();
    expect(since().catalogue?.before).toBeUndefined();
  });

  it('later ones say what they replaced and when the platform told them; the same version again changes nothing', async () => {
    await begin();
    intake.time.now += 60_000;
    const at = new Date(intake.time.now).toISOString();
    await intake.control.append({ kind: 'policy.upsert', version: 'next', policy: { ...smallPolicy, version: 'next' } });
    await desk.sync().once();
    expect(since().policy).toEqual({ version: 'next', since: at, before: smallPolicy.version });
    expect(since().catalogue).toMatchObject({ version: smallCatalogue.version });

    intake.time.now += 60_000;
    await intake.control.append({ kind: 'policy.upsert', version: 'next', policy: { ...smallPolicy, version: 'next' } });
    await intake.control.append({ kind: 'reasons.upsert', version: 'more', catalogue: { ...smallCatalogue, version: 'more' } });
    await desk.sync().once();
    expect(since().policy).toEqual({ version: 'next', since: at, before: smallPolicy.version });
    expect(since().catalogue).toMatchObject({ version: 'more', before: smallCatalogue.version });
  });
});

describe('rules that come while a document is read', () => {
  it('are what its application is checked under, and nothing stays unchecked', async () => {
    intake = await startTestIntake(await makeBatch({ count: 1 }));
    const next = { ...smallPolicy, version: 'next' };
    let documents = 0;
    desk = openTestDesk(serverOf(intake), undefined, undefined, {
      photo: async (_bytes, document) => ({
        findings: [{ check: 'image.intact', verdict: 'pass', severity: 'blocking', documentId: document.id }],
        screen: new Uint8Array(1),
        thumbnail: new Uint8Array(1),
      }),
      wantsReading: true,
      read: async () => {
        documents += 1;
        // With the last one: those that are read later would lay their own beside the form under the new rules.
        if (documents === 2) {
          desk.store.transaction((write) => write.putPolicy(next));
          // Not to be waited for here: its end includes this reading's.
          void desk.sync().checkAll();
          await desk.until(() => desk.store.read.checkCounts().waiting === 0);
        }
        return { state: 'read', page: undefined, values: [], turn: 0 };
      },
    });
    await desk.sync().once();
    expect(documents).toBe(2);
    expect(desk.store.read.checkCounts()).toMatchObject({ waiting: 0 });
    expect(desk.store.read.uncheckedApplications(10)).toEqual([]);
  });
});

describe('work on what is taken away', () => {
  it('that was kept before still takes what was entered last; without any there is nothing to add to', async () => {
    await begin();
    const id = intake.batch.applications[0]?.id ?? '';
    const entered = (note: string) => desk.review.saveDraft(id, { reasons: [], matched: [], note });
    expect(entered('first').ok).toBe(true);
    await intake.control.append({ kind: 'application.remove', id, cause: 'reassigned' });
    await desk.sync().once();
    expect(entered('last').ok).toBe(true);
    const kept = desk.review.keptDrafts();
    expect(kept.ok && kept.value.drafts).toMatchObject([{ draft: { note: 'last' }, cause: 'reassigned' }]);
    expect(desk.review.dropKeptDraft({ kind: 'application', id }).ok).toBe(true);
    expect(entered('too late').ok).toBe(false);
  });
});
