import {
  CheckCircleOutlined,
  DisconnectOutlined,
  PauseCircleOutlined,
  PlayCircleOutlined,
  SyncOutlined,
  ToolOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Connection, isClockWrong, type TransferState } from '../../../shared/domain/transfer.ts';
import { type Command, useCommands } from '../../app/commands/index.ts';
import { failureOf, useStartExchange, useStopExchange } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, Mark, Section, type Tone, useNow } from '../../parts/index.ts';
import { failureWords } from './failure-words.ts';
import { remaining } from './remaining.ts';
import { SignInAgain } from './sign-in-again.tsx';

const looks: Record<Connection, { tone: Tone; icon: ReactNode }> = {
  none: { tone: 'neutral', icon: <DisconnectOutlined /> },
  online: { tone: 'pass', icon: <CheckCircleOutlined /> },
  offline: { tone: 'neutral', icon: <DisconnectOutlined /> },
  maintenance: { tone: 'info', icon: <ToolOutlined /> },
  sign_in: { tone: 'warn', icon: <WarningOutlined /> },
  outdated: { tone: 'warn', icon: <WarningOutlined /> },
  wrong_server: { tone: 'fail', icon: <WarningOutlined /> },
};

/** When the platform is tried again, counted down. */
const NextTry = ({ at }: { at: string }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const left = remaining(at, useNow(1_000));
  return left === undefined ? t('nextTryNow') : t('nextTryAt', { at: format.time(at), left });
};

/** How the workstation stands to the platform, and the exchange's one switch. */
export const ConnectionSection = ({ transfer }: { transfer: TransferState }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const language = useLanguage();
  const format = useFormat();
  const now = useNow();
  const start = useStartExchange();
  const stop = useStopExchange();
  const running = transfer.phase !== 'idle';
  // Whoever works from packages only has nothing to exchange with.
  const alone = transfer.server === undefined;
  const failure = transfer.lastFailure === undefined ? undefined : failureWords(transfer.lastFailure, language);
  const commands: Command[] = [
    {
      name: 'transfer.start',
      title: t(transfer.stopped ? 'continue' : 'now'),
      run: () => start.mutate(),
      when: () => !running && !alone,
    },
    { name: 'transfer.stop', run: () => stop.mutate(), when: () => running && !transfer.stopped && !alone },
  ];
  useCommands(commands);
  const failed = start.error ?? stop.error;
  return (
    <Section
      title={t('connection')}
      actions={
        alone ? undefined : (
          <>
            {running || !transfer.stopped ? (
              <Button icon={<PauseCircleOutlined />} loading={stop.isPending} disabled={transfer.stopped} onClick={() => stop.mutate()}>
                {t('stop')}
              </Button>
            ) : null}
            {running ? null : (
              <Button
                type="primary"
                icon={transfer.stopped ? <PlayCircleOutlined /> : <SyncOutlined />}
                loading={start.isPending}
                onClick={() => start.mutate()}
              >
                {t(transfer.stopped ? 'continue' : 'now')}
              </Button>
            )}
          </>
        )
      }
    >
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      <dl className="facts">
        <dt>{t('state')}</dt>
        <dd data-connection={transfer.connection}>
          <Mark {...looks[transfer.connection]}>{word('connection', transfer.connection)}</Mark>{' '}
          {transfer.stopped ? (
            <Mark tone="warn" icon={<PauseCircleOutlined />}>
              {t('stopped')}
            </Mark>
          ) : (
            <span className="quiet">{t(`phase.${transfer.phase}`)}</span>
          )}
        </dd>
        {isClockWrong(transfer) ? (
          <>
            <dt>{t('clock')}</dt>
            <dd>
              <Mark tone="warn" icon={<WarningOutlined />}>
                {t((transfer.clockOffsetMs ?? 0) > 0 ? 'clockSlow' : 'clockFast', { by: format.duration(transfer.clockOffsetMs ?? 0) })}
              </Mark>{' '}
              <span className="quiet">{t('clockDetail')}</span>
            </dd>
          </>
        ) : null}
        {transfer.until === undefined ? null : (
          <>
            <dt>{t('until')}</dt>
            <dd>{format.dateTime(transfer.until)}</dd>
          </>
        )}
        {transfer.nextTryAt === undefined ? null : (
          <>
            <dt>{t('nextTry')}</dt>
            <dd>
              <NextTry at={transfer.nextTryAt} />
            </dd>
          </>
        )}
        <dt>{t('server')}</dt>
        <dd className={transfer.server === undefined ? undefined : 'facts-code'}>{transfer.server ?? t('noServer')}</dd>
        {alone && (transfer.reviewer?.name ?? '') === '' ? null : (
          <>
            <dt>{t('reviewer')}</dt>
            <dd>{transfer.reviewer?.name ?? t('noReviewer')}</dd>
          </>
        )}
        <dt>{t('lastExchange')}</dt>
        <dd>
          {transfer.lastExchangeAt === undefined
            ? t('never')
            : `${format.dateTime(transfer.lastExchangeAt)} (${format.relative(transfer.lastExchangeAt, now)})`}
        </dd>
        {transfer.feed.lastSeq === undefined ? null : (
          <>
            <dt>{t('lastChange')}</dt>
            <dd>
              <span className="facts-code">{transfer.feed.lastSeq}</span>{' '}
              {transfer.feed.lastAt === undefined ? null : <span className="quiet">{format.dateTime(transfer.feed.lastAt)}</span>}
            </dd>
          </>
        )}
      </dl>
      {failure === undefined ? null : (
        <div className="transfer-failure" role="status">
          <p>
            <strong>{failure.what}</strong> {failure.kept} {failure.todo}
          </p>
          {transfer.connection === 'sign_in' ? <SignInAgain /> : null}
        </div>
      )}
    </Section>
  );
};
