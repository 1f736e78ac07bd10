/**
 * The status page: where an applicant stands, for whoever answers the telephone.
 * Promises that one search is enough, that nothing on it is unmasked, and that what it offers to say can be said.
 * Called by the app for the route `status`.
 */
export { StatusScreen } from './status-screen.tsx';
