/**
 * Updates are newer versions of this program: asked for, proven, fetched and handed to the installer.
 * They promise that nothing is believed that the publisher has not signed, that the program never goes back, that each workstation has its own fixed place in a staged roll-out, and that
 * nothing is installed unless a person says so.
 * `engine/program-updates.ts` introduces them to the open desk; the api and the command line ask them.
 */
export { isWhole } from './download.ts';
export { installerKindOf } from './installer-kind.ts';
export type { Program, Updates } from './parts.ts';
export { createUpdates } from './updates.ts';
