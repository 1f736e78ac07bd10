/**
 * What this is: versions, where the workstation keeps its things, licences.
 * Promises what a support desk asks for first, ready to be copied.
 * Called by the app for the route `about`.
 */
export { AboutScreen } from './about-screen.tsx';
