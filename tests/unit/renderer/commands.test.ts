import { describe, expect, it } from 'vitest';
import { bindKey, type KeyBindings, keysOf, resetAll, resetKeys, unbindKey } from '../../../renderer/app/commands/bindings.ts';
import { commandPlaces, commandsAt, knownCommands } from '../../../renderer/app/commands/catalogue.ts';
import { chordOf, isCombination, isSingleKey } from '../../../renderer/app/commands/chord.ts';
import { addCommands, type Command, commandFor, nextPlace } from '../../../renderer/app/commands/registry.ts';

const pressed = (key: string, more: Partial<Parameters<typeof chordOf>[0]> = {}) =>
  chordOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

const command = (name: string, keys: string[], more: Pick<Command, 'when'> = {}): Command => ({
  name,
  title: name,
  place: 'queue',
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
    expect(['J', '?', '1', 'Shift+J'].map(isSingleKey)).toEqual([true, true, true, true]);
    expect(['Ctrl+K', 'Enter', 'ArrowUp'].map(isSingleKey)).toEqual([false, false, false]);
    expect(['Ctrl+K', 'Alt+1', 'J', 'Enter', 'Shift+J'].map(isCombination)).toEqual([true, true, false, false, false]);
  });
});

describe('commands', () => {
  it('that came last take a key first, and give it back when they go', () => {
    const removeFirst = addCommands(() => [command('everywhere', ['J'])]);
    const removeSecond = addCommands(() => [command('screen', ['J'])]);
    expect(commandFor('J', () => true, {})?.name).toBe('screen');
    removeSecond();
    expect(commandFor('J', () => true, {})?.name).toBe('everywhere');
    removeFirst();
    expect(commandFor('J', () => true, {})).toBeUndefined();
  });

  it('inside go before what is around them, also where both come on the screen at once and the outer ones are added last', () => {
    const [outer, inner] = [nextPlace(), nextPlace()];
    const removeInner = addCommands(() => [command('close the panel', ['Escape'])], inner);
    const removeOuter = addCommands(() => [command('leave the screen', ['Escape'])], outer);
    expect(commandFor('Escape', () => true, {})?.name).toBe('close the panel');
    removeInner();
    expect(commandFor('Escape', () => true, {})?.name).toBe('leave the screen');
    removeOuter();
  });

  it('that cannot be done now leave the key to the others', () => {
    const remove = addCommands(() => [command('not now', ['A'], { when: () => false }), command('now', ['A'])]);
    expect(commandFor('A', () => true, {})?.name).toBe('now');
    expect(commandFor('A', ({ name }) => name !== 'now', {})).toBeUndefined();
    remove();
  });
});

const bound = (rebinding: ReturnType<typeof bindKey>): KeyBindings => {
  if (rebinding.kind !== 'bound') throw new Error(`the key was not bound: ${rebinding.kind}`);
  return rebinding.bindings;
};

describe('the keys of commands', () => {
  it('begin without two commands of a place, or of everywhere, having the same one', () => {
    const refused = commandPlaces.flatMap(commandsAt).filter((name) => resetKeys({}, name).kind !== 'bound');
    expect(refused).toEqual([]);
  });

  it('that a person chose do the command, and the former ones do not', () => {
    const bindings = bound(bindKey({}, 'queue.open', 'Y', 'Enter'));
    const remove = addCommands(() => [{ name: 'queue.open', title: '', group: '', run: () => {} }]);
    expect(commandFor('Y', () => true, bindings)?.name).toBe('queue.open');
    expect(commandFor('Enter', () => true, bindings)).toBeUndefined();
    remove();
  });

  it('are refused when another command of the place, or one of everywhere, has them, and named with it', () => {
    expect(bindKey({}, 'queue.take', 'J')).toEqual({
      kind: 'refused',
      obstacle: { kind: 'taken', chord: 'J', by: 'queue.next', place: 'queue' },
    });
    expect(bindKey({}, 'queue.take', 'Ctrl+L')).toMatchObject({ obstacle: { by: 'lock', place: 'everywhere' } });
    expect(bindKey({}, 'lock', 'A')).toMatchObject({ obstacle: { by: 'review.approve' } });
    expect(bindKey({}, 'review.match', 'B')).toMatchObject({ obstacle: { by: 'review.evidence', place: 'photos' } });
    // Two screens are never shown together.
    expect(bindKey({}, 'queue.take', 'O').kind).toBe('bound');
  });

  it.each([
    ['that every program has', 'queue.open', 'Ctrl+C', 'reserved'],
    ['that leave', 'queue.open', 'Escape', 'reserved'],
    ['that would write a character in the form they send', 'review.decide', 'G', 'not_combined'],
  ] as const)('are refused %s', (_what, name, chord, kind) => {
    expect(bindKey({}, name, chord)).toEqual({ kind: 'refused', obstacle: { kind } });
  });

  it('wait while only Shift or Ctrl is held', () => {
    expect(bindKey({}, 'queue.open', 'Shift+Shift').kind).toBe('waiting');
    expect(bindKey({}, 'queue.open', 'Ctrl+Control').kind).toBe('waiting');
  });

  it('go back to the first ones, one command or all, unless somebody else has them now', () => {
    const freed = unbindKey({}, 'queue.next', 'J');
    const taken = bound(bindKey(freed, 'queue.take', 'J'));
    expect(resetKeys(taken, 'queue.next')).toMatchObject({ kind: 'refused', obstacle: { by: 'queue.take' } });
    expect(bound(resetKeys(freed, 'queue.next'))).toEqual({});
    expect(resetAll({ ...taken, 'screen.of.another.version': ['X'] })).toEqual({ 'screen.of.another.version': ['X'] });
  });

  it('of commands that are not known here are kept and hinder nothing', () => {
    const kept: KeyBindings = { 'screen.of.another.version': ['J'] };
    expect(bound(bindKey(kept, 'queue.take', 'Y'))).toEqual({ ...kept, 'queue.take': ['T', 'Y'] });
    expect(knownCommands.has('screen.of.another.version')).toBe(false);
    expect(keysOf('queue.next', kept)).toEqual(['J', 'ArrowDown']);
  });
});
