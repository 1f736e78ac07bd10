import type { BothLanguages, Language } from './announcement.ts';
import type { ApplicationType } from './application.ts';
import type { OutboxState } from './decision.ts';
import { applicationTitle, requestTitle } from './names.ts';
import type { DueState } from './queue.ts';
import type { RequestKind } from './request.ts';
import { hourMs, shanghaiMoment } from './shanghai-time.ts';

/**
 * Where an applicant stands, in the words that whoever answers the telephone may say (`domain.md`, Q1). `sending`: decided, but the platform has not taken it yet, so
 * that nothing of it may be told; `untold`: decided by somebody, and the outcome is not known here or not for the present reviewer.
 */
export const standings = [
  'waiting',
  'overdue',
  'incomplete',
  'account',
  'escalated',
  'sending',
  'approved',
  'fixes',
  'rejected',
  'untold',
] as const;
/** One of {@link standings}. */
export type Standing = (typeof standings)[number];

/** What the standing follows from. */
export type StandingFacts = {
  decided: boolean;
  dueState: DueState;
  accountStatus: string;
  /** Whether a document could not be received whole. */
  damagedDocuments: boolean;
  /** The last decision on the present revision, where there is one that may be told of. */
  last?: { outcome: string; state: OutboxState | 'elsewhere' } | undefined;
};

const outcomeStandings: Record<string, Standing> = {
  approve: 'approved',
  request_fixes: 'fixes',
  reject: 'rejected',
  escalate: 'escalated',
};

/** Where the applicant stands. An outcome counts only once the platform has it; before, it can still be taken back or refused. */
export const standingOf = ({ decided, dueState, accountStatus, damagedDocuments, last }: StandingFacts): Standing => {
  const settled = last !== undefined && (last.state === 'receipted' || last.state === 'elsewhere');
  if (settled && (decided || last.outcome === 'escalate'))
    return (Object.hasOwn(outcomeStandings, last.outcome) ? outcomeStandings[last.outcome] : undefined) ?? 'untold';
  if (last !== undefined && (last.state === 'held' || last.state === 'waiting' || last.state === 'sending')) return 'sending';
  if (decided && (last === undefined || settled)) return 'untold';
  if (accountStatus !== 'active') return 'account';
  if (damagedDocuments) return 'incomplete';
  return dueState === 'past' ? 'overdue' : 'waiting';
};

/** What can be said on the telephone: where the application stands, and what happens next. `{due}` is the due time. Nothing personal is in it. */
const spoken: Record<Standing, { now: BothLanguages; next: BothLanguages }> = {
  waiting: {
    now: {
      zh: '您的申请已经收到，正在等待审核，没有被拒绝。',
      en: 'Your application has been received and is waiting for review. It has not been refused.',
    },
    next: {
      zh: '您现在不需要做任何操作。按规定应在{due}前完成，结果会发通知给您。',
      en: 'There is nothing you need to do. It is due by {due}, and you will be notified of the result.',
    },
  },
  overdue: {
    now: {
      zh: '您的申请已超过规定的时间，还在审核，没有被拒绝。很抱歉让您久等。',
      en: 'Your application is past its due time and still under review. It has not been refused. We are sorry to keep you waiting.',
    },
    next: {
      zh: '您现在不需要做任何操作，我们会提醒审核员优先处理。',
      en: 'There is nothing you need to do; we will ask the reviewers to take it next.',
    },
  },
  incomplete: {
    now: {
      zh: '您的申请已经收到，但有资料没有完整传到，还没有审核完，没有被拒绝。',
      en: 'Your application has been received, but an upload did not arrive whole. It has not been refused.',
    },
    next: {
      zh: '如需重新上传，审核员会发通知写明是哪一份；其他资料仍然有效。',
      en: 'If an upload is needed again, the notice will say which one; everything else remains valid.',
    },
  },
  account: {
    now: {
      zh: '您的申请还没有审核完：您的账号目前不是正常状态，所以暂时不能通过。',
      en: 'Your application can’t be approved at the moment, because your account is not active.',
    },
    next: {
      zh: '请先由客服确认账号状态；账号恢复正常后，审核会继续。',
      en: 'Support will look at your account first; once it is active again, the review goes on.',
    },
  },
  escalated: {
    now: {
      zh: '您的申请由另一位审核员进一步审核，没有被拒绝。',
      en: 'Your application is being looked at by a second reviewer. It has not been refused.',
    },
    next: { zh: '您现在不需要做任何操作，结果会发通知给您。', en: 'There is nothing you need to do; you will be notified of the result.' },
  },
  sending: {
    now: { zh: '您的申请已经审核，结果正在送出。', en: 'Your application has been reviewed, and the result is on its way.' },
    next: { zh: '请以收到的通知为准。', en: 'Please go by the notice that you will receive.' },
  },
  approved: {
    now: { zh: '您的申请已经通过审核。', en: 'Your application has been approved.' },
    next: {
      zh: '您不需要再做任何操作，可以使用认证后的全部功能。',
      en: 'There is nothing more to do; everything that needs certification is open to you.',
    },
  },
  fixes: {
    now: { zh: '您的申请需要补正，没有被拒绝。', en: 'Your application needs something to be put right. It has not been refused.' },
    next: {
      zh: '请按通知逐条修改后再次提交；通知里没有提到的内容仍然有效，不用重新提供。',
      en: 'Please change what the notice lists and submit again; everything else remains valid.',
    },
  },
  rejected: {
    now: { zh: '您的这份申请没有通过审核，已经结束。', en: 'This application was not approved and has ended.' },
    next: {
      zh: '原因写在通知里。如对结果有疑问，我可以为您转交客服。',
      en: 'The notice gives the reasons. If you have questions about the result, I can pass you on to support.',
    },
  },
  untold: {
    now: { zh: '您的申请已经有审核结果。', en: 'There is a result for your application.' },
    next: {
      zh: '请以收到的通知为准；没有收到的话，我可以为您转交客服查询。',
      en: 'Please go by the notice you received; if there was none, I can pass you on to support.',
    },
  },
};

