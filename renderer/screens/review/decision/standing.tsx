import { useTranslation } from 'react-i18next';
import type { OutboxState } from '../../../../shared/domain/decision.ts';
import { useWords } from '../../../i18n/index.ts';

/** How far a decision has come: decided here, sent, accepted by the platform. Always told apart. */
const reached: Record<OutboxState, { steps: 0 | 1 | 2 | 3; trouble: boolean }> = {
  held: { steps: 1, trouble: false },
  waiting: { steps: 1, trouble: false },
  sending: { steps: 2, trouble: false },
  receipted: { steps: 3, trouble: false },
  conflict: { steps: 2, trouble: true },
  refused: { steps: 2, trouble: true },
  taken_back: { steps: 0, trouble: false },
  dropped: { steps: 0, trouble: true },
};

/** The way of a decision in three steps, with the word for where it is. */
export const Standing = ({ state }: { state: OutboxState }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const { steps, trouble } = reached[state];
  return (
    <span className="review-standing" data-trouble={trouble} data-steps={steps}>
      <span className="review-standing-steps" aria-hidden="true">
        <i data-done={steps >= 1} />
        <i data-done={steps >= 2} />
        <i data-done={steps >= 3} />
      </span>
      {steps === 0 || trouble || state === 'sending' ? word('outbox', state) : t(`standing.${steps}`)}
    </span>
  );
};
