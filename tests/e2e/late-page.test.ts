import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, programOn, test } from './workstation.ts';

const stopping = fileURLToPath(new URL('../fixtures/page-that-stops.cjs', import.meta.url));

test('a page that does not come is loaded anew, and the window appears after all', async ({ folder }) => {
  const { executablePath, args } = programOn(folder);
  const program = spawn(executablePath, ['-r', stopping, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const said: string[] = [];
    for await (const line of createInterface({ input: program.stdout })) {
      if (line === 'loaded' || line === 'shown') said.push(line);
      if (said.includes('loaded') && said.includes('shown')) break;
    }
    expect(said.toSorted()).toEqual(['loaded', 'shown']);
    const log = readFileSync(join(folder, 'logs', 'shell.log'), 'utf8');
    const events = log.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as { event: string }).event]));
    expect(events.filter((event) => event.startsWith('page-'))).toEqual(['page-late', 'page-not-loaded', 'page-gone']);
  } finally {
    const ended = once(program, 'exit');
    program.kill();
    await ended;
  }
});
