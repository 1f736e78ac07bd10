/**
 * What a person can set: the server, language, theme, zoom, single keys.
 * Promises that a change shows at once and that the token is never shown again.
 * Called by the app for the route `settings`.
 */
export { SettingsScreen } from './settings-screen.tsx';
