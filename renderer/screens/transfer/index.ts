/**
 * The exchange with the platform: connection, downloads, checks, and the outbox with each decision's state.
 * Promises that a decision's three stages (decided here, sent, accepted) are told apart, and that what came back can be resolved here.
 * Called by the app for the route `transfer`.
 */
export { TransferScreen } from './transfer-screen.tsx';
