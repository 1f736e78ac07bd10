/**
 * Before the desk: the first start, which makes the vault, and the unlock screen.
 * Promises that nothing of the vault's contents is on either, and that a wrong passphrase says what is left to try.
 * Called by the app's gate, by the vault's state.
 */
export { FirstStart } from './first-start.tsx';
export { Unlock } from './unlock.tsx';
