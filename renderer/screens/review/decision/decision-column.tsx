import { Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import type { ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { CommandKey, useKeys } from '../../../app/commands/index.ts';
import { failureOf } from '../../../engine/index.ts';
import { FailureNotice } from '../../../parts/index.ts';
import type { ApplicationActs } from '../use-application-commands.ts';
import type { Work, WorkStep } from '../work.ts';
import { ColleagueNotes } from './colleague-notes.tsx';
import { Facts } from './facts.tsx';
import { FindingsList } from './findings-list.tsx';
import { History } from './history.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { OverridePanel } from './override-panel.tsx';
import { PostponePanel } from './postpone-panel.tsx';
import { SimilarList } from './similar-list.tsx';

type Props = {
  sheet: ReviewSheet;
  rules: { catalogue: ReasonCatalogue; policy: Policy } | undefined;
  work: Work;
  active: Finding | undefined;
  readOnly: boolean;
  noteField: RefObject<HTMLTextAreaElement | null>;
  step: (step: WorkStep) => void;
  acts: ApplicationActs;
  onPoint: (finding: Finding) => void;
  onPostpone: (minutes: number, cause: string) => void;
  postponeFailure: Error | null;
};

/** Everything the decision rests on, and the keys that make it. */
export const DecisionColumn = ({
  sheet,
  rules,
  work,
  active,
  readOnly,
  noteField,
  step,
  acts,
  onPoint,
  onPostpone,
  postponeFailure,
}: Props) => {
  const { t } = useTranslation('review');
  const keys = useKeys();
  return (
    <section className="review-decision" aria-label={t('decision.title')}>
      <div className="review-decision-grounds">
        <Facts sheet={sheet} />
        <ColleagueNotes sheet={sheet} />
        <FindingsList sheet={sheet} catalogue={rules?.catalogue} active={active} onPoint={onPoint} />
        <SimilarList sheet={sheet} />
        <History sheet={sheet} catalogue={rules?.catalogue} />
      </div>
      <div className="review-decision-foot">
        {postponeFailure !== null && <FailureNotice failure={failureOf(postponeFailure)} />}
        {readOnly ? (
          <p className="review-decided-already">
            {t(sheet.state === 'decided' ? 'decision.already' : 'decision.lost', keys.told('review'))}
          </p>
        ) : work.panel === 'override' ? (
          <OverridePanel
            approval={sheet.approval}
            text={work.override}
            onText={(text) => step({ do: 'override', text })}
            onApprove={acts.approveOverriding}
            onClose={acts.closePanel}
          />
        ) : work.panel === 'postpone' && rules !== undefined ? (
          <PostponePanel limit={rules.policy.review.maxPostponeMinutes} onPostpone={onPostpone} onClose={acts.closePanel} />
        ) : (
          <>
            <label className="review-note" htmlFor="review-note">
              <span>
                {t('note.title')} <CommandKey name="review.note" />
              </span>
              <Input.TextArea
                id="review-note"
                ref={(field) => {
                  noteField.current = field?.resizableTextArea?.textArea ?? null;
                }}
                value={work.note}
                rows={1}
                className="review-grow"
                maxLength={5_000}
                placeholder={t('note.placeholder')}
                onChange={(event) => step({ do: 'note', text: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  event.currentTarget.blur();
                }}
              />
            </label>
            <OutcomeBar
              suggested={sheet.suggestedOutcome}
              approvalBlocked={!sheet.approval.allowed}
              onOutcome={acts.outcome}
              onPostpone={acts.postpone}
            />
          </>
        )}
      </div>
    </section>
  );
};
