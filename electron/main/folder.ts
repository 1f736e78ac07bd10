import { isAbsolute, join, resolve } from 'node:path';

/**
 * The workstation's folder: `--data DIR` on the command line, else `SHENHETAI_DATA`, else the place the system gives to programs.
 * Chromium's own files go into `shell/` inside it, so two folders are two workstations that run side by side.
 */
export type Folders = { readonly data: string; readonly shell: string; readonly logs: string };

export function chooseFolders(argv: readonly string[], fromEnvironment: string | undefined, standard: string, current: string): Folders {
  const named = switchValue(argv, '--data') ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  const data = named === undefined ? standard : isAbsolute(named) ? named : resolve(current, named);
  return { data, shell: join(data, 'shell'), logs: join(data, 'logs') };
}

function switchValue(argv: readonly string[], name: string): string | undefined {
  const joined = argv.find((argument) => argument.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const at = argv.indexOf(name);
  const next = at < 0 ? undefined : argv[at + 1];
  return next === undefined || next.startsWith('-') ? undefined : next;
}
