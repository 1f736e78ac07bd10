/**
 * The requests: what applicants ask for after having submitted, and deciding it.
 * Promises that nothing is shown in full unasked, that what was begun is kept, and that the notice is read before it is sent.
 * Called by the app for the route `requests`.
 */
export { RequestsScreen } from './requests-screen.tsx';
