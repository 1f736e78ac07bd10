/**
 * `window.desk`: everything that the page can ask of the program around it. The preload script builds it, the shell answers, and the page's one door to the engine
 * (`renderer/engine/`) is its caller. What the desk does for reviewers is not here but behind the port, in the typed contract.
 */

/** Versions shown on the About screen. */
export type ShellVersions = {
  readonly product: string;
  readonly electron: string;
  readonly chromium: string;
  readonly platform: string;
};

/**
 * What a file is wanted for; it decides the dialogue's kind and its file type. `open-package`: a `.tpbatch` to read; `save-result`: a `.tpresult` to write, `save-table` a
 * `.csv`, `save-picture` a `.png`, `save-bundle` a `.zip`; `watched-folder` and `update-folder`: a folder.
 */
export type FilePurpose =
  | 'open-package'
  | 'save-result'
  | 'save-table'
  | 'save-picture'
  | 'save-bundle'
  | 'watched-folder'
  | 'update-folder';

/** What became of printing into a file: saved under that name, given up by the person, or failed with a code of the contract. */
export type PrintOutcome =
  | { readonly done: 'saved'; readonly fileName: string }
  | { readonly done: 'cancelled' }
  | { readonly done: 'failed'; readonly code: 'print_failed' | 'disk_full' | 'disk_read_only' };

/**
 * Fixed names of the messages that the bridge posts into the page. A port cannot cross the context bridge as a value, so it arrives as
 * `window.addEventListener('message', (event) => { if (event.source === window && event.data === enginePortMessage) event.ports[0] … })`.
 */
export const enginePortMessage = 'desk:engine-port';

export type DeskBridge = {
  /**
   * Asks for a fresh connection to the engine: a `MessagePort` arrives as a window message (see `enginePortMessage`). A page holds one; an earlier one is closed.
   * Messages sent before the engine is ready are kept and delivered in order.
   */
  connect(): void;
  /** Called when the engine's process has died and is being started again; every open port is closed. Returns the function that stops listening. */
  onEngineLost(listener: () => void): () => void;
  /** Called when the engine is ready again after `onEngineLost`: now call `connect()`. Returns the function that stops listening. */
  onEngineBack(listener: () => void): () => void;
  /** Lets the person choose a file; undefined where they thought better of it. `suggestedName` is used for saving only. */
  chooseFile(purpose: FilePurpose, suggestedName?: string): Promise<string | undefined>;
  /** Where a file (a DOM `File`) lies that the person dropped onto the page; empty for one that lies nowhere. */
  pathOf(file: object): string;
  /**
   * Lets the person choose where to, and saves the page at its own address with `query` (`print=…&name=value`) as an A4 PDF. The page shows there what is to be printed, out of
   * sight, and says by {@link printable} when it does.
   */
  print(query: string, suggestedName: string): Promise<PrintOutcome>;
  /** A page that is to be printed says that all of it is there, or that there is nothing to print. */
  printable(state: 'ready' | 'failed'): void;
  /** Something of the page was copied: the shell takes it from the clipboard again after so many seconds, 0: now, unless something else lies there by then. */
  copied(clearAfterSeconds: number): void;
  /** Opens an address in the person's browser if it is one of the few that the program itself refers to; says whether it did. */
  openExternal(address: string): Promise<boolean>;
  /** What this page asks for pictures by: `desk-image://<pass>/<sha256>/<rendition>`. Another one each time it is loaded, and after locking. */
  picturePass(): string;
  /** Frees pictures that are decoded and no longer shown, and forgets by what they were asked for: the desk was locked. */
  forgetPictures(): void;
  /** Ends the program. */
  quit(): void;
  versions(): Promise<ShellVersions>;
};

declare global {
  interface Window {
    readonly desk: DeskBridge;
  }
}
