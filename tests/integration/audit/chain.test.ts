import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChainJudge } from '../../../electron/engine/review/chain/judge.ts';
import { type VerifyOptions, verifyChain } from '../../../electron/engine/review/index.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import { auditActions } from '../../../shared/domain/audit.ts';
import { type ChainVerdict, hashedText, signedCheckpointText } from '../../../shared/domain/audit-chain.ts';
import { chainKey, type InventedEntry, makeChain, tamper } from '../../fixtures/signed-chain.ts';
import { moment } from '../../fixtures/store.ts';

const clock = { now: () => Date.parse(moment.now) };
const verify = async (store: Store, options: VerifyOptions = {}): Promise<ChainVerdict> => {
  let verdict: ChainVerdict | undefined;
  for await (const progress of verifyChain({ store, signing: chainKey, clock }, options, new AbortController().signal))
    verdict = progress.verdict;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
};
/** What is found after somebody tampered with a chain. */
const foundAfter = async (
  chain: ReturnType<typeof makeChain>,
  work: (db: Database.Database) => void,
  options?: VerifyOptions,
): Promise<ChainVerdict> => {
  tamper(chain.folder, work);
  const store = chain.reopen();
  try {
    return await verify(store, options);
  } finally {
    store.close();
  }
};
const kinds = ({ faults }: ChainVerdict): string[] => [...new Set(faults.map(({ kind }) => kind))];

/** Reckons every hash anew from entry `from` on, as somebody without the workstation's key can. */
const rehash = (db: Database.Database, from: number): void => {
  let previous = db.prepare('SELECT hash FROM audit WHERE seq < ? ORDER BY seq DESC').pluck().get(from) as string;
  const rows = db.prepare('SELECT * FROM audit WHERE seq >= ? ORDER BY seq').all(from) as Record<string, string>[];
  for (const { seq, at, reviewer_id: reviewerId, action, subject, details } of rows) {
    const content = { at: at ?? '', reviewerId: reviewerId ?? '', action: action ?? '' };
    const own = hash(
      'sha256',
      hashedText(previous, {
        ...content,
        ...(subject === null ? {} : { subject }),
        ...(details === null || details === undefined ? {} : { details: JSON.parse(details) as Record<string, string> }),
      }),
      'hex',
    );
    db.prepare('UPDATE audit SET previous = ?, hash = ? WHERE seq = ?').run(previous, own, seq);
    previous = own;
  }
};

const word = fc.string({ minLength: 1, maxLength: 12 });
const inventedEntry: fc.Arbitrary<InventedEntry> = fc.record({
  action: fc.constantFrom(...auditActions),
  subject: fc.option(word, { nil: undefined }),
  details: fc.option(fc.dictionary(fc.constantFrom('of', 'outcome', 'minutes', 'filters'), fc.oneof(word, fc.nat()), { maxKeys: 3 }), {
    nil: undefined,
  }),
});
const entryOf = (action: InventedEntry['action'], subject: string): InventedEntry => ({
  action,
  subject,
  details: { of: subject, revision: 1 },
});
const entries = (count: number): InventedEntry[] => Array.from({ length: count }, (_, index) => entryOf('decision.made', `d${index}`));

const columns = ['seq', 'at', 'reviewer_id', 'action', 'subject', 'details', 'previous', 'hash', 'signature'] as const;
const checkpointColumns = ['number', 'reason', 'size', 'root', 'at', 'about', 'public_key', 'signature'] as const;

