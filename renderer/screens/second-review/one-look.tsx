import { ArrowLeftOutlined, EyeInvisibleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { DecideInput, ReviewSheet } from '../../../shared/domain/review.ts';
import { useCommands } from '../../app/commands/index.ts';
import { goBack } from '../../app/routes/index.ts';
import { failureOf, useFormSecondView, useSecondLook } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, KeyCap, Loading } from '../../parts/index.ts';
import { BothViews } from './both-views.tsx';

/** The review's columns, as the app hands them over. */
export type ColumnsSlot = (props: {
  sheet: ReviewSheet;
  mending: boolean;
  onReveal: () => void;
  onDecide: (input: DecideInput) => Promise<void>;
}) => ReactNode;

/** One second look: the application in the review's columns until a view is formed, then both views side by side. */
export const OneLook = ({ decisionId, columns }: { decisionId: string; columns: ColumnsSlot }) => {
  const { t } = useTranslation('secondReview');
  const [revealed, setRevealed] = useState(false);
  const look = useSecondLook(decisionId, revealed);
  const form = useFormSecondView(decisionId);
  const [failure, setFailure] = useState<Failure>();
  /** Counts what was refused: the work on it begins anew from its draft. */
  const [round, setRound] = useState(0);
  useCommands([
    { name: 'secondReview.leave', title: t('command.leave'), place: 'secondReview', keys: ['Escape'], unlisted: true, run: goBack },
  ]);

  const decide = async ({ subject: _subject, ...view }: DecideInput): Promise<void> => {
    setFailure(undefined);
    try {
      await form.mutateAsync(view);
      setRevealed(false);
    } catch (error) {
      setFailure(failureOf(error));
      setRound((count) => count + 1);
    }
  };

  const shown = look.data;
  if (shown === undefined)
    return look.error === null ? (
      <Loading label={t('opening')} />
    ) : (
      <div className="look-failed">
        <FailureNotice failure={failureOf(look.error)} onRetry={() => void look.refetch()} />
        <Button onClick={goBack}>{t('back')}</Button>
      </div>
    );
  return (
    <div className="look">
      <header className="look-head">
        <Button size="small" type="text" icon={<ArrowLeftOutlined />} onClick={goBack}>
          {t('back')} <KeyCap chord="Escape" />
        </Button>
        <h1>{t(`heading.${shown.kind}`)}</h1>
        {shown.formed === undefined && shown.kind !== 'planted' ? (
          <p className="look-hidden">
            <EyeInvisibleOutlined aria-hidden="true" /> {t(`hidden.${shown.kind}`)}
          </p>
        ) : null}
      </header>
      {failure === undefined ? null : <FailureNotice failure={failure} onClose={() => setFailure(undefined)} />}
      <div className="look-body">
        {shown.formed === undefined ? (
          <Keyed key={round}>
            {columns({
              sheet: shown.sheet,
              mending: failure?.code === 'notice_refused',
              onReveal: () => setRevealed(!revealed),
              onDecide: decide,
            })}
          </Keyed>
        ) : (
          <BothViews look={shown} formed={shown.formed} />
        )}
      </div>
    </div>
  );
};

/** Begins what is inside anew with each key. */
const Keyed = ({ children }: { children: ReactNode }) => children;
