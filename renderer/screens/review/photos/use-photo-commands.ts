import type { RefObject } from 'react';
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
  const view = (command: Parameters<ViewerHandle['command']>[0]) => () => viewer.current?.command(command);
  const toggle = (mode: Parameters<ViewerHandle['toggle']>[0]) => () => viewer.current?.toggle(mode);
  const switched = (part: 'grey' | 'invert') => () => viewer.current?.adjust((present) => ({ ...present, [part]: !present[part] }));
  const straighten = (by: number) => () => viewer.current?.straighten(by);
  useCommands([
    { name: 'review.photoBefore', run: () => acts.look(-1) },
    { name: 'review.photoAfter', run: () => acts.look(1) },
    { name: 'review.turnRight', run: view({ do: 'turn', direction: 1 }) },
    { name: 'review.turnLeft', run: view({ do: 'turn', direction: -1 }) },
    { name: 'review.straightenRight', run: straighten(slantRange.step) },
    { name: 'review.straightenLeft', run: straighten(-slantRange.step) },
    { name: 'review.zoomIn', run: view({ do: 'zoom', factor: zoomStep }) },
    { name: 'review.zoomOut', run: view({ do: 'zoom', factor: 1 / zoomStep }) },
    { name: 'review.fit', run: view({ do: 'fit' }) },
    { name: 'review.actual', when: () => offered.digits, run: view({ do: 'actual' }) },
    { name: 'review.loupe', run: toggle('loupe') },
    { name: 'review.adjust', run: toggle('adjusting') },
    { name: 'review.grey', run: switched('grey') },
    { name: 'review.invert', run: switched('invert') },
    { name: 'review.resetPhoto', run: () => viewer.current?.reset() },
    { name: 'review.evidence', run: toggle('evidence') },
    {
      name: 'review.mark',
      when: () => offered.marking,
      run: toggle('marking'),
    },
    { name: 'review.pair', when: () => acts.pair !== undefined, run: () => acts.pair?.() },
    {
      name: 'review.pairNext',
      when: () => acts.pairNext !== undefined,
      run: () => acts.pairNext?.(),
    },
    { name: 'review.link', when: () => acts.pairNext !== undefined, run: toggle('linked') },
    { name: 'review.wipe', when: () => offered.wipe, run: toggle('wipe') },
  ]);
};
