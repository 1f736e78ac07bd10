import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  FieldTimeOutlined,
  HourglassOutlined,
  InboxOutlined,
  LockOutlined,
  MinusCircleOutlined,
  QuestionCircleOutlined,
  RollbackOutlined,
  SendOutlined,
  StopOutlined,
  SwapOutlined,
  SyncOutlined,
  UpCircleOutlined,
  UserDeleteOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { OutboxState } from '../../shared/domain/decision.ts';
import type { Verdict } from '../../shared/domain/finding.ts';
import type { DueState } from '../../shared/domain/queue.ts';
import { useFormat, useWords } from '../i18n/index.ts';
import { Mark, type Tone } from './mark.tsx';

type Look = { tone: Tone; icon: ReactNode };

const dueLooks: Record<DueState, Look> = {
  past: { tone: 'fail', icon: <WarningOutlined /> },
  at_risk: { tone: 'warn', icon: <FieldTimeOutlined /> },
  due_today: { tone: 'info', icon: <ClockCircleOutlined /> },
  in_time: { tone: 'neutral', icon: <ClockCircleOutlined /> },
};

/** How near the due time is: word, colour, icon, and the distance beside it. */
export const DueBadge = ({ state, dueAt, nowMs }: { state: DueState; dueAt: string; nowMs: number }) => {
  const { word } = useWords();
  const format = useFormat();
  return (
    <span className="due-badge">
      <Mark {...dueLooks[state]} title={format.dateTime(dueAt)}>
        {word('due', state)}
      </Mark>
      <span className="due-distance">{format.relative(dueAt, nowMs)}</span>
    </span>
  );
};

const verdictLooks: Record<Verdict | 'waiting', Look> = {
  fail: { tone: 'fail', icon: <CloseCircleOutlined /> },
  error: { tone: 'warn', icon: <QuestionCircleOutlined /> },
  warn: { tone: 'warn', icon: <ExclamationCircleOutlined /> },
  pass: { tone: 'pass', icon: <CheckCircleOutlined /> },
  skipped: { tone: 'neutral', icon: <MinusCircleOutlined /> },
  waiting: { tone: 'neutral', icon: <HourglassOutlined /> },
};

/** What a check said. */
export const VerdictMark = ({ verdict, quiet = false }: { verdict: Verdict | 'waiting'; quiet?: boolean }) => {
  const { word } = useWords();
  return (
    <Mark {...verdictLooks[verdict]} quiet={quiet}>
      {word('verdict', verdict)}
    </Mark>
  );
};

const lookAmong = (looks: Record<string, Look>, value: string): Look =>
  (Object.hasOwn(looks, value) ? looks[value] : undefined) ?? { tone: 'neutral', icon: <QuestionCircleOutlined /> };

const outcomeLooks: Record<string, Look> = {
  approve: { tone: 'pass', icon: <CheckCircleOutlined /> },
  reject: { tone: 'fail', icon: <StopOutlined /> },
  request_fixes: { tone: 'warn', icon: <EditOutlined /> },
  escalate: { tone: 'info', icon: <UpCircleOutlined /> },
};

/** The outcome of a decision. */
export const OutcomeMark = ({ outcome, quiet = false }: { outcome: string; quiet?: boolean }) => {
  const { word } = useWords();
  return (
    <Mark {...lookAmong(outcomeLooks, outcome)} quiet={quiet}>
      {word('outcome', outcome)}
    </Mark>
  );
};

const outboxLooks: Record<OutboxState, Look> = {
  held: { tone: 'info', icon: <RollbackOutlined /> },
  waiting: { tone: 'neutral', icon: <InboxOutlined /> },
  sending: { tone: 'info', icon: <SendOutlined /> },
  receipted: { tone: 'pass', icon: <CheckCircleOutlined /> },
  conflict: { tone: 'warn', icon: <SwapOutlined /> },
  refused: { tone: 'fail', icon: <CloseCircleOutlined /> },
  taken_back: { tone: 'neutral', icon: <RollbackOutlined /> },
  dropped: { tone: 'neutral', icon: <MinusCircleOutlined /> },
};

/** Where a decision stands on its way to the platform. */
export const OutboxMark = ({ state, quiet = false }: { state: OutboxState; quiet?: boolean }) => {
  const { word } = useWords();
  return (
    <Mark {...outboxLooks[state]} quiet={quiet}>
      {word('outbox', state)}
    </Mark>
  );
};

const accountLooks: Record<string, Look> = {
  active: { tone: 'pass', icon: <CheckCircleOutlined /> },
  locked: { tone: 'warn', icon: <LockOutlined /> },
  disabled: { tone: 'fail', icon: <StopOutlined /> },
  cancelled: { tone: 'fail', icon: <UserDeleteOutlined /> },
};

/** The state of the applicant's account. */
export const AccountMark = ({ status, quiet = false }: { status: string; quiet?: boolean }) => {
  const { word } = useWords();
  return (
    <Mark {...lookAmong(accountLooks, status)} quiet={quiet}>
      {word('account', status)}
    </Mark>
  );
};

/** The kind of a request. */
export const RequestMark = ({ kind }: { kind: string }) => {
  const { word } = useWords();
  return (
    <Mark tone="info" icon={<SyncOutlined />}>
      {word('request', kind)}
    </Mark>
  );
};
