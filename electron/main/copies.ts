import { createHash } from 'node:crypto';

/** The part of Electron's clipboard that is needed. It answers at once in older versions, later in newer ones. */
export type Clipboard = { readText(): string | Promise<string>; clear(): unknown };

export type Copies = {
  /** The page has copied something: it leaves the clipboard after so many ms, unless something else lies there by then. 0: now. */
  copied(clearAfter: number): Promise<void>;
  /** Takes away what was copied last: the program ends. */
  clear(): Promise<void>;
};

/**
 * Sees to it that what a reviewer copies out of the program does not stay on the clipboard for whoever sits down next. Remembers a hash, never the text; what was copied
 * elsewhere is not touched.
 */
export function openCopies(clipboard: Clipboard): Copies {
  let held: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const onClipboard = async (): Promise<string> =>
    createHash('sha256')
      .update(await clipboard.readText())
      .digest('hex');
  const clear = async (): Promise<void> => {
    clearTimeout(timer);
    const copied = held;
    held = undefined;
    if (copied !== undefined && (await onClipboard()) === copied) await clipboard.clear();
  };
  return {
    copied: async (clearAfter) => {
      if (clearAfter === 0) return clear();
      clearTimeout(timer);
      timer = setTimeout(() => void clear(), clearAfter);
      held = await onClipboard();
    },
    clear,
  };
}
