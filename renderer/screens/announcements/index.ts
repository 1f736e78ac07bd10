/**
 * The platform's announcements, active ones first.
 * Promises both languages, and that it is said whether a window moves due times.
 * Called by the app for the route `announcements`.
 */
export { AnnouncementsScreen } from './announcements-screen.tsx';
