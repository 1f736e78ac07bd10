/** Something of others that the product carries: a package, or data in `resources/`. */
export type ShippedComponent = {
  /** As its maker names it; for a package its npm name. */
  readonly name: string;
  readonly version: string;
  /** Its licence as an SPDX expression (https://spdx.org/licenses/). */
  readonly licence: string;
  /** Where it came from: the npm registry, or taken into `resources/` with its licence beside it. */
  readonly source: 'npm' | 'resources';
  /** The text of its licence files; empty where it only names its licence. */
  readonly text: string;
};
