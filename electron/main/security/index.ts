/**
 * What a page of this program may do, decided by pure functions and installed for every session and every web-contents.
 * Promises that a page cannot navigate, open a window, reach the network, get a permission or a device, or speak to us from anywhere but our own main frame.
 * Called by `main/index.ts` once, before the first window.
 */
import type { App, Session } from 'electron';
import { installDevelopmentPolicy } from './content-policy.ts';
import { installNavigation, installRequests } from './navigation.ts';
import { installPermissions } from './permissions.ts';

export { contentPolicy, noncePlaceholder } from './content-policy.ts';
export { externalLinkAllowed, signInAddressAllowed } from './external-links.ts';
export { imageScheme, pageScheme, pageToLoad } from './origin.ts';
export { senderAllowed } from './sender.ts';
export { sessionName, windowOptions } from './window-options.ts';

/**
 * Whether Chromium's sandbox may be left out: only where the person is root, with whom Chromium refuses to sandbox at all, and `--no-sandbox` was given, as the helpers for
 * development, demo and tests do. For anybody else the switch has no effect.
 */
export function mayLeaveSandboxOut(isRoot: boolean, isSwitchGiven: boolean): boolean {
  return isRoot && isSwitchGiven;
}

/** Sandboxes every process from here on. Call before the program is ready. */
export function enableSandbox(app: App, isRoot: boolean): void {
  if (!mayLeaveSandboxOut(isRoot, app.commandLine.hasSwitch('no-sandbox'))) app.enableSandbox();
}

export type SecurityOptions = { readonly page: string; readonly isPackaged: boolean; readonly refused: (what: string) => void };

/** Guards every web-contents that will ever be made, and every session it may use. Call before the program is ready. */
export function installSecurity(app: App, options: SecurityOptions): void {
  const guarded = new WeakSet<Session>();
  const guard = (session: Session) => {
    if (guarded.has(session)) return;
    guarded.add(session);
    installPermissions(session, options.refused);
    installRequests(session, options.page, options.isPackaged, options.refused);
    installDevelopmentPolicy(session, options.page);
  };
  app.on('session-created', guard);
  app.on('web-contents-created', (_event, contents) => {
    guard(contents.session);
    installNavigation(contents, options.page, options.refused);
  });
}
