import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from './tree.ts';

/** The rows of `docs/threats.md`. */
const threats = textOf('docs/threats.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| who ') && !line.startsWith('| --- '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  // Who, what, what stops it, which test, between the outer bars; the page's other table is narrower.
  .filter((cells) => cells.length === 6)
  .map(([, who = '', what = '', , named = '']) => {
    const [, file = '', title = ''] = /^`([^`]+)` › (.+)$/.exec(named) ?? [];
    return { threat: `${who} ${what}`, file, title };
  });
const tests = filesBelow('tests', ['.test.ts']);

describe('the threat model', () => {
  it('names for each threat a test that there is', () => {
    expect(threats.length).toBeGreaterThan(20);
    expect(threats.filter(({ file, title }) => title === '' || !tests.includes(file) || !textOf(file).includes(title))).toEqual([]);
  });

  it('has every attack that is tried in it', () => {
    const attacks = tests.filter((file) => file.startsWith('tests/attacks/') || file.startsWith('tests/e2e/hostile-'));
    expect(attacks.filter((file) => !threats.some((threat) => threat.file === file))).toEqual([]);
  });
});
