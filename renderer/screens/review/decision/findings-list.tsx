import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blocks, type Finding } from '../../../../shared/domain/finding.ts';
import { isSameFinding, type ShownFeedback } from '../../../../shared/domain/finding-feedback.ts';
import type { ReasonCatalogue } from '../../../../shared/domain/reason.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { useCommands } from '../../../app/commands/index.ts';
import { useFormat, useLanguage, useWords } from '../../../i18n/index.ts';
import { aboutOf, figuresOf } from '../finding-text.ts';
import { FindingDispute } from './finding-dispute.tsx';
import { useFindingSentence, verdictIcons } from './finding-note.tsx';

type Props = {
  sheet: ReviewSheet;
  catalogue: ReasonCatalogue | undefined;
  active: Finding | undefined;
  onPoint: (finding: Finding) => void;
};

/** Findings that are drawn before more are asked for: several screens of them, and few enough that keys stay quick where there are thousands. */
const drawnAtOnce = 60;

/** What the checks found: what failed first, each with its measured value, its limit and the reason it suggests; what passed folded away. */
export const FindingsList = memo(({ sheet, catalogue, active, onPoint }: Props) => {
  const { t } = useTranslation('review');
  const format = useFormat();
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const [withPassed, setWithPassed] = useState(false);
  const telling = sheet.findings.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skipped');
  const passed = sheet.findings.filter(({ verdict }) => verdict === 'pass');
  const [disputing, setDisputing] = useState<string>();
  const all = withPassed ? [...telling, ...passed] : telling;
  // The one that is pointed at is among them, wherever it stands.
  const pointedAt = active === undefined ? 0 : all.indexOf(active) + 1;
  const shown = all.slice(0, Math.max(drawn, pointedAt));
  const onDispute = useCallback((finding: Finding, open: boolean) => setDisputing(open ? keyOf(finding) : undefined), []);
  const feedbackOn = (finding: Finding) => sheet.feedback?.find((said) => isSameFinding(said, finding));
  // The one that is pointed at, or the first of which nothing was said.
  const disputed = shown.find((finding) => finding === active) ?? shown.find((finding) => feedbackOn(finding) === undefined);
  useCommands([
    {
      name: 'review.dispute',
      when: () => disputed !== undefined,
      run: () => setDisputing(disputed === undefined ? undefined : keyOf(disputed)),
    },
  ]);
  return (
    <section className="review-block" aria-label={t('finding.title')}>
      <h3>{t('finding.title')}</h3>
      {sheet.checks === 'waiting' && <p className="review-waiting">{t('finding.waiting')}</p>}
      {telling.length === 0 && sheet.checks === 'complete' && (
        <p className="review-all-good">
          <span className="review-sign" data-verdict="pass">
            {verdictIcons.pass}
          </span>
          {t('finding.allGood', { count: passed.length })}
        </p>
      )}
      <ul className="review-findings">
        {shown.map((finding) => (
          <FindingItem
            key={keyOf(finding)}
            finding={finding}
            applicationId={sheet.application.id}
            documents={sheet.documents}
            catalogue={catalogue}
            active={finding === active}
            onPoint={onPoint}
            disputing={disputing === keyOf(finding)}
            feedback={feedbackOn(finding)}
            onDispute={onDispute}
          />
        ))}
      </ul>
      {shown.length < all.length && (
        <p className="review-more">
          <button type="button" className="review-link" onClick={() => setDrawn(shown.length + drawnAtOnce)}>
            {t('finding.more', { count: Math.min(drawnAtOnce, all.length - shown.length) })}
          </button>
          <span className="review-quiet">{t('finding.ofAll', { shown: format.count(shown.length), all: format.count(all.length) })}</span>
        </p>
      )}
      {passed.length > 0 && telling.length + passed.length > 0 && (
        <button type="button" className="review-link" aria-expanded={withPassed} onClick={() => setWithPassed((shown) => !shown)}>
          {t(withPassed ? 'finding.hidePassed' : telling.length === 0 ? 'finding.showAll' : 'finding.showPassed', { count: passed.length })}
        </button>
      )}
    </section>
  );
});

const keyOf = ({ check, documentId, field, cause }: Finding): string => [check, documentId, field, cause].join(':');

type ItemProps = Omit<Props, 'active' | 'sheet'> & {
  applicationId: string;
  documents: ReviewSheet['documents'];
  finding: Finding;
  active: boolean;
  disputing: boolean;
  feedback: ShownFeedback | undefined;
  onDispute: (finding: Finding, open: boolean) => void;
};

const FindingItem = memo(({ finding, applicationId, documents, catalogue, active, onPoint, disputing, feedback, onDispute }: ItemProps) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const language = useLanguage();
  const sentence = useFindingSentence();
  const about = aboutOf(finding, documents, words);
  const told = sentence(finding);
  // A sentence that says the figures itself needs no second telling.
  const { measured, limit } = figuresOf(finding, words);
  const untold = { measured: measured !== undefined && !told.includes(measured), limit: limit !== undefined && !told.includes(limit) };
  const quiet = finding.verdict === 'pass';
  const suggested = quiet ? [] : (catalogue?.reasons.filter(({ code }) => finding.suggests?.includes(code)) ?? []);
  return (
    <li>
      <button
        type="button"
        className="review-finding"
        data-verdict={finding.verdict}
        aria-pressed={active}
        onClick={() => onPoint(finding)}
      >
        <span className="review-sign" role="img" aria-label={words.word('verdict', finding.verdict)}>
          {verdictIcons[finding.verdict]}
        </span>
        <span className="review-finding-text">
          <span className="review-finding-head">
            <strong>{words.word('check', finding.check)}</strong>
            {about !== undefined && about !== words.word('check', finding.check) && <span className="review-quiet">{about}</span>}
            {blocks(finding) && <span className="review-tag">{words.word('severity', 'blocking')}</span>}
          </span>
          <span>{told}</span>
          {(untold.measured || untold.limit) && (
            <span className="review-quiet review-figures">
              {untold.measured && <span>{t('finding.measured', { measured })}</span>}
              {untold.limit && <span>{t('finding.limit', { limit })}</span>}
            </span>
          )}
          {suggested.length > 0 && (
            <span className="review-suggests">
              {t('finding.suggests', { reason: suggested.map(({ title }) => title[language]).join(' · ') })}
            </span>
          )}
        </span>
      </button>
      <FindingDispute
        applicationId={applicationId}
        finding={finding}
        feedback={feedback}
        open={disputing}
        onOpen={(open) => onDispute(finding, open)}
      />
    </li>
  );
});
