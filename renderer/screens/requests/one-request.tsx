import { EyeInvisibleOutlined, EyeOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { RequestSheet } from '../../../shared/domain/review.ts';
import { CommandKey, useCommands } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { OutboxMark, OutcomeMark, PersonText, RequestMark } from '../../parts/index.ts';
import { Asked } from './asked.tsx';

/** One request: who asks for what, and where it leads; deciding it is `children`. */
export const OneRequest = ({
  sheet,
  name,
  onReveal,
  children,
}: {
  sheet: RequestSheet;
  /** The masked name of the list. */
  name: string | undefined;
  onReveal: () => void;
  children: React.ReactNode;
}) => {
  const { t } = useTranslation('requests');
  const { word } = useWords();
  const format = useFormat();
  const { request, application, revealed, decisions } = sheet;
  const who = application?.applicant.name ?? name;
  const openApplication = () => {
    if (application !== undefined) navigate({ screen: 'review', applicationId: application.id, view: 'requests' });
  };
  useCommands([
    { name: 'requests.reveal', run: onReveal },
    {
      name: 'requests.application',
      when: () => application !== undefined,
      run: openApplication,
    },
  ]);
  return (
    <article className="request" data-subject={request.id} aria-label={t('one', { kind: word('request', request.kind) })}>
      <header className="request-head">
        <RequestMark kind={request.kind} />
        <h2>{who === undefined ? t('nameless') : <PersonText text={who} titled />}</h2>
        <span className="quiet">{t('submitted', { at: format.dateTime(request.submittedAt) })}</span>
        <span className="request-head-acts">
          <Button size="small" icon={revealed ? <EyeInvisibleOutlined /> : <EyeOutlined />} title={t('revealHint')} onClick={onReveal}>
            {t(revealed ? 'mask' : 'reveal')} <CommandKey name="requests.reveal" />
          </Button>
          {application === undefined ? (
            <span className="quiet">{t(request.applicationId === undefined ? 'noApplication' : 'applicationElsewhere')}</span>
          ) : (
            <Button size="small" icon={<FolderOpenOutlined />} onClick={openApplication}>
              {t('openApplication')} <CommandKey name="requests.application" />
            </Button>
          )}
        </span>
      </header>
      {decisions.length === 0 ? null : (
        <ul className="request-decisions" aria-label={t('decisions')}>
          {decisions.map(({ decisionId, outcome, state, decidedAt, receipt }) => (
            <li key={decisionId}>
              <OutcomeMark outcome={outcome} />
              <OutboxMark state={state} quiet />
              <span className="quiet">{format.dateTime(decidedAt)}</span>
              {state === 'conflict' ? <span>{word('conflict', receipt?.conflict?.cause ?? '')}</span> : null}
            </li>
          ))}
        </ul>
      )}
      <Asked sheet={sheet} />
      {children}
    </article>
  );
};
