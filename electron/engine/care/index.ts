/**
 * Care is what keeps a workstation running where nobody of ours ever comes: the diagnosis, the bundle for the support, and putting a copy of the database back.
 * It promises that a diagnosis changes nothing, that a bundle holds nothing personal, and that a copy that is not whole replaces nothing.
 * The api and the command line call it; it looks into the other areas by their fronts.
 */
export { writeBundle } from './bundle.ts';
export { examine } from './doctor.ts';
export { copiesOf, removeCopies, restoreCopy } from './restore.ts';
