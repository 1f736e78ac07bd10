/**
 * What Debian and its relatives must have installed before the engine's Node, Electron's window and a display without a screen can run.
 * Finds what is missing in one quick question to dpkg; installs it where the person may, and otherwise says the exact line to type.
 * Plain JavaScript: it must run on the person's own Node while the engine's cannot run yet (Node 26 needs libatomic1, which a bare Debian lacks).
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Each need with the packages that fill it, any one of which is enough; the first of them, or the second on systems since the 64-bit time change, is the one to install.
 * `engine`: the engine's Node. `window`: Electron and Chinese text. `display`: a screen where there is none. `login`: what a test opens a login's key store with.
 */
export const needs = {
  engine: [{ anyOf: ['libatomic1'] }],
  window: [
    { anyOf: ['libgtk-3-0', 'libgtk-3-0t64'] },
    { anyOf: ['libnss3'] },
    { anyOf: ['libasound2', 'libasound2t64'] },
    { anyOf: ['libgbm1'] },
    { anyOf: ['libxss1'] },
    { anyOf: ['libxtst6'] },
    { anyOf: ['fonts-noto-cjk'], orElse: ['fonts-wqy-zenhei', 'fonts-wqy-microhei', 'fonts-arphic-uming', 'fonts-droid-fallback'] },
  ],
  display: [{ anyOf: ['xvfb'] }, { anyOf: ['xauth'] }],
  login: [{ anyOf: ['dbus-daemon'], orElse: ['dbus'] }, { anyOf: ['gnome-keyring'] }, { anyOf: ['libsecret-1-0'] }],
};

/** Names that the 64-bit time change gave a suffix. */
const renamed = new Set(['libgtk-3-0t64', 'libasound2t64']);

/** @param {string} osRelease the text of /etc/os-release */
export function readSystem(osRelease) {
  const fields = Object.fromEntries(
    osRelease.split('\n').flatMap((line) => {
      const match = /^([A-Z_]+)="?([^"]*)"?$/.exec(line.trim());
      return match === null ? [] : [[match[1], match[2]]];
    }),
  );
  const family = [fields.ID, ...(fields.ID_LIKE ?? '').split(' ')];
  const isDebian = family.includes('debian') || family.includes('ubuntu');
  const version = Number.parseFloat(fields.VERSION_ID ?? '');
  // Debian since 13 and Ubuntu since 24.04 carry the t64 names; testing and unstable have no number. Relatives are told by the code name of the Ubuntu below them.
  const isRecent =
    fields.ID === 'debian'
      ? Number.isNaN(version) || version >= 13
      : fields.ID === 'ubuntu'
        ? version >= 24.04
        : !['focal', 'jammy', 'bullseye', 'bookworm', undefined].includes(
            fields.UBUNTU_CODENAME ?? fields.DEBIAN_CODENAME ?? fields.VERSION_CODENAME,
          );
  return { isDebian, hasTimeChange: isDebian && isRecent };
}

/**
 * The packages to install for what is needed and not there.
 * @param {readonly ('engine' | 'window' | 'display' | 'login')[]} groups
 * @param {ReadonlySet<string>} installed
 * @param {boolean} hasTimeChange
 */
export function missingPackages(groups, installed, hasTimeChange) {
  return groups.flatMap((group) =>
    needs[group].flatMap(({ anyOf, orElse = [] }) => {
      if ([...anyOf, ...orElse].some((name) => installed.has(name))) return [];
      const recent = anyOf.find((name) => renamed.has(name));
      return [hasTimeChange && recent !== undefined ? recent : anyOf[0]];
    }),
  );
}

/** The line to type for a person without rights. @param {readonly string[]} packages */
export function lineToType(packages) {
  return `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
}

/**
 * Sees to it that the packages of some groups are there. Resolves to what happened; `refused` comes with the sentence that was said.
 * @param {readonly ('engine' | 'window' | 'display' | 'login')[]} groups
 * @param {(line: string) => void} say
 * @returns {Promise<'present' | 'installed' | 'refused'>}
 */
export async function ensureSystemPackages(groups, say) {
  if (process.platform !== 'linux') return 'present';
  let osRelease = '';
  try {
    osRelease = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // No such file: not a Debian, nothing that we could ask or install.
  }
  const system = readSystem(osRelease);
  if (!system.isDebian) return 'present';
  const missing = missingPackages(groups, installedPackages(), system.hasTimeChange);
  if (missing.length === 0) return 'present';
  say(`This machine lacks ${missing.length} system package${missing.length === 1 ? '' : 's'}: ${missing.join(' ')}`);
  if (process.getuid?.() !== 0) {
    say('Installing them needs administrator rights. Type this line, then start again:');
    say(`  ${lineToType(missing)}`);
    return 'refused';
  }
  say('Installing them with apt-get (this happens once) …');
  const done = (await apt(['update'], say)) && (await apt(['install', '-y', '--no-install-recommends', ...missing], say));
  if (done) return 'installed';
  say('apt-get could not install them. When its package sources can be reached, type this line, then start again:');
  say(`  ${lineToType(missing)}`);
  return 'refused';
}

/** @returns {Set<string>} */
function installedPackages() {
  const names = Object.values(needs).flatMap((group) => group.flatMap(({ anyOf, orElse = [] }) => [...anyOf, ...orElse]));
  // dpkg-query answers with 1 when it does not know one of the names, which is what is being asked.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format language.
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' });
  return new Set((asked.stdout ?? '').split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])));
}

/** Runs apt-get and says every two seconds how far it is; its whole output is shown only when it fails. */
function apt(parameters, say) {
  return new Promise((resolve) => {
    const started = process.hrtime.bigint();
    const seconds = () => Math.round(Number(process.hrtime.bigint() - started) / 1e9);
    const child = spawn('apt-get', ['-o', 'Dpkg::Use-Pty=0', '-o', 'Acquire::Retries=3', ...parameters], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let last = '';
    const hear = (chunk) => {
      output = (output + chunk).slice(-20_000);
      last = output.trimEnd().split('\n').at(-1) ?? '';
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const progress = setInterval(() => say(`  ${String(seconds()).padStart(3)} s  ${last.slice(0, 100)}`), 2_000);
    const finish = (isDone) => {
      clearInterval(progress);
      if (!isDone) say(output.trimEnd());
      resolve(isDone);
    };
    child.once('error', (cause) => {
      output += String(cause.message);
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}