/** Changes one byte of one column; where there is none, sets one. */
const changeByte = (db: Database.Database, table: string, key: string, row: number, column: string, place: number): void => {
  const value = db.prepare(`SELECT ${column} FROM ${table} WHERE ${key} = ?`).pluck().get(row) as string | number | Buffer | null;
  let changed: string | number | Buffer;
  if (typeof value === 'number') changed = value + 1_000 + place;
  else if (value === null) changed = column === 'signature' ? Buffer.alloc(64, place) : column === 'details' ? '{}' : 'x';
  else {
    const bytes = Buffer.from(value);
    const at = place % bytes.length;
    // Letters for letters, so that a text stays one.
    bytes[at] = (bytes[at] ?? 0) === 0x41 ? 0x42 : 0x41;
    changed = typeof value === 'string' ? bytes.toString('utf8') : bytes;
  }
  db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`).run(changed, row);
};

type Tampering = (db: Database.Database, size: number, pick: number, place: number) => void;
const tamperings: Record<string, Tampering> = {
  'one byte of a column': (db, size, pick, place) =>
    changeByte(db, 'audit', 'seq', (pick % size) + 1, columns[place % columns.length] ?? 'at', place),
  'one byte of a checkpoint': (db, _size, pick, place) =>
    changeByte(db, 'audit_checkpoints', 'number', (pick % 2) + 1, checkpointColumns[place % checkpointColumns.length] ?? 'at', place),
  'one byte of the head': (db, _size, _pick, place) =>
    changeByte(db, 'audit_head', 'one', 1, (['size', 'root', 'checkpoints', 'seal'] as const)[place % 4] ?? 'size', place),
  'an entry removed': (db, size, pick) => void db.prepare('DELETE FROM audit WHERE seq = ?').run((pick % size) + 1),
  'an entry removed, and those behind it moved up and hashed anew': (db, size, pick) => {
    const gone = (pick % size) + 1;
    db.prepare('DELETE FROM audit WHERE seq = ?').run(gone);
    for (let seq = gone + 1; seq <= size; seq += 1) db.prepare('UPDATE audit SET seq = ? WHERE seq = ?').run(seq - 1, seq);
    if (gone > 1) rehash(db, gone);
  },
  'two entries swapped': (db, size, pick) => {
    const first = (pick % (size - 1)) + 1;
    for (const [from, to] of [
      [first, 0],
      [first + 1, first],
      [0, first + 1],
    ])
      db.prepare('UPDATE audit SET seq = ? WHERE seq = ?').run(to, from);
  },
  'the end cut off': (db, size, pick) => void db.prepare('DELETE FROM audit WHERE seq > ?').run(pick % size),
  'the end cut off, and the head set to it': (db, size, pick) => {
    const kept = pick % size;
    db.prepare('DELETE FROM audit WHERE seq > ?').run(kept);
    const root = db.prepare('SELECT hash FROM audit WHERE seq = ?').pluck().get(kept) ?? '0'.repeat(64);
    db.prepare('UPDATE audit_head SET size = ?, root = ?').run(kept, root);
  },
  'an entry added': (db, size) => {
    db.prepare(
      "INSERT INTO audit SELECT ?, at, reviewer_id, 'vault.key_shown', subject, details, hash, '', signature FROM audit WHERE seq = ?",
    ).run(size + 1, size);
    rehash(db, size + 1);
  },
  'what was done told otherwise, and everything behind it hashed anew': (db, size, pick) => {
    const seq = (pick % size) + 1;
    db.prepare("UPDATE audit SET reviewer_id = 'somebody-else' WHERE seq = ?").run(seq);
    if (seq > 1) rehash(db, seq);
  },
  'a checkpoint removed': (db, _size, pick) => void db.prepare('DELETE FROM audit_checkpoints WHERE number = ?').run((pick % 2) + 1),
  'every signature removed with the checkpoints and the head': (db) => {
    db.exec('UPDATE audit SET signature = NULL; DELETE FROM audit_checkpoints; DELETE FROM audit_head');
  },
};

describe('an audit chain', () => {
  it('is sound as it was written, older entries and all, and says so', async () => {
    const chain = makeChain(entries(3), entries(5), 2);
    const store = chain.reopen();
    expect(await verify(store)).toMatchObject({
      sound: true,
      entries: 8,
      unsigned: 3,
      checkpoints: 2,
      faultCount: 0,
      platform: { size: 5 },
    });
    // That it was verified is the newest entry, and the chain goes on being sound.
    expect(store.read.auditEntries(9, 9)).toMatchObject([{ action: 'audit.verified', details: { entries: 8, faults: 0 } }]);
    expect(await verify(store)).toMatchObject({ sound: true, entries: 9 });
    store.close();
  });

  it.each(Object.entries(tamperings))('shows it: %s', async (_name, work) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(inventedEntry, { maxLength: 3 }),
        fc.array(inventedEntry, { minLength: 2, maxLength: 8 }),
        fc.nat(1_000),
        fc.nat(1_000),
        async (older, newer, pick, place) => {
          const chain = makeChain(older, newer, 1);
          const found = await foundAfter(chain, (db) => work(db, older.length + newer.length, pick, place));
          expect(found.sound).toBe(false);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('tells what is wrong and where', async () => {
    const found = async (work: (db: Database.Database) => void, options?: VerifyOptions) =>
      (await foundAfter(makeChain(entries(2), entries(6), 3), work, options)).faults;
    expect(await found((db) => db.exec("UPDATE audit SET action = 'draft.dropped' WHERE seq = 4"))).toEqual([{ kind: 'altered', seq: 4 }]);
    expect(await found((db) => db.exec('DELETE FROM audit WHERE seq = 6'))).toEqual([
      { kind: 'missing', seq: 6 },
      { kind: 'unlinked', seq: 7 },
    ]);
    expect(await found((db) => db.exec('DELETE FROM audit WHERE seq > 6'))).toEqual([{ kind: 'cut', seq: 8 }]);
    expect(await found((db) => db.exec('UPDATE audit SET signature = NULL WHERE seq = 8'))).toEqual([{ kind: 'unsigned', seq: 8 }]);
    expect(
      kinds(
        await foundAfter(makeChain([], entries(6), 3), (db) => {
          db.exec("UPDATE audit SET subject = 'x' WHERE seq = 2");
          rehash(db, 2);
        }),
      ),
    ).toEqual(['forged', 'restamped']);
  });

  it('keeps what was cut or added past the program visible, however much is written afterwards', async () => {
    for (const work of [
      'DELETE FROM audit WHERE seq = 4',
      'DELETE FROM audit_head',
      'UPDATE audit_head SET size = 3, root = (SELECT hash FROM audit WHERE seq = 3)',
    ]) {
      const chain = makeChain([], entries(4));
      tamper(chain.folder, (db) => db.exec(work));
      const store = chain.reopen();
      for (let count = 0; count < 3; count += 1)
        store.transaction((write) => write.audit({ at: moment.now, reviewerId: 'r', action: 'audit.viewed' }));
      expect((await verify(store)).sound).toBe(false);
      store.close();
    }
  });

  it('is compared with the platform, with result packages and with a key that was kept elsewhere', async () => {
    const chain = makeChain([], entries(6), 4);
    const store = chain.reopen();
    const root = store.read.auditHash(5) ?? '';
    const checkpoint = {
      number: 9,
      reason: 'package' as const,
      size: 5,
      root,
      at: moment.now,
      about: 'result-1',
      publicKey: chainKey.publicKey,
    };
    const signed = (change: Partial<typeof checkpoint> = {}) => {
      const made = { ...checkpoint, ...change };
      return { ...made, signature: chainKey.sign(signedCheckpointText(made)) };
    };
    const options = {
      platform: { upTo: 5, root },
      packages: [{ file: 'a.tpresult', checkpoint: signed() }],
      publicKey: chainKey.publicKey,
    };
    expect((await verify(store, options)).faults).toEqual([]);
    expect((await verify(store, { platform: { upTo: 5, root: 'f'.repeat(64) } })).faults).toEqual([{ kind: 'platform_differs', seq: 5 }]);
    expect(kinds(await verify(store, { platform: { upTo: 2, root: store.read.auditHash(2) ?? '' } }))).toEqual(['platform_behind']);
    expect(kinds(await verify(store, { platform: { upTo: 500, root } }))).toEqual(['cut']);
    const packages = [
      { file: 'b.tpresult', checkpoint: signed({ root: 'e'.repeat(64) }) },
      { file: 'c.tpresult', checkpoint: signed({ size: 900 }) },
      { file: 'd.tpresult', checkpoint: { ...signed(), size: 4 } },
      { file: 'e.tpresult', checkpoint: undefined },
    ];
    expect((await verify(store, { packages })).faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual([
      'package_unreadable d.tpresult',
      'package_unreadable e.tpresult',
      'package_differs b.tpresult',
      'cut c.tpresult',
    ]);
    const other = Buffer.alloc(32, 5).toString('base64');
    expect(kinds(await verify(store, { publicKey: other }))).toEqual(
      expect.arrayContaining(['key_differs', 'checkpoint_forged', 'forged']),
    );
    expect(kinds(await verify(store, { publicKey: chainKey.publicKey, keyInClear: other }))).toEqual(['key_differs']);
    store.close();
  });

  it('is judged in portions as in one piece', () => {
    const store = makeChain([], entries(7)).reopen();
    const rows = store.read.auditRows(1, 99);
    store.close();
    const judge = createChainJudge({ unsignedUpTo: 0, publicKey: chainKey.publicKey, vouched: [] });
    for (const row of rows) judge.next([row]);
    expect(judge.end()).toEqual({ count: 0, faults: [], entries: 7 });
  });
});
