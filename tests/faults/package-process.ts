/**
 * A workstation without a platform in a process of its own that may be killed at any moment: imports the packages that it is asked to, and tells how each went and how much
 * memory it has needed so far. `node package-process.ts FOLDER`.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { codeOf, openTestWorkstation, passphrase, taken } from '../fixtures/workstation.ts';
import { examine } from './database.ts';
import type { PackageLine, PackageQuestion } from './process-lines.ts';

const [folder = ''] = process.argv.slice(2);
const say = (line: PackageLine): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const one = await openTestWorkstation(folder, { automatic: false });
const { workstation } = one;
taken(
  workstation.state().state === 'absent'
    ? await workstation.create(passphrase, { kind: 'packages' })
    : await workstation.unlock(passphrase),
);
const { packages, keys, store, image } = one.desk();

/** Documents that count as held and can't be read, or not with the key that is kept. */
const unreadable = async (): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { application } of store.read.openApplications())
    for (const { sha256 } of application.documents)
      if (store.read.documentFile(sha256)?.arrival === 'held' && !(await image(sha256, 'original')).ok) wrong.push(sha256);
  return wrong;
};

const tell = async (): Promise<PackageLine> => ({
  key: Buffer.from(keys.databaseKey).toString('hex'),
  integrity: examine(folder, keys.databaseKey),
  batches: store.read.packages(10_000).map(({ packageId }) => packageId),
  files: store.read.fileCounts(),
  unreadable: await unreadable(),
});
say(await tell());
for await (const text of createInterface({ input: process.stdin })) {
  const { path } = JSON.parse(text) as PackageQuestion;
  const began = performance.now();
  say({ importing: path });
  const outcome = await packages.import(path);
  say({
    imported: path,
    code: codeOf(outcome),
    entry: outcome.ok ? '' : String(outcome.error.details.entry ?? ''),
    ms: performance.now() - began,
    // Kilobytes, by getrusage.
    mostMemory: process.resourceUsage().maxRSS * 1_024,
  });
  say(await tell());
}
await one.close();