/** The present standing and the next step as they can be read out, in both languages. `due`: the due time in words. */
export const spokenStatus = (standing: Standing, due: BothLanguages): { now: BothLanguages; next: BothLanguages } => {
  const { now, next } = spoken[standing];
  return { now, next: { zh: next.zh.replace('{due}', due.zh), en: next.en.replace('{due}', due.en) } };
};

/** One thing that happened, with its time (RFC 3339). */
export type StatusEvent = { at: string } & (
  | { kind: 'submitted'; attempt: number }
  | { kind: 'attempt'; outcome: string; reasonCodes: string[] }
  | { kind: 'decided'; outcome: string; reasonCodes: string[]; state: OutboxState | 'elsewhere' }
  | { kind: 'request'; requestKind: RequestKind; requestId: string; open: boolean }
  | { kind: 'request_decided'; requestKind: RequestKind; outcome: string; state: OutboxState }
  | { kind: 'account'; status: string }
);

/** Everything that whoever answers the telephone needs. Nothing in it is unmasked. */
export type ApplicantStatus = {
  applicationId: string;
  /** Masked. */
  name: string;
  type: ApplicationType;
  submittedAt: string;
  standing: Standing;
  spoken: { now: BothLanguages; next: BothLanguages };
  account: { status: string; since?: string | undefined };
  /** Absent once there is nothing left that is due. */
  due?: { dueAt: string; state: DueState; explanation: BothLanguages } | undefined;
  documents: { held: number; total: number };
  /** The notice that the applicant got last. */
  notice?: BothLanguages | undefined;
  /** Newest first. */
  history: StatusEvent[];
  openRequests: { requestId: string; kind: RequestKind; submittedAt: string }[];
  /** The text to be handed to support, facts filled in, masked. */
  handOver: BothLanguages;
};

const accountWords: Record<string, BothLanguages> = {
  active: { zh: '正常', en: 'active' },
  locked: { zh: '锁定', en: 'locked' },
  disabled: { zh: '禁用', en: 'disabled' },
  cancelled: { zh: '注销', en: 'cancelled' },
};
const accountWord = (status: string): BothLanguages =>
  (Object.hasOwn(accountWords, status) ? accountWords[status] : undefined) ?? { zh: '其他状态', en: 'another status' };

/** A moment as support reads it, by the platform's wall clock: `2026-11-16 10:00`. */
export const writtenMoment = (at: string): string => {
  const { date, timeMs } = shanghaiMoment(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date} ${two(Math.floor(timeMs / hourMs))}:${two(Math.floor(timeMs / 60_000) % 60)}`;
};

/** The hand-over to support with the facts already filled in (`domain.md`, R5); `at`: when it was asked for. */
export const handOverText = (status: Omit<ApplicantStatus, 'handOver'>, at: string): BothLanguages => {
  const { applicationId, name, type, submittedAt, spoken: said, account, due, documents, openRequests } = status;
  const inLanguage = (language: Language): string => {
    const zh = language === 'zh';
    const line = (label: BothLanguages, value: string) => `${label[language]}${zh ? '：' : ': '}${value}`;
    const since =
      account.since === undefined ? '' : zh ? `（自 ${writtenMoment(account.since)}）` : ` (since ${writtenMoment(account.since)})`;
    return [
      zh ? '【客服交接】' : 'Hand-over to support',
      line({ zh: '申请编号', en: 'Application' }, applicationId),
      line({ zh: '申请人', en: 'Applicant' }, name),
      line({ zh: '类型', en: 'Type' }, applicationTitle(type)[language]),
      line({ zh: '提交时间', en: 'Submitted' }, writtenMoment(submittedAt)),
      line({ zh: '账号状态', en: 'Account' }, `${accountWord(account.status)[language]}${since}`),
      line(
        { zh: '资料', en: 'Documents' },
        zh ? `已收到 ${documents.held}，共 ${documents.total}` : `${documents.held} of ${documents.total} received`,
      ),
      line({ zh: '现在', en: 'Now' }, said.now[language]),
      line({ zh: '下一步', en: 'Next' }, said.next[language]),
      ...(due === undefined ? [] : [line({ zh: '时限', en: 'Due' }, due.explanation[language])]),
      ...openRequests.map(({ kind, submittedAt: asked }) =>
        line({ zh: '待处理的请求', en: 'Open request' }, `${requestTitle(kind)[language]}${zh ? '，' : ', '}${writtenMoment(asked)}`),
      ),
      line({ zh: '查询时间', en: 'As of' }, writtenMoment(at)),
    ].join('\n');
  };
  return { zh: inLanguage('zh'), en: inLanguage('en') };
};
