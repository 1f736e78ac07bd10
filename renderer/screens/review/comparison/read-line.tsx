import { CheckOutlined, CloseOutlined, QuestionOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement, FieldReading } from '../../../../shared/domain/reading.ts';
import { useWords } from '../../../i18n/index.ts';
import { ChangedText, characterChanges, PersonText } from '../../../parts/index.ts';
import { fieldValue } from './field-value.ts';

const signs: Record<Agreement, ReactNode> = { agrees: <CheckOutlined />, differs: <CloseOutlined />, unreadable: <QuestionOutlined /> };

type Props = {
  reading: FieldReading;
  /** The form's value, as it is shown. */
  value: string | undefined;
  spelled: boolean;
  /** Whether it is the only one: then one that says the same as the form takes no line of its own. */
  alone: boolean;
  onRead: (reading: FieldReading) => void;
};

/** What was read of a document for one field, under the form's value; what differs is marked, and a click shows the place on the photo. */
export const ReadLine = ({ reading, value, spelled, alone, onRead }: Props) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const { field, text, agreement, region } = reading;
  const read = text === undefined ? undefined : fieldValue(field, text, t);
  const form = value === undefined ? '' : fieldValue(field, value, t);
  const same = alone && agreement === 'agrees' && read === form;
  return (
    <button
      type="button"
      className="review-read"
      data-agreement={agreement}
      data-same={same}
      tabIndex={-1}
      disabled={region === undefined}
      title={region === undefined ? undefined : t('comparison.zoom', { field: words.word('field', field) })}
      onClick={() => onRead(reading)}
    >
      <span className="review-sign" role="img" aria-label={words.word('agreement', agreement)}>
        {signs[agreement]}
      </span>
      {read === undefined ? (
        <span>{t('comparison.unread')}</span>
      ) : same ? (
        <span>{t('comparison.same')}</span>
      ) : (
        <span className={spelled ? 'review-spelled' : undefined}>
          {agreement === 'agrees' ? <PersonText text={read} /> : <ChangedText pieces={characterChanges(form, read).after} as="ins" />}
        </span>
      )}
    </button>
  );
};
