/**
 * Everything that can be done by key or by name: screens offer commands while they are shown, one listener takes the keys.
 * Promises that no single key acts while somebody types, that a focused control keeps its own keys, that what came last wins, and that a key
 * which the person has changed is the one that works and is shown.
 * Called by every screen (`useCommands`, `CommandKey`), by the palette, the key help and the settings.
 */
export { bindKey, type KeyObstacle, keysOf, mostKeys, type Rebinding, resetAll, resetKeys, unbindKey } from './bindings.ts';
export { type CommandName, commandPlaces, commandsAt } from './catalogue.ts';
export { type Chord, chordOf } from './chord.ts';
export { CommandKey } from './command-key.tsx';
export type { Command, PresentCommand } from './registry.ts';
export { useCommandTitles } from './titles.ts';
export { useCommandKeys, useCommands, usePresentCommands } from './use-commands.ts';
export { useBindings, useKeys } from './use-keys.ts';
