/**
 * A workstation whose folder may not be written any more: run by `folder.test.ts` as a user whom permissions bind. `node read-only-desk.ts FOLDER` prints one line of JSON:
 * what opening, and the state that was kept, say while it is read-only and afterwards.
 */
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, openTestWorkstation, passphrase, taken } from '../fixtures/workstation.ts';

const [folder = ''] = process.argv.slice(2);
const permit = (writable: boolean): void => {
  const paths = [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))];
  // Folders last to lose their permission, and first to have it back.
  for (const path of writable ? paths : paths.toReversed())
    chmodSync(path, statSync(path).isDirectory() ? (writable ? 0o700 : 0o500) : writable ? 0o600 : 0o400);
};

const made = await openTestWorkstation(folder, { automatic: false });
taken(await made.workstation.create(passphrase, { kind: 'packages' }));
await made.close();

permit(false);
let whileReadOnly: string;
try {
  const opened = await openTestWorkstation(folder, { automatic: false });
  whileReadOnly = codeOf(await opened.workstation.unlock(passphrase));
  await opened.close();
} catch (error) {
  // The fixture throws the failure's code where the folder can't even be taken.
  whileReadOnly = error instanceof Error ? (error.message.split(' ')[0] ?? '') : 'unknown';
}
permit(true);
const again = await openTestWorkstation(folder, { automatic: false });
const afterwards = codeOf(await again.workstation.unlock(passphrase));
await again.close();
process.stdout.write(`${JSON.stringify({ whileReadOnly, afterwards })}\n`);
