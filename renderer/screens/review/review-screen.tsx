import { Button } from 'antd';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueView, QueueWalk } from '../../../shared/domain/queue.ts';
import { goBack } from '../../app/routes/index.ts';
import { failureOf, useRecordOpening, useReviewSheet, useRules } from '../../engine/index.ts';
import { FailureNotice, Loading, useSteady } from '../../parts/index.ts';
import { DecidedBar } from './decided-bar.tsx';
import { Finished } from './finished.tsx';
import { HostedApplication } from './hosted-application.tsx';
import { OfflineLimit } from './offline-limit.tsx';
import { PrintDialogue } from './printed/print-dialogue.tsx';
import { TakenAway } from './taken-away.tsx';
import { panelAfter, useDeciding } from './use-deciding.ts';
import { usePictureCache } from './use-picture-cache.ts';
import { useReadyNext } from './use-ready-next.ts';
import { useSequence } from './use-sequence.ts';
import { useSittingCommands } from './use-sitting-commands.ts';
import './review.css';
import './photos/photos.css';
import './comparison/comparison.css';
import './decision/decision.css';
import './picker/picker.css';

type Props = { applicationId: string; view: QueueView; list?: QueueWalk | undefined };

/** The review screen: walks through a list of the queue, or a whole view in due order, one application after the other. */
export const ReviewScreen = ({ applicationId, view, list }: Props) => {
  const { t } = useTranslation('review');
  const pictures = usePictureCache();
  const walk = useMemo(() => list ?? { view }, [list, view]);
  const sequence = useSequence(walk, applicationId, pictures);
  const deciding = useDeciding(sequence);
  const { data: rules } = useRules();
  /** The application whose sensitive fields were asked for; moving on masks them again. */
  const [revealedId, setRevealedId] = useState<string>();
  const revealed = revealedId === applicationId;
  const { data: sheet, error, refetch } = useReviewSheet(applicationId, revealed);
  const { next, keyOf } = useReadyNext(applicationId, sequence.upcoming);

  // What was read before stays at hand: whose application it was is still to be told.
  const takenAway = error !== null && failureOf(error).code === 'application_unknown';

  useRecordOpening(sheet?.application.id === applicationId && !sequence.finished ? applicationId : undefined);

  const painted = useRef<string>(undefined);
  const onPainted = useSteady(() => {
    // The first photo of each application: what the deciding key is measured against.
    if (painted.current === applicationId) return;
    painted.current = applicationId;
    performance.mark('photo-painted');
  });
  const present = sheet?.application.id === applicationId ? sheet : undefined;
  const drawn = useMemo(() => [present, next].filter((one) => one !== undefined), [present, next]);
  // What was left is taken apart once the next one is on the screen.
  const left = useDeferredValue(drawn).filter(({ application }) => drawn.every((one) => one.application.id !== application.id));
  const onReveal = useSteady((id: string) => setRevealedId(revealed ? undefined : id));
  const onDecide = useSteady(deciding.decide);
  const onNext = useSteady(sequence.next);
  useEffect(() => {
    if (revealedId !== undefined && revealedId !== applicationId) setRevealedId(undefined);
  }, [applicationId, revealedId]);

  useSittingCommands(sequence, deciding);

  return (
    <div className="review">
      <OfflineLimit />
      {sequence.finished ? (
        <Finished tally={deciding.tally} />
      ) : present !== undefined && takenAway ? (
        <TakenAway sheet={present} onNext={() => sequence.next(applicationId)} />
      ) : present !== undefined ? (
        [...drawn, ...left].map((one) => (
          <HostedApplication
            key={`${keyOf(one.application.id)}:${deciding.round}`}
            shown={one === present}
            sheet={one}
            rules={rules}
            pictures={pictures}
            panel={panelAfter(deciding.last, one.application.id)}
            onReveal={onReveal}
            onDecide={onDecide}
            onNext={onNext}
            onPainted={onPainted}
          />
        ))
      ) : error !== null ? (
        <div className="review-failure">
          <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />
          <Button onClick={() => sequence.next(applicationId)}>{t('failure.next')}</Button>
          <Button onClick={goBack}>{t('failure.queue')}</Button>
        </div>
      ) : (
        <Loading label={t('loading')} />
      )}
      {sheet !== undefined && !takenAway && !sequence.finished && <PrintDialogue applicationId={applicationId} />}
      <DecidedBar last={deciding.last} onTakeBack={() => void deciding.takeBack()} onDismiss={deciding.dismiss} />
    </div>
  );
};
