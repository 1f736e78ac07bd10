/**
 * What was done on this workstation: every entry of the audit chain, narrowed by kind, day and number, page by page, and exported as a table.
 * Promises that looking and exporting are recorded by the engine, and that a kind this version does not know is shown all the same.
 * Called by the app for the route `audit`.
 */
export { AuditScreen } from './audit-screen.tsx';
