/** `npm run test:attacks`: every test that the threat model (`docs/threats.md`) names, by the runner of `npm test`. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './folders.ts';
import { runScript } from './prepare.ts';

await runScript(async () => {
  const text = await readFile(join(root, 'docs', 'threats.md'), 'utf8');
  const files = new Set([...text.matchAll(/`(tests\/[\w/-]+\.test\.ts)` ›/g)].map(([, file = '']) => file));
  const child = spawn(process.execPath, [join(root, 'electron', 'dev', 'run.mjs'), 'test', ...files], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
