import { type CommandName, type CommandPlace, combinationsOnly, commandPlaces, commandsAt, knownCommands } from './catalogue.ts';
import { type Chord, isCombination } from './chord.ts';

/** The keys that a person has chosen, by command; what is not named has the keys it began with. Names that are not known are left alone. */
export type KeyBindings = Readonly<Record<string, readonly Chord[]>>;

/** Most keys of one command. */
export const mostKeys = 3;

/** Keys that mean the same in every program, or that this page is worked by: leaving, going round, removing, and editing text. */
const reserved: readonly Chord[] = [
  'Escape',
  'Tab',
  'Shift+Tab',
  'Delete',
  'Backspace',
  'Ctrl+C',
  'Ctrl+V',
  'Ctrl+X',
  'Ctrl+Z',
  'Ctrl+Y',
  'Ctrl+Shift+Z',
  'F5',
  'F11',
  'F12',
];

/** Keys that are only held, or that name nothing. */
const nothing =
  /(^|\+)(Control|Shift|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|Dead|Process|Unidentified|Fn|ContextMenu|PrintScreen)$/;

/** The keys of a command now. */
export const keysOf = (name: CommandName, bindings: KeyBindings): readonly Chord[] => bindings[name] ?? knownCommands.get(name)?.keys ?? [];

/** Whether keys of these two places can meet: those of everywhere meet all, and the photos are part of the review. */
const meet = (one: CommandPlace, other: CommandPlace): boolean => {
  const screen = (place: CommandPlace): CommandPlace => (place === 'photos' ? 'review' : place);
  return one === 'everywhere' || other === 'everywhere' || screen(one) === screen(other);
};

/** What speaks against a key. */
export type KeyObstacle =
  | { kind: 'taken'; chord: Chord; by: CommandName; place: CommandPlace }
  | { kind: 'reserved' }
  | { kind: 'not_combined' }
  | { kind: 'too_many' };
/** What comes of pressing a key for a command: nothing yet, a refusal, or the bindings as they would be. */
export type Rebinding = { kind: 'waiting' } | { kind: 'refused'; obstacle: KeyObstacle } | { kind: 'bound'; bindings: KeyBindings };

const withKeys = (bindings: KeyBindings, name: CommandName, keys: readonly Chord[]): KeyBindings => {
  const { [name]: _own, ...others } = bindings;
  const usual = knownCommands.get(name)?.keys ?? [];
  const same = usual.length === keys.length && usual.every((chord, place) => chord === keys[place]);
  return same ? others : { ...others, [name]: keys };
};

const placeOf = (name: CommandName): CommandPlace => knownCommands.get(name)?.place ?? 'everywhere';

const taken = (name: CommandName, chord: Chord, bindings: KeyBindings): Rebinding | undefined => {
  const by = commandPlaces
    .filter((other) => meet(placeOf(name), other))
    .flatMap(commandsAt)
    .find((other) => other !== name && keysOf(other, bindings).includes(chord));
  return by === undefined ? undefined : { kind: 'refused', obstacle: { kind: 'taken', chord, by, place: placeOf(by) } };
};

/** Gives `chord` to a command, in the place of its key `instead` or beside those it has. */
export const bindKey = (bindings: KeyBindings, name: CommandName, chord: Chord, instead?: Chord): Rebinding => {
  if (nothing.test(chord)) return { kind: 'waiting' };
  if (reserved.includes(chord)) return { kind: 'refused', obstacle: { kind: 'reserved' } };
  if (combinationsOnly.includes(name) && !isCombination(chord)) return { kind: 'refused', obstacle: { kind: 'not_combined' } };
  const refusal = taken(name, chord, bindings);
  if (refusal !== undefined) return refusal;
  const present = keysOf(name, bindings);
  const replaced = instead === undefined ? [...present, chord] : present.map((key) => (key === instead ? chord : key));
  const keys = [...new Set(replaced)];
  if (keys.length > mostKeys) return { kind: 'refused', obstacle: { kind: 'too_many' } };
  return { kind: 'bound', bindings: withKeys(bindings, name, keys) };
};

/** Takes a key from a command; without any it is still found by name. */
export const unbindKey = (bindings: KeyBindings, name: CommandName, chord: Chord): KeyBindings =>
  withKeys(
    bindings,
    name,
    keysOf(name, bindings).filter((key) => key !== chord),
  );

/** Gives a command the keys it began with; refused while another command has one of them. */
export const resetKeys = (bindings: KeyBindings, name: CommandName): Rebinding => {
  const keys = knownCommands.get(name)?.keys ?? [];
  for (const chord of keys) {
    const refusal = taken(name, chord, bindings);
    if (refusal !== undefined) return refusal;
  }
  return { kind: 'bound', bindings: withKeys(bindings, name, keys) };
};

/** Gives every command that is known here its first keys; what belongs to another version of the program stays. */
export const resetAll = (bindings: KeyBindings): KeyBindings =>
  Object.fromEntries(Object.entries(bindings).filter(([name]) => !knownCommands.has(name)));
