import type { FailureCode } from '../../domain/failure.ts';
import type { Sentences } from './sentences.ts';

/** The failures of signing in by the browser, and of who sits at which vault. */
type SignInCode = Extract<
  FailureCode,
  `sign_in_${string}` | `issuer_${string}` | 'browser_not_opened' | 'reviewer_other' | 'account_not_reviewer' | 'vault_unknown'
>;

/** Their sentences; `errors.ts` has the others, and what the placeholders are. */
export const signInSentences: Record<SignInCode, { zh: Sentences; en: Sentences }> = {
  sign_in_needed: {
    zh: {
      what: '登录已失效，需要重新登录。',
      kept: '本机的申请、草稿和决定都在，决定在发件箱等待。',
      todo: '请在设置中用浏览器重新登录。',
    },
    en: {
      what: 'The sign-in has ended.',
      kept: 'Applications, drafts and decisions here are all kept; decisions wait in the outbox.',
      todo: 'Sign in again in Settings.',
    },
  },
  sign_in_refused: {
    zh: { what: '登录服务没有同意这次登录（{{problem}}）。', kept: '没有改动任何内容。', todo: '请重试；如果仍不成功，请联系管理员。' },
    en: {
      what: 'The sign-in service did not agree to this sign-in ({{problem}}).',
      kept: 'Nothing was changed.',
      todo: 'Try again; if that does not help, ask your administrator.',
    },
  },
  sign_in_invalid: {
    zh: {
      what: '登录服务的答复不属于这次登录，或者不可信。',
      kept: '没有采用这个答复，没有改动任何内容。',
      todo: '请重新登录；反复出现时请告诉管理员。',
    },
    en: {
      what: 'The answer of the sign-in service does not belong to this sign-in, or can’t be trusted.',
      kept: 'The answer was not used; nothing was changed.',
      todo: 'Sign in again; if it happens repeatedly, tell your administrator.',
    },
  },
  sign_in_timeout: {
    zh: { what: '等待太久，浏览器中的登录没有完成。', kept: '没有改动任何内容。', todo: '请重新开始登录。' },
    en: {
      what: 'The sign-in in the browser was not finished in time.',
      kept: 'Nothing was changed.',
      todo: 'Begin to sign in again.',
    },
  },
  sign_in_cancelled: {
    zh: { what: '登录已取消。', kept: '没有改动任何内容。', todo: '需要时可以重新登录。' },
    en: { what: 'The sign-in was cancelled.', kept: 'Nothing was changed.', todo: 'Sign in whenever you like.' },
  },
  issuer_unreachable: {
    zh: { what: '现在连接不上登录服务。', kept: '已下载的申请可以继续审核，决定会保存在发件箱。', todo: '请检查网络，稍后再试。' },
    en: {
      what: 'The sign-in service can’t be reached now.',
      kept: 'What is here can be reviewed; decisions wait in the outbox.',
      todo: 'Check the network and try again later.',
    },
  },
  issuer_invalid: {
    zh: {
      what: '这个地址不是可用的登录服务（需要 https，且地址与其自述一致）。',
      kept: '没有改动任何内容。',
      todo: '请核对登录服务的地址和客户端编号。',
    },
    en: {
      what: 'There is no usable sign-in service at this address (it needs https, and must call itself by that address).',
      kept: 'Nothing was changed.',
      todo: 'Check the address of the sign-in service and the client identifier.',
    },
  },
  browser_not_opened: {
    zh: { what: '没有能打开浏览器。', kept: '没有改动任何内容。', todo: '请检查系统的默认浏览器后重试，或用 desk sign-in。' },
    en: {
      what: 'The browser could not be opened.',
      kept: 'Nothing was changed.',
      todo: 'Check the system’s default browser and try again, or use desk sign-in.',
    },
  },
  reviewer_other: {
    zh: {
      what: '登录的是另一位审核员，这个保险库属于原来的审核员。',
      kept: '没有发送任何内容，本机的申请、草稿和决定都在。',
      todo: '请用您自己的账号登录；另一位审核员请在解锁页建立自己的保险库。',
    },
    en: {
      what: 'Another reviewer signed in; this vault belongs to the reviewer it was used by before.',
      kept: 'Nothing was sent; applications, drafts and decisions here are all kept.',
      todo: 'Sign in with your own account; another reviewer makes a vault of their own on the unlock screen.',
    },
  },
  account_not_reviewer: {
    zh: { what: '这个账号登录成功，但平台没有把它登记为审核员。', kept: '没有改动任何内容。', todo: '请换一个账号，或请管理员登记。' },
    en: {
      what: 'The account is signed in, but the platform does not know it as a reviewer.',
      kept: 'Nothing was changed.',
      todo: 'Use another account, or ask your administrator to register it.',
    },
  },
  vault_unknown: {
    zh: { what: '这台电脑上没有这个保险库。', kept: '没有改动任何内容。', todo: '请从列表中另选一个。' },
    en: { what: 'There is no such vault on this desktop.', kept: 'Nothing was changed.', todo: 'Choose another one of the list.' },
  },
};
