import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Chromium's sandbox needs here. `off`: the process is root, where Chromium refuses to run with it, and only starts of development, demo and tests come here.
 * `blocked`: the system forbids what the sandbox is made of, and the line makes it possible.
 */
export type SandboxState = { readonly state: 'on' } | { readonly state: 'off' } | { readonly state: 'blocked'; readonly line: string };

export type SandboxFacts = {
  readonly platform: string;
  readonly isRoot: boolean;
  /** Whether the system restricts namespaces of ordinary users (Ubuntu since 23.10, hardened Debian). */
  readonly areNamespacesRestricted: boolean;
  /** Whether Chromium's own helper belongs to root and carries the set-user-id bit. */
  readonly isHelperTrusted: boolean;
};

export function judgeSandbox(facts: SandboxFacts, electronFolder: string): SandboxState {
  if (facts.platform !== 'linux') return { state: 'on' };
  if (facts.isRoot) return { state: 'off' };
  if (!facts.areNamespacesRestricted || facts.isHelperTrusted) return { state: 'on' };
  const helper = join(electronFolder, 'chrome-sandbox');
  return { state: 'blocked', line: `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'` };
}

export function readSandboxFacts(electronFolder: string): SandboxFacts {
  const helper = statSync(join(electronFolder, 'chrome-sandbox'), { throwIfNoEntry: false });
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    areNamespacesRestricted:
      setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
      setting('/proc/sys/kernel/unprivileged_userns_clone') === '0',
    isHelperTrusted: helper?.uid === 0 && (helper.mode & 0o4000) !== 0,
  };
}

function setting(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // The kernel does not know this restriction.
    return undefined;
  }
}
