/**
 * The variables that the engine's process gets: those it needs to find its folders, its language and its time zone. What could make Node or the loader run other code
 * (`NODE_OPTIONS`, `LD_PRELOAD`, `LD_LIBRARY_PATH`, `DYLD_*`, `NODE_PATH`, …) is not on the list, and neither is anything secret.
 */
const allowed: ReadonlySet<string> = new Set([
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  // Windows: without these a process can neither resolve names nor find its profile.
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
]);

/** Variables of these families are the developers' and the tests' own; a packed program passes none of them on. */
const forDevelopment = 'SHENHETAI_';

/** The allow-listed environment. Names are compared without case, as Windows does. */
export function engineEnvironment(all: Readonly<Record<string, string | undefined>>, isPackaged: boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    const upper = name.toUpperCase();
    const wanted = allowed.has(upper) || upper.startsWith('LC_') || (!isPackaged && upper.startsWith(forDevelopment));
    if (wanted && value !== undefined) kept[name] = value;
  }
  return kept;
}
