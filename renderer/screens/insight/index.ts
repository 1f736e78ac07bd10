/**
 * The statistics: pictures of this workstation's own work, each with a sentence, its numbers as a table, and both as files.
 * Promises that whatever a picture shows is also there in words and numbers, and that no colour stands alone.
 * Called by the app for the route `insight`, which loads it, and the charts' library with it, when it is first gone to.
 */
export { InsightScreen } from './insight-screen.tsx';
