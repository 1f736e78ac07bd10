import { createHash } from 'node:crypto';

/** What the person reads in the browser when it comes back to the workstation. */
export type PageKind = 'signed_in' | 'not_signed_in' | 'not_this_one';

/** Both languages on one page: nobody knows which one this browser is read in. */
const words: Record<PageKind, { zh: [string, string]; en: [string, string] }> = {
  signed_in: {
    zh: ['已登录', '可以关闭此页，回到审核台。'],
    en: ['Signed in', 'You may close this page and go back to the workstation.'],
  },
  not_signed_in: {
    zh: ['登录没有完成', '可以关闭此页；审核台里写着原因。'],
    en: ['Not signed in', 'You may close this page; the workstation says why.'],
  },
  not_this_one: {
    zh: ['这不是正在等待的登录', '请关闭此页，从审核台重新开始登录。'],
    en: ['This is not the sign-in that is waited for', 'Close this page and begin again from the workstation.'],
  },
};

const style =
  'body{margin:0;min-height:100vh;display:grid;place-content:center;gap:2rem;font:1rem/1.6 system-ui,sans-serif;color-scheme:light dark;text-align:center}h1{font-size:1.25rem;margin:0}p{margin:.25rem 0 0}';
const styleHash = createHash('sha256').update(style).digest('base64');

/** The headers of the page: nothing is fetched, framed, sent on or kept. */
export const pageHeaders: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  connection: 'close',
};

/** The page itself. Nothing of the request is on it. */
export const pageOf = (kind: PageKind): string => {
  const part = (language: 'zh' | 'en', [title, sentence]: [string, string]) =>
    `<main lang="${language}"><h1>${title}</h1><p>${sentence}</p></main>`;
  const { zh, en } = words[kind];
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${zh[0]} · ${en[0]}</title><style>${style}</style></head><body>${part('zh', zh)}${part('en', en)}</body></html>`;
};
