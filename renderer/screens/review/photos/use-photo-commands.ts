import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../app/commands/index.ts';
import { slantRange } from '../../../viewer/view-state.ts';
import type { ViewerHandle } from '../../../viewer/viewer.tsx';
import { zoomStep } from '../../../viewer/viewer-tools.tsx';

/** What the keys of the photos do beside working the viewer. */
export type PhotoActs = {
  look(by: 1 | -1): void;
  /** Lays a second photo beside the first, or takes it away; absent where there is no second one. */
  pair?: (() => void) | undefined;
  /** Takes the next photo as the second; absent while there is one alone. */
  pairNext?: (() => void) | undefined;
};

type Offered = {
  /** Whether a digit belongs to the photos and not to a list of reasons. */
  digits: boolean;
  wipe: boolean;
  marking: boolean;
};

/** The keys of the photos. Those with Alt work also while a reason is being typed. */
export const usePhotoCommands = (viewer: RefObject<ViewerHandle | null>, acts: PhotoActs, offered: Offered): void => {
  const { t } = useTranslation('viewer');
  const group = t('group');
  const view = (command: Parameters<ViewerHandle['command']>[0]) => () => viewer.current?.command(command);
  const toggle = (mode: Parameters<ViewerHandle['toggle']>[0]) => () => viewer.current?.toggle(mode);
  const switched = (part: 'grey' | 'invert') => () => viewer.current?.adjust((present) => ({ ...present, [part]: !present[part] }));
  const straighten = (by: number) => () => viewer.current?.straighten(by);
  useCommands([
    { name: 'review.photoBefore', title: t('photoBefore'), group, run: () => acts.look(-1) },
    { name: 'review.photoAfter', title: t('photoAfter'), group, run: () => acts.look(1) },
    { name: 'review.turnRight', title: t('turnRight'), group, run: view({ do: 'turn', direction: 1 }) },
    { name: 'review.turnLeft', title: t('turnLeft'), group, run: view({ do: 'turn', direction: -1 }) },
    { name: 'review.straightenRight', title: t('straightenRight'), group, run: straighten(slantRange.step) },
    { name: 'review.straightenLeft', title: t('straightenLeft'), group, run: straighten(-slantRange.step) },
    { name: 'review.zoomIn', title: t('zoomIn'), group, run: view({ do: 'zoom', factor: zoomStep }) },
    { name: 'review.zoomOut', title: t('zoomOut'), group, run: view({ do: 'zoom', factor: 1 / zoomStep }) },
    { name: 'review.fit', title: t('fit'), group, run: view({ do: 'fit' }) },
    { name: 'review.actual', title: t('actual'), group, when: () => offered.digits, run: view({ do: 'actual' }) },
    { name: 'review.loupe', title: t('loupe.title'), group, run: toggle('loupe') },
    { name: 'review.adjust', title: t('adjust'), group, run: toggle('adjusting') },
    { name: 'review.grey', title: t('grey'), group, run: switched('grey') },
    { name: 'review.invert', title: t('invert'), group, run: switched('invert') },
    { name: 'review.resetPhoto', title: t('reset'), group, run: () => viewer.current?.reset() },
    { name: 'review.evidence', title: t('evidence'), group, run: toggle('evidence') },
    {
      name: 'review.mark',
      title: t('mark.title'),
      group,
      when: () => offered.marking,
      run: toggle('marking'),
    },
    { name: 'review.pair', title: t('pair'), group, when: () => acts.pair !== undefined, run: () => acts.pair?.() },
    {
      name: 'review.pairNext',
      title: t('pairNext'),
      group,
      when: () => acts.pairNext !== undefined,
      run: () => acts.pairNext?.(),
    },
    { name: 'review.link', title: t('link'), group, when: () => acts.pairNext !== undefined, run: toggle('linked') },
    { name: 'review.wipe', title: t('wipe.title'), group, when: () => offered.wipe, run: toggle('wipe') },
  ]);
};
