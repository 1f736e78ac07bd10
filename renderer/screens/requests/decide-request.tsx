import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Outcome } from '../../../shared/domain/decision.ts';
import { findReason, goesWith, type ReasonCatalogue } from '../../../shared/domain/reason.ts';
import { forbidsSending } from '../../../shared/domain/reason-linter.ts';
import type { DecideInput, RequestSheet } from '../../../shared/domain/review.ts';
import { CommandKey, useCommands, useKeys } from '../../app/commands/index.ts';
import { failureOf, useNoticePreview } from '../../engine/index.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';
import { NoticePane, ProblemNote } from '../../parts/index.ts';
import { RequestReasons } from './request-reasons.tsx';
import { draftOf, useRequestWork } from './use-request-work.ts';

/** The outcomes in their order, the same as on the review screen. */
const offered = ['approve', 'request_fixes', 'reject', 'escalate'] as const satisfies readonly Outcome[];

type Props = { sheet: RequestSheet; catalogue: ReasonCatalogue; busy: boolean; onDecide: (input: DecideInput) => Promise<void> };

/** Deciding one request: the outcome, its reasons, and beside them the notice as it will be sent. */
export const DecideRequest = ({ sheet, catalogue, busy, onDecide }: Props) => {
  const { t } = useTranslation('requests');
  const { word } = useWords();
  const keys = useKeys();
  const { work, change, settle } = useRequestWork(sheet);
  const [openedAt] = useState(() => performance.now());
  const { outcome, reasons } = work;
  const reasonsFor = (wanted: Outcome) =>
    sheet.reasonCodes.flatMap((code) => findReason(catalogue, code) ?? []).filter((reason) => goesWith(reason, wanted));
  // Of a request only its application has a revision; one that stands alone has none.
  const subject = { kind: 'request' as const, id: sheet.request.id, revision: sheet.application?.revision ?? 0 };
  const preview = useNoticePreview({ subject, outcome: outcome ?? 'approve', reasons }, outcome !== undefined);
  const problems = outcome === undefined ? [] : (preview.data?.problems ?? []);
  const forbidden = !preview.isPlaceholderData && forbidsSending(problems);

  const choose = (wanted: Outcome) => {
    const offered = reasonsFor(wanted);
    const kept = reasons.filter(({ code }) => offered.some((reason) => reason.code === code));
    const only = offered.length === 1 ? offered[0] : undefined;
    // The only reason there is needs no choosing, except where none is told.
    change({ outcome: wanted, reasons: kept.length === 0 && only !== undefined && wanted !== 'escalate' ? [{ code: only.code }] : kept });
  };
  const decide = () => {
    if (outcome === undefined || forbidden || busy) return;
    settle();
    const { matched, note } = draftOf(work);
    void onDecide({
      subject,
      outcome,
      reasons,
      matched,
      ...(note === undefined ? {} : { note }),
      durationMs: performance.now() - openedAt,
    });
  };

  useCommands([
    ...offered.map((wanted) => ({
      name: `requests.${wanted}` as const,
      once: true,
      run: () => choose(wanted),
    })),
    {
      name: 'requests.decide',
      when: () => outcome !== undefined && !forbidden && !busy,
      whileTyping: true,
      once: true,
      run: decide,
    },
    {
      name: 'requests.undecided',
      title: t('command.undecided'),
      place: 'requests',
      keys: ['Escape'],
      when: () => outcome !== undefined,
      unlisted: true,
      run: () => change({ outcome: undefined }),
    },
  ]);

  return (
    <section className="request-decide" aria-label={t('decide.title')}>
      <div className="request-choose">
        <div className="request-outcomes" role="toolbar" aria-label={t('decide.title')}>
          {offered.map((wanted) => (
            <button
              key={wanted}
              type="button"
              className="request-outcome"
              data-outcome={wanted}
              aria-pressed={outcome === wanted}
              aria-keyshortcuts={keys.spoken(`requests.${wanted}`)}
              onClick={() => choose(wanted)}
            >
              {word('outcome', wanted)} <CommandKey name={`requests.${wanted}`} />
            </button>
          ))}
        </div>
        {outcome === undefined ? (
          <p className="quiet">{t('decide.first')}</p>
        ) : (
          <RequestReasons key={outcome} offered={reasonsFor(outcome)} given={reasons} onChange={(given) => change({ reasons: given })} />
        )}
        {problems.map((problem) => (
          <ProblemNote key={`${problem.code}:${problem.reasonIndex ?? ''}:${problem.details?.placeholder ?? ''}`} problem={problem} />
        ))}
        <label className="request-note" htmlFor="request-note">
          <span>{t('decide.note')}</span>
          <Input.TextArea
            id="request-note"
            value={work.note}
            rows={2}
            maxLength={5_000}
            placeholder={t('decide.notePlaceholder')}
            onChange={(event) => change({ note: event.target.value })}
          />
        </label>
        <Button
          type="primary"
          danger={outcome === 'reject'}
          block
          disabled={outcome === undefined || forbidden}
          loading={busy}
          onClick={decide}
        >
          {outcome === undefined ? t('decide.choose') : t('decide.do', { outcome: word('outcome', outcome) })}{' '}
          <CommandKey name="requests.decide" />
        </Button>
      </div>
      <div className="request-notice">
        {outcome === undefined ? (
          <p className="quiet">{t('decide.noticeLater')}</p>
        ) : (
          <NoticePane
            outcome={outcome}
            preview={preview.data}
            pending={preview.isFetching}
            failure={preview.error === null ? undefined : failureOf(preview.error)}
          />
        )}
      </div>
    </section>
  );
};
