import { CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { isKnown } from '../../shared/domain/open-union.ts';
import { noticeProblemCodes } from '../../shared/domain/reason-linter.ts';
import type { NoticeProblem } from '../../shared/domain/review.ts';
import { useWords } from '../i18n/index.ts';
import './problem-note.css';

/** One objection of the linter, where it applies: what is wrong and what to do. */
export const ProblemNote = ({ problem }: { problem: NoticeProblem }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const { code, severity, details } = problem;
  const forbids = severity === 'error';
  const named = {
    word: details?.word ?? '',
    limit: details?.limit ?? '',
    kind: details?.kind === undefined ? '' : word('document', details.kind),
    field: details?.field === undefined ? '' : word('field', details.field),
    check: details?.check === undefined ? '' : word('check', details.check),
  };
  return (
    <p className="problem-note" data-forbids={forbids}>
      <span className="problem-note-sign" role="img" aria-label={t(forbids ? 'problem.forbids' : 'problem.warns')}>
        {forbids ? <CloseCircleFilled /> : <ExclamationCircleFilled />}
      </span>
      {isKnown(noticeProblemCodes, code) ? t(`problem.${code}`, named) : t('problem.other', { code })}
    </p>
  );
};
