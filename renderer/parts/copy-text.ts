/**
 * Puts a text on the clipboard; says whether it could. Through the editing command, which a key or a click is enough for: the page has no
 * permission of its own, and so the asynchronous clipboard refuses it.
 */
export const copyText = (text: string): boolean => {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put);
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put);
  }
};
