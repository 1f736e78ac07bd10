import { CheckOutlined, CloseOutlined, QuestionOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MatchMark, matchVerdicts } from '../../../../shared/domain/decision.ts';
import type { FieldReading } from '../../../../shared/domain/reading.ts';
import { useKeys } from '../../../app/commands/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { ChangedText, characterChanges, PersonText } from '../../../parts/index.ts';
import type { ComparisonLine } from '../comparison.ts';
import { FindingNote } from '../decision/finding-note.tsx';
import { fieldValue } from './field-value.ts';
import { ReadLine } from './read-line.tsx';

const tickIcons: Record<MatchMark['verdict'], ReactNode> = {
  match: <CheckOutlined />,
  differs: <CloseOutlined />,
  unreadable: <QuestionOutlined />,
};

type Props = {
  line: ComparisonLine;
  present: boolean;
  readOnly: boolean;
  onCompare: (field: string) => void;
  onRead: (reading: FieldReading) => void;
  onMark: (field: string, verdict: MatchMark['verdict']) => void;
};

/** Fields whose characters are compared one by one. */
const spelled: readonly string[] = ['idNumber', 'passportNumber', 'phone', 'email', 'latinName', 'birthDate', 'validFrom', 'validUntil'];

/** One field of the comparison. */
export const ComparisonRow = ({ line, present, readOnly, onCompare, onRead, onMark }: Props) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const keys = useKeys();
  const { field, value, findings, readings, verdict } = line;
  const differing = readings.find(({ agreement }) => agreement === 'differs');
  const name = words.word('field', field);
  const telling = findings.filter((finding) => finding.verdict !== 'pass');
  return (
    <li
      className="review-line"
      data-field={field}
      data-present={present}
      data-verdict={verdict}
      aria-current={present ? 'step' : undefined}
    >
      <button type="button" className="review-line-value" tabIndex={-1} onClick={() => onCompare(field)}>
        <span className="review-line-name">{name}</span>
        {value === undefined ? (
          <span className="review-line-empty">{t('comparison.empty')}</span>
        ) : (
          <span className={spelled.includes(field) ? 'review-spelled' : undefined}>
            {differing?.text === undefined ? (
              <PersonText text={fieldValue(field, value, t)} />
            ) : (
              <ChangedText pieces={characterChanges(fieldValue(field, value, t), fieldValue(field, differing.text, t)).before} as="del" />
            )}
          </span>
        )}
      </button>
      <fieldset className="review-ticks" aria-label={t('comparison.ticksOf', { field: name })} disabled={readOnly}>
        {matchVerdicts.map((tick) => (
          <button
            key={tick}
            type="button"
            className="review-tick"
            data-tick={tick}
            tabIndex={present ? 0 : -1}
            aria-pressed={verdict === tick}
            aria-label={`${name}: ${words.word('match', tick)}`}
            aria-keyshortcuts={keys.spoken(`review.${tick}`)}
            title={`${words.word('match', tick)}  ${keys.shown(`review.${tick}`) ?? ''}`}
            onClick={() => onMark(field, tick)}
          >
            {tickIcons[tick]}
          </button>
        ))}
      </fieldset>
      {readings.map((reading) => (
        <ReadLine
          key={reading.documentId}
          reading={reading}
          value={value}
          spelled={spelled.includes(field)}
          alone={readings.length === 1}
          onRead={onRead}
        />
      ))}
      {telling.map((finding) => (
        <FindingNote key={`${finding.check}:${finding.cause ?? ''}`} finding={finding} />
      ))}
    </li>
  );
};
