/**
 * `outbox`: decisions made durable one after the other — checks of the revision and of the notice, the decision, the closed application and the signed audit
 * entry, in one encrypted transaction each — against bare inserts of the same decisions into an unencrypted SQLite with the same durability (WAL,
 * `synchronous` FULL). Value and limit in ms for as many decisions; the aim of half the peer's rate is a ratio of 2.
 * `outbox-signing`: the same against decisions whose audit entry is not signed, in turn.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { signingKey } from '../../electron/engine/ports/signing.ts';
import { createReview } from '../../electron/engine/review/index.ts';
import { openStore } from '../../electron/engine/store/index.ts';
import calendar from '../../resources/calendars/cn.json' with { type: 'json' };
import policy from '../../resources/policy.json' with { type: 'json' };
import catalogue from '../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema, policySchema } from '../../shared/contract/intake/index.ts';
import { inventApplication, settleChecks } from '../fixtures/store.ts';
import { printFigure } from './figure.ts';

const decisions = 500;
const rounds = 7;

const inFolder = (work: (folder: string) => number): number => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-outbox-'));
  const took = work(folder);
  rmSync(folder, { recursive: true, force: true });
  return took;
};

/** The decisions as they were stored, for the peer to store as well. */
let contents: { id: string; content: string }[] = [];

const decide = (folder: string, signed: boolean): number => {
  const opened = openStore({ path: join(folder, 'desk.db'), key: systemRandom.bytes(32) });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  const applications = Array.from({ length: decisions }, (_, index) => inventApplication(`application-${index}`));
  store.transaction((write) => {
    write.putPolicy(policySchema.parse(policy));
    write.putCatalogue(catalogueSchema.parse(catalogue));
    write.saveWorkstation({
      workstationId: systemRandom.uuidv7(systemClock.now()),
      source: { kind: 'packages' },
      reviewer: { id: 'reviewer-1', name: '林', roles: ['reviewer'] },
    });
    for (const application of applications) write.putApplication(application, '2026-11-27T02:00:00.000Z');
  });
  for (const application of applications) settleChecks(store, application);
  // As in an open vault: every entry of the audit is signed.
  if (signed) {
    store.signAuditWith(signingKey(systemRandom.bytes(32)));
    store.transaction((write) => {
      const { seq, hash } = write.auditTail();
      write.addAuditCheckpoint({ reason: 'began', size: seq, root: hash, at: '2026-11-27T02:00:00.000Z' });
    });
  }
  const silent = () => {};
  const review = createReview(
    { store, clock: systemClock, random: systemRandom, calendar },
    { decided: silent, changed: silent, requests: silent },
  );
  const outcome = (index: number) =>
    index % 2 === 0
      ? { outcome: 'escalate' as const, reasons: [] }
      : {
          outcome: 'request_fixes' as const,
          reasons: [{ code: 'document.unreadable', target: { documentId: `application-${index}-document-0` } }],
        };
  const begun = performance.now();
  for (const [index, { id, revision }] of applications.entries()) {
    const decided = review.decide({
      subject: { kind: 'application', id, revision },
      ...outcome(index),
      matched: [{ item: 'name', verdict: 'match' }],
      durationMs: 4_000,
    });
    if (!decided.ok) throw new Error(decided.error.code);
  }
  const took = performance.now() - begun;
  contents = applications.flatMap(({ id }) =>
    store.read.decisionsOf(id).map(({ decision }) => ({ id, content: JSON.stringify(decision) })),
  );
  store.close();
  return took;
};

const insertBare = (folder: string): number => {
  const db = new Database(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE decisions (id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO decisions VALUES (?, ?)');
  const begun = performance.now();
  for (const { id, content } of contents) insert.run(id, content);
  const took = performance.now() - begun;
  db.close();
  return took;
};

const values: number[] = [];
const unsigned: number[] = [];
const limits: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  values.push(inFolder((folder) => decide(folder, true)));
  unsigned.push(inFolder((folder) => decide(folder, false)));
  limits.push(inFolder(insertBare));
}
printFigure('outbox', 'ms', values, limits);
printFigure('outbox-signing', 'ms', values, unsigned);
