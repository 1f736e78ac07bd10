import { describe, expect, it } from 'vitest';
import { chordOf, isCombination, isSingleKey } from '../../../renderer/app/commands/chord.ts';
import { addCommands, type Command, commandFor } from '../../../renderer/app/commands/registry.ts';

const pressed = (key: string, more: Partial<Parameters<typeof chordOf>[0]> = {}) =>
  chordOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

const command = (name: string, keys: string[], more: Partial<Command> = {}): Command => ({
  name,
  title: name,
  group: '',
  keys,
  run: () => {},
  ...more,
});

describe('keys', () => {
  it.each([
    ['a letter', pressed('j'), 'J'],
    ['a letter with Shift', pressed('J', { shiftKey: true }), 'Shift+J'],
    ['a character that needs Shift', pressed('?', { shiftKey: true }), '?'],
    ['a combination', pressed('k', { ctrlKey: true }), 'Ctrl+K'],
    ['the command key', pressed('Enter', { metaKey: true }), 'Ctrl+Enter'],
    ['a named key', pressed('ArrowDown'), 'ArrowDown'],
    ['the space bar', pressed(' '), 'Space'],
    ['a letter under a Chinese input method', pressed('Process', { code: 'KeyA' }), 'A'],
    ['a full-width letter', pressed('ａ', { code: 'KeyA' }), 'A'],
  ])('spell %s', (_what, chord, spelled) => {
    expect(chord).toBe(spelled);
  });

  it('are single, or mean the same while somebody types', () => {
    expect(['J', '?', '1'].map(isSingleKey)).toEqual([true, true, true]);
    expect(['Ctrl+K', 'Enter', 'ArrowUp'].map(isSingleKey)).toEqual([false, false, false]);
    expect(['Ctrl+K', 'Alt+1', 'J', 'Enter', 'Shift+J'].map(isCombination)).toEqual([true, true, false, false, false]);
  });
});

describe('commands', () => {
  it('that came last take a key first, and give it back when they go', () => {
    const removeFirst = addCommands(() => [command('everywhere', ['J'])]);
    const removeSecond = addCommands(() => [command('screen', ['J'])]);
    expect(commandFor('J', () => true)?.name).toBe('screen');
    removeSecond();
    expect(commandFor('J', () => true)?.name).toBe('everywhere');
    removeFirst();
    expect(commandFor('J', () => true)).toBeUndefined();
  });

  it('that cannot be done now leave the key to the others', () => {
    const remove = addCommands(() => [command('not now', ['A'], { when: () => false }), command('now', ['A'])]);
    expect(commandFor('A', () => true)?.name).toBe('now');
    expect(commandFor('A', ({ name }) => name !== 'now')).toBeUndefined();
    remove();
  });
});
