import { CopyOutlined, FileSyncOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ApplicantStatus } from '../../../shared/domain/applicant-status.ts';
import { CommandKey, useCommands } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { useClockOffset } from '../../engine/index.ts';
import { htmlLanguage, isolated, useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { AccountMark, copyText, DueBadge, PersonText, Section, useNow } from '../../parts/index.ts';
import { StatusHistory } from './status-history.tsx';

/** One applicant: what can be said, the facts, what can be done, and what happened. */
export const OneStatus = ({ status }: { status: ApplicantStatus }) => {
  const { t } = useTranslation('status');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const now = useNow() + useClockOffset();
  const [copied, setCopied] = useState<boolean>();
  const { applicationId, name, type, spoken, account, due, documents, notice, openRequests, handOver } = status;
  const openReview = () => navigate({ screen: 'review', applicationId, view: 'all' });
  const firstRequest = openRequests[0];
  const copy = () => setCopied(copyText(handOver[language]));
  useCommands([
    { name: 'status.review', run: openReview },
    {
      name: 'status.request',
      when: () => firstRequest !== undefined,
      run: () => {
        if (firstRequest !== undefined) navigate({ screen: 'requests', requestId: firstRequest.requestId });
      },
    },
    { name: 'status.copy', run: copy },
  ]);
  return (
    <article className="one-status" data-standing={status.standing} aria-label={name === '' ? t('nameless') : isolated(name)}>
      <header className="one-status-head">
        <h2>{name === '' ? t('nameless') : <PersonText text={name} />}</h2>
        <span className="quiet">{word('applicationType', type)}</span>
        <AccountMark status={account.status} />
        {due === undefined ? null : <DueBadge state={due.state} dueAt={due.dueAt} nowMs={now} />}
        <code className="quiet">{applicationId}</code>
      </header>
      <Section title={t('say')}>
        {(language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)).map((known) => (
          <dl key={known} className="status-spoken">
            <dt>{t('now')}</dt>
            <dd lang={htmlLanguage[known]}>{spoken.now[known]}</dd>
            <dt>{t('next')}</dt>
            <dd lang={htmlLanguage[known]}>{spoken.next[known]}</dd>
          </dl>
        ))}
      </Section>
      <Section title={t('acts')}>
        <div className="status-acts">
          <Button type="primary" icon={<FolderOpenOutlined />} onClick={openReview}>
            {t('review')} <CommandKey name="status.review" />
          </Button>
          {openRequests.map(({ requestId, kind }, index) => (
            <Button key={requestId} icon={<FileSyncOutlined />} onClick={() => navigate({ screen: 'requests', requestId })}>
              {t('request', { kind: word('request', kind) })} {index === 0 ? <CommandKey name="status.request" /> : null}
            </Button>
          ))}
          <Button icon={<CopyOutlined />} onClick={copy}>
            {t('copy')} <CommandKey name="status.copy" />
          </Button>
          <span role="status">{copied === undefined ? null : t(copied ? 'copied' : 'copyFailed')}</span>
        </div>
        {openRequests.some(({ kind }) => kind === 'contact_recovery') ? <p className="status-recovery">{t('recovery')}</p> : null}
        <details className="status-hand-over" open={copied === false}>
          <summary>{t('handOver')}</summary>
          <pre>
            <PersonText text={handOver[language]} />
          </pre>
        </details>
      </Section>
      <div className="status-columns">
        <Section title={t('history')}>
          <StatusHistory events={status.history} />
        </Section>
        <div>
          <Section title={t('facts')}>
            <dl className="facts">
              <dt>{t('submitted')}</dt>
              <dd>{format.dateTime(status.submittedAt)}</dd>
              {due === undefined ? null : (
                <>
                  <dt>{t('due')}</dt>
                  <dd>{due.explanation[language]}</dd>
                </>
              )}
              <dt>{t('account')}</dt>
              <dd>
                {word('account', account.status)}{' '}
                {account.since === undefined ? null : (
                  <span className="quiet">{t('accountSince', { at: format.dateTime(account.since) })}</span>
                )}
              </dd>
              <dt>{t('documents')}</dt>
              <dd>{t('documentsHeld', { held: format.count(documents.held), total: format.count(documents.total) })}</dd>
            </dl>
          </Section>
          {notice === undefined ? null : (
            <Section title={t('notice')}>
              <p className="status-notice">{notice[language]}</p>
            </Section>
          )}
        </div>
      </div>
    </article>
  );
};
