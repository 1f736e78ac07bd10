import { randomBytes } from 'node:crypto';
import type { App } from 'electron';

/** By what each page, told by the number of its web-contents, may ask for pictures. */
export type PicturePasses = {
  /** The page's own pass: 128 random bits as hexadecimal digits. A page that begins anew (`fresh`) gets another one, and the one before opens nothing any more. */
  of(page: number, fresh: boolean): string;
  /** Whether it is the pass of a page that is there. */
  allows(pass: string): boolean;
  /** The desk was locked: no address of before opens anything, also once it is unlocked. */
  revokeAll(): void;
};

/** Opens them for a program's pages: one that ends, or whose process does, takes its pass along. */
export const openPicturePasses = (app: Pick<App, 'on'>): PicturePasses => {
  const byPage = new Map<number, string>();
  app.on('web-contents-created', (_event, contents) => {
    const { id } = contents;
    contents.on('render-process-gone', () => byPage.delete(id));
    contents.once('destroyed', () => byPage.delete(id));
  });
  return {
    of: (page, fresh) => {
      const known = fresh ? undefined : byPage.get(page);
      const pass = known ?? randomBytes(16).toString('hex');
      byPage.set(page, pass);
      return pass;
    },
    allows: (pass) => [...byPage.values()].includes(pass),
    revokeAll: () => byPage.clear(),
  };
};
