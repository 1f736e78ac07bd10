import type { DecideInput, ReviewSheet } from '../../../shared/domain/review.ts';
import { useRules } from '../../engine/index.ts';
import { OneApplication } from './one-application.tsx';
import { usePictureCache } from './use-picture-cache.ts';
import './review.css';
import './photos/photos.css';
import './comparison/comparison.css';
import './decision/decision.css';
import './picker/picker.css';

type Props = {
  sheet: ReviewSheet;
  /** Whether the engine refused what was decided because of its reasons: then the work goes on where they are mended. */
  mending: boolean;
  onReveal: () => void;
  onDecide: (input: DecideInput) => Promise<void>;
};

const nowhere = (): void => {};

/** The review's three columns by themselves, for screens on which one application is looked at without walking through a queue. */
export const ReviewColumns = ({ sheet, mending, onReveal, onDecide }: Props) => {
  const pictures = usePictureCache();
  const { data: rules } = useRules();
  return (
    <div className="review">
      <OneApplication
        alone
        sheet={sheet}
        rules={rules}
        pictures={pictures}
        panel={mending ? 'reasons' : 'findings'}
        onReveal={onReveal}
        onDecide={onDecide}
        onNext={nowhere}
        onPainted={nowhere}
      />
    </div>
  );
};
