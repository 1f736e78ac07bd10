import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, MinusCircleOutlined, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, Verdict } from '../../../../shared/domain/finding.ts';
import { useWords } from '../../../i18n/index.ts';
import { figuresOf } from '../finding-text.ts';

/** The sign of each verdict: shape as well as colour. */
export const verdictIcons: Record<Verdict, ReactNode> = {
  pass: <CheckCircleFilled />,
  warn: <ExclamationCircleFilled />,
  fail: <CloseCircleFilled />,
  error: <WarningFilled />,
  skipped: <MinusCircleOutlined />,
};

/** What a finding says in a sentence: its cause if it names one, otherwise its verdict, with the figures it rests on. */
export const useFindingSentence = (): ((finding: Finding) => string) => {
  const { t } = useTranslation('review');
  const words = useWords();
  return (finding) => {
    const cause = words.cause(finding);
    if (cause !== undefined) return cause;
    const { measured, limit } = figuresOf(finding, words);
    if (measured !== undefined && limit !== undefined) return t('finding.measuredAgainst', { measured, limit });
    return measured === undefined ? t(`finding.${finding.verdict}`) : t('finding.measured', { measured });
  };
};

/** A finding in one line, for beside the field it is about. */
export const FindingNote = ({ finding }: { finding: Finding }) => {
  const sentence = useFindingSentence();
  const words = useWords();
  return (
    <p className="review-note-line" data-verdict={finding.verdict}>
      <span className="review-sign" role="img" aria-label={words.word('verdict', finding.verdict)}>
        {verdictIcons[finding.verdict]}
      </span>
      {sentence(finding)}
    </p>
  );
};
