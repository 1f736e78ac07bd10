export type EngineNode =
  | { readonly ok: true; readonly path: string; readonly relativePath: string; readonly packageName: string; readonly version: string }
  | { readonly ok: false; readonly sentence: string };

/** Finds the Node pinned for the engine in a checkout's node_modules, or says in a sentence what to do. */
export function findEngineNode(root: string, platform?: string, arch?: string): EngineNode;
