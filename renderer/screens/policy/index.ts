/**
 * The rules in force, readable: limits, what a failed check means, due times, and the reason catalogue.
 * Promises that what is shown is what the checks and the notices use.
 * Called by the app for the route `policy`.
 */
export { PolicyScreen } from './policy-screen.tsx';
