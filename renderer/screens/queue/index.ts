/**
 * The queue: everything held here in saved views, one search box, a table worked from the keyboard.
 * Promises that tens of thousands of rows scroll as well as ten, and that view, order and widths come back after a restart.
 * Called by the app for the route `queue`.
 */
export { QueueScreen } from './queue-screen.tsx';
export { forgetSearch } from './remembered.ts';
