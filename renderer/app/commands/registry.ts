import { type KeyBindings, keysOf } from './bindings.ts';
import type { CommandName, CommandPlace } from './catalogue.ts';
import type { Chord } from './chord.ts';

/** Something that can be done now, by key or by name. */
export type Command = {
  run: () => void;
  /** Whether it can be done now; absent: always. What can't be done takes no key. */
  when?: (() => boolean) | undefined;
  /** Whether its keys work while a text is being typed. Combinations with Ctrl and Alt do unless it is false, since a text field has its own. */
  whileTyping?: boolean | undefined;
  /** Whether holding the key down does it only once: what decides must not go on deciding. */
  once?: boolean | undefined;
  /** Whether it works while a dialogue is open. */
  inDialogue?: boolean | undefined;
  /** Whether it is left out of the palette, such as the arrows that only move. */
  unlisted?: boolean | undefined;
} & (
  | {
      /** Stable name, `queue.open`; its keys and its place stand in the catalogue, what it is called in the titles. */
      name: CommandName;
      keys?: undefined;
      place?: undefined;
      /** What it is called at this moment, where that tells more than its usual title: with a number, for example. */
      title?: string | undefined;
    }
  | {
      name: string;
      /** Keys that can't be changed, since they follow from what is on the screen; the first is the one shown. */
      keys: readonly Chord[];
      /** Under which place it is listed. */
      place: CommandPlace;
      /** What it is called, in the language of the page. */
      title: string;
    }
);

/** A command as it is listed: with the keys that do it now, of which the first is shown (without any it is found by name only), and in the words of the page. */
export type PresentCommand = Omit<Command, 'keys' | 'place' | 'title'> & { keys: readonly Chord[]; title: string; group: string };

type Source = { read: () => readonly Command[]; place: number };

let sources: readonly Source[] = [];
const listeners = new Set<() => void>();
const told = (): void => {
  for (const listener of [...listeners]) listener();
};

let places = 0;

/**
 * The next place in the order by which keys are taken; the later one takes a key first. Asked for while rendering, where whatever holds others comes before
 * them: then what lies inside goes before what lies around it, also where both come on the screen at once.
 */
export const nextPlace = (): number => {
  places += 1;
  return places;
};

/** Adds commands for as long as whoever brings them is on the screen. The latest place takes a key first. */
export const addCommands = (read: () => readonly Command[], place = nextPlace()): (() => void) => {
  const source = { read, place };
  sources = [...sources, source].sort((one, other) => other.place - one.place);
  told();
  return () => {
    sources = sources.filter((other) => other !== source);
    told();
  };
};

/** Every command there is now, the latest first. */
export const presentCommands = (): Command[] => sources.flatMap(({ read }) => read());

/** The keys that a command has under these bindings. */
export const keysNow = (command: Command, bindings: KeyBindings): readonly Chord[] => command.keys ?? keysOf(command.name, bindings);

/** The command that takes `chord`, of those that can be done now. */
export const commandFor = (chord: Chord, fits: (command: Command) => boolean, bindings: KeyBindings): Command | undefined =>
  presentCommands().find((command) => keysNow(command, bindings).includes(chord) && fits(command) && command.when?.() !== false);

/** For the palette and the key help, which follow the screens. */
export const onCommandsChange = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
