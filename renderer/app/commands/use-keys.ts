import { useMemo } from 'react';
import { useSettings } from '../../engine/index.ts';
import { type KeyBindings, keysOf } from './bindings.ts';
import { type CommandName, type CommandPlace, commandsAt } from './catalogue.ts';
import { type Chord, chordOf, isCombination, isSingleKey } from './chord.ts';

const none: KeyBindings = {};

/** The keys that the person has chosen. */
export const useBindings = (): KeyBindings => useSettings().keys ?? none;

/** The keys of commands as they are now. */
export type Keys = {
  /** The key to show beside a command; undefined where it has none, or where single keys are switched off. */
  shown(name: CommandName): Chord | undefined;
  /** The same as the page tells it to a screen reader (`aria-keyshortcuts`). */
  spoken(name: CommandName): string | undefined;
  /** All of them, for a command of the moment that takes another's keys. */
  all(name: CommandName): readonly Chord[];
  /**
   * The keys of a place's commands by the last part of their names, for texts that tell them (`{{takeBack}}`). A command that has none is
   * told with the key of the palette, where it is found by name.
   */
  told(place: CommandPlace): Readonly<Record<string, unknown>>;
  /** Whether what was pressed is a combination of the command, for an element that takes its keys by itself while somebody types in it. */
  presses(event: Parameters<typeof chordOf>[0], name: CommandName): boolean;
};

/** The keys of commands, wherever a screen shows or takes one. */
export const useKeys = (): Keys => {
  const bindings = useBindings();
  const { singleKeys } = useSettings();
  return useMemo(() => {
    const working = (name: CommandName) => keysOf(name, bindings).filter((chord) => singleKeys || !isSingleKey(chord));
    return {
      shown: (name) => working(name)[0],
      spoken: (name) => {
        const chords = working(name).map((chord) => (chord === '+' ? 'Plus' : chord.replace('Ctrl+', 'Control+')));
        return chords.length === 0 ? undefined : chords.join(' ');
      },
      all: (name) => keysOf(name, bindings),
      told: (place) =>
        Object.fromEntries(
          commandsAt(place).map((name) => [name.slice(name.lastIndexOf('.') + 1), working(name)[0] ?? working('palette')[0] ?? '']),
        ),
      presses: (event, name) => keysOf(name, bindings).includes(chordOf(event)) && isCombination(chordOf(event)),
    };
  }, [bindings, singleKeys]);
};
