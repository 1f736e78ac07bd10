/** Something of the page was copied: the shell takes it from the clipboard again after so many seconds; 0: now. */
export const copiedText = (clearAfterSeconds: number): void => window.desk.copied(clearAfterSeconds);
