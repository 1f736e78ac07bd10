import { Button, Tour } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useChangeSettings, useNextApplications, useReadSettings, useTransfer, useVaultState } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { KeyCap } from '../../parts/index.ts';
import { useCommands, useKeys } from '../commands/index.ts';
import { navigate, useRoute } from '../routes/index.ts';
import { showStep, startTour, useRunning } from './running.ts';
import { type TourStep, tourSteps } from './steps.ts';
import { usePart } from './use-part.ts';
import './tour.css';

/** When the tour begins: asked for, or by itself over the demo's batch until it was seen; then from where it was left. */
const useTour = () => {
  const { step, asked, left } = useRunning();
  const settings = useReadSettings();
  const tour = settings?.tour;
  const { mutate: change } = useChangeSettings();
  const demo = useVaultState().data?.source?.kind === 'demo';
  const first = useNextApplications({ view: 'mine' }, undefined, 1).data?.[0];
  const transfer = useTransfer().data;
  const route = useRoute();
  const byItself = settings !== undefined && demo && !left && tour?.seen !== true;
  useEffect(() => {
    if (step === undefined && (asked || byItself)) showStep(tour?.step ?? 0);
  }, [asked, byItself, step, tour]);

  const at: TourStep | undefined = step === undefined ? undefined : tourSteps[step];
  const wanted = at?.screen;
  useEffect(() => {
    if (wanted === undefined || wanted === route.screen) return;
    if (wanted === 'queue') navigate({ screen: 'queue' });
    // While the first applications are on their way there is nothing to open; the words then stand in the middle.
    else if (first !== undefined) navigate({ screen: 'review', applicationId: first, view: 'mine' });
  }, [wanted, route.screen, first]);

  // The demo's first applications take a moment to be drawn: words about photos over an empty list would be for nobody.
  const drawing = demo && first === undefined && (transfer?.lastExchangeAt === undefined || transfer.preparing !== undefined);
  const waits = drawing && step !== undefined && tourSteps[step + 1]?.screen === 'review';

  const go = (by: 1 | -1): void => {
    if (step === undefined || (by === 1 && waits)) return;
    const next = Math.max(0, step + by);
    if (next >= tourSteps.length) finish();
    else {
      showStep(next);
      change({ tour: { step: next, seen: tour?.seen === true } });
    }
  };
  /** Left in the middle, it is taken up there the next time it is asked for; seen to its end, it begins anew. */
  const leave = (): void => {
    if (step === undefined) return;
    showStep(undefined);
    change({ tour: { step, seen: true } });
  };
  const finish = (): void => {
    showStep(undefined);
    change({ tour: { step: 0, seen: true } });
    navigate({ screen: 'queue' });
  };
  return { step, at, go, leave, waits, preparing: transfer?.preparing };
};

/** The words of one stop. They are a dialogue, so that no key of the screen below acts while they are read. */
const Words = ({
  step,
  at,
  part,
  go,
  leave,
  waits,
  preparing,
}: {
  step: number;
  at: TourStep;
  part: HTMLElement | null;
  go: (by: 1 | -1) => void;
  leave: () => void;
  /** Whether the next stop has nothing to stand on yet, and how far that is. */
  waits: boolean;
  preparing: { done: number; total: number } | undefined;
}) => {
  const { t } = useTranslation('tour');
  const format = useFormat();
  const keys = useKeys();
  const told = {
    ...keys.told('everywhere'),
    ...(at.screen === 'queue' ? keys.told('queue') : { ...keys.told('review'), ...keys.told('photos') }),
  };
  const title = useId();
  const onwards = useRef<HTMLButtonElement>(null);
  const last = step === tourSteps.length - 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each stop has the focus anew, and is read out with it
  useEffect(() => onwards.current?.focus({ preventScroll: true }), [step, part]);
  return (
    <div role="dialog" aria-modal="true" aria-labelledby={title} className="tour-words" data-step={at.name}>
      <h2 id={title}>{t(`step.${at.name}.title`)}</h2>
      <p>{t(`step.${at.name}.text`, told)}</p>
      {waits ? (
        <p className="quiet" role="status">
          {preparing === undefined
            ? t('drawing')
            : t('drawingSome', { done: format.count(preparing.done), total: format.count(preparing.total) })}
        </p>
      ) : null}
      <footer>
        <span className="quiet">{t('place', { step: step + 1, steps: tourSteps.length })}</span>
        <Button type="text" onClick={leave}>
          {t('skip')} <KeyCap chord="Escape" />
        </Button>
        <Button disabled={step === 0} onClick={() => go(-1)}>
          {t('back')} <KeyCap chord="ArrowLeft" />
        </Button>
        <Button ref={onwards} type="primary" loading={waits} onClick={() => go(1)}>
          {t(last ? 'finish' : 'next')} <KeyCap chord="ArrowRight" />
        </Button>
      </footer>
    </div>
  );
};

/** The tour over the desk, while one is under way. */
export const TourOverDesk = () => {
  const { t } = useTranslation('tour');
  const { step, at, go, leave, waits, preparing } = useTour();
  const part = usePart(at?.part);
  const running = step !== undefined;
  useCommands(
    running
      ? [
          {
            name: 'tour.next',
            title: t('next'),
            place: 'everywhere',
            keys: ['ArrowRight', 'Enter'],
            inDialogue: true,
            unlisted: true,
            run: () => go(1),
          },
          {
            name: 'tour.back',
            title: t('back'),
            place: 'everywhere',
            keys: ['ArrowLeft'],
            inDialogue: true,
            unlisted: true,
            run: () => go(-1),
          },
          {
            name: 'tour.leave',
            title: t('skip'),
            place: 'everywhere',
            keys: ['Escape'],
            inDialogue: true,
            unlisted: true,
            run: leave,
          },
        ]
      : [{ name: 'tour.start', title: t('start'), place: 'everywhere', keys: [], run: startTour }],
  );
  const place = useRef<HTMLDivElement>(null);
  if (step === undefined || at === undefined) return null;
  return (
    <>
      <div ref={place} className="tour-place" />
      <Tour
        open
        keyboard={false}
        closable={false}
        disabledInteraction
        scrollIntoViewOptions={false}
        indicatorsRender={() => null}
        actionsRender={() => null}
        getPopupContainer={() => place.current ?? document.body}
        steps={[
          {
            target: part,
            title: null,
            description: <Words step={step} at={at} go={go} leave={leave} part={part} waits={waits} preparing={preparing} />,
            placement: at.beside ?? 'center',
          },
        ]}
      />
    </>
  );
};
