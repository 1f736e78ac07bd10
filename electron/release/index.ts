/**
 * A release and its publisher's word for it: how a statement is proven, and by which order its installer is started.
 * Promises that nothing of a statement is believed before one of the shipped keys has signed it, and that an order is an absolute path with fixed arguments and no shell.
 * The engine calls it before it fetches, the shell once more before it installs, and the publisher's script signs by it.
 */
export { type InstallOrder, installCommand, installOrder } from './install.ts';
export { type ReleaseKeys, readReleaseKeys, releaseKeysSchema } from './keys.ts';
export { isExpired, proveRelease, signRelease } from './statement.ts';
