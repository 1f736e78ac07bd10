/**
 * Everything that can be done by key or by name: screens offer commands while they are shown, one listener takes the keys.
 * Promises that no single key acts while somebody types, that a focused control keeps its own keys, and that what came last wins.
 * Called by every screen (`useCommands`), by the palette and the key help.
 */
export type { Command } from './registry.ts';
export { useCommandKeys, useCommands, usePresentCommands } from './use-commands.ts';
