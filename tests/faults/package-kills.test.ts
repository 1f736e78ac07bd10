import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { randomFrom } from '../../electron/intake/sample/random.ts';
import { fixedId } from '../fixtures/batch.ts';
import { packageContents, packageFile, zipOf } from '../fixtures/package.ts';
import { freshFolder } from '../fixtures/store.ts';
import { startChild } from './child.ts';
import { dump } from './database.ts';
import { runSeed, tellFacts } from './line.ts';
import type { PackageLine } from './process-lines.ts';

/** How many: FAULT_KILLS, set by `npm run test:faults -- --kills N`. */
const kills = Number(process.env.FAULT_KILLS ?? '6');
/** Applications, and documents of 70 KB, in each package. */
const each = 30;

const isState = (line: PackageLine): line is Extract<PackageLine, { integrity: string }> => 'integrity' in line;
const isImporting = (line: PackageLine): line is Extract<PackageLine, { importing: string }> => 'importing' in line;
const isImported = (line: PackageLine): line is Extract<PackageLine, { imported: string }> => 'imported' in line;

/** A package of documents and applications that no other one has. */
const packageOf = async (number: number): Promise<{ path: string; batchId: string }> => {
  const batchId = fixedId('killed-batch', number);
  const plain = packageContents(each);
  const renamed = new Map<string, string>();
  const others = new Map<string, Uint8Array>();
  for (const [name, bytes] of plain.others) {
    const changed = Uint8Array.from(bytes);
    new DataView(changed.buffer).setUint32(0, number);
    const sha256 = createHash('sha256').update(changed).digest('hex');
    renamed.set(name.slice('documents/'.length), sha256);
    others.set(`documents/${sha256}`, changed);
  }
  const changes = plain.changes
    .replaceAll(/[0-9a-f]{64}/g, (sha256) => renamed.get(sha256) ?? sha256)
    .split('\n')
    .map((line, index) => line.replace(fixedId('packaged', index), fixedId(`packaged-${number}`, index)))
    .join('\n');
  const documents = (plain.manifest.documents as { sha256: string; byteLength: number }[]).map(({ sha256, byteLength }) => ({
    sha256: renamed.get(sha256),
    byteLength,
  }));
  const manifest = { ...plain.manifest, batchId, documents, changesSha256: createHash('sha256').update(changes).digest('hex') };
  return { path: packageFile(await zipOf({ manifest, changes, others })), batchId };
};

/** Every row there is, but what only says that the workstation was opened once more, and that its photos were looked at. */
const held = (folder: string, key: string): Record<string, string[]> => {
  const { audit = [], ...tables } = dump(folder, Buffer.from(key, 'hex'), ['audit_head']);
  return { ...tables, audit: audit.filter((row) => !row.includes('"vault.unlocked"') && !row.includes('"photo.opened"')) };
};

it(
  'an import that is killed at any moment has happened or has not, and can be repeated',
  async () => {
    process.stderr.write(`FAULT_SEED=${runSeed} (package-kills)\n`);
    const random = randomFrom(`${runSeed}/package-kills`);
    const folder = join(freshFolder(), 'desk');
    const start = () => startChild<PackageLine>('package-process.ts', [folder]);
    const facts = { kills, before: 0, after: 0 };
    let duration = 300;
    for (let round = 1; round <= kills; round += 1) {
      const { path, batchId } = await packageOf(round);
      let engine = start();
      const { key } = await engine.line(isState);
      const before = held(folder, key);
      engine.ask({ path });
      await engine.line(isImporting);
      await rest(random.whole(0, Math.ceil(duration)));
      await engine.kill();
      engine = start();
      try {
        const opened = await engine.line(isState);
        expect(opened).toMatchObject({ integrity: 'ok', unreadable: [] });
        if (opened.batches.includes(batchId)) facts.after += 1;
        else {
          facts.before += 1;
          expect(held(folder, key)).toEqual(before);
        }
        engine.ask({ path });
        const again = await engine.line(isImported);
        expect(again.code).toBe('ok');
        duration = Math.max(duration, again.ms);
        const settled = await engine.line((line): line is Extract<PackageLine, { integrity: string }> => isState(line) && line !== opened);
        expect(settled).toMatchObject({ integrity: 'ok', unreadable: [], files: { held: each * round, total: each * round } });
        expect(settled.batches).toHaveLength(round);
        // What the kill left unfinished is gone, and nothing stands on the shelf but what rows name.
        const files = readdirSync(join(folder, 'documents'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
        expect(files).toHaveLength(each * round);
      } finally {
        await engine.kill();
      }
    }
    tellFacts('package-kills', facts);
    expect(facts.before).toBeGreaterThan(0);
  },
  60_000 + kills * 15_000,
);
