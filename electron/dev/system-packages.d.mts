export type PackageGroup = 'engine' | 'window' | 'display' | 'login';

/** What must be there, by group; see the module for the meaning of each. */
export const needs: Readonly<Record<PackageGroup, readonly { readonly anyOf: readonly string[]; readonly orElse?: readonly string[] }[]>>;
/** Reads /etc/os-release: whether apt is at home here, and whether packages carry the names of the 64-bit time change. */
export function readSystem(osRelease: string): { readonly isDebian: boolean; readonly hasTimeChange: boolean };
/** The packages to install for what is needed and not installed. */
export function missingPackages(groups: readonly PackageGroup[], installed: ReadonlySet<string>, hasTimeChange: boolean): string[];
/** The line to type for a person without rights. */
export function lineToType(packages: readonly string[]): string;
/** Finds, and as administrator installs, what is missing; `refused` after the line to type has been said. */
export function ensureSystemPackages(
  groups: readonly PackageGroup[],
  say: (line: string) => void,
): Promise<'present' | 'installed' | 'refused'>;
