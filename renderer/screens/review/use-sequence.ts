import { useCallback, useEffect, useRef, useState } from 'react';
import type { QueueWalk } from '../../../shared/domain/queue.ts';
import { navigate } from '../../app/routes/index.ts';
import { useAskNext, useNextApplications, usePrefetchSheets } from '../../engine/index.ts';
import { useHere } from '../../parts/index.ts';
import type { PictureCache } from '../../viewer/picture-cache.ts';
import { earlierOn, emptyTrail, laterOn, opened } from './trail.ts';
import { prefetchPictures } from './use-picture-cache.ts';

/** How many applications ahead are kept ready. */
const ahead = 3;

/** Walking from one application to the next. */
export type Sequence = {
  /** Whether the end was reached: nothing is left in the list. */
  finished: boolean;
  /** Goes to the next application; `leaving`: the present one, once decided, isn't offered again. */
  next(leaving?: string): void;
  previous(): void;
  hasPrevious: boolean;
  open(applicationId: string): void;
  /** Where {@link Sequence.next} leads once the present one is decided, as far as it is known. */
  upcoming: string | undefined;
};

/** The order of a sitting: what comes next is known, fetched and decoded before it is wanted. */
export const useSequence = (list: QueueWalk, applicationId: string, pictures: PictureCache<HTMLImageElement>): Sequence => {
  const [trail, setTrail] = useState(emptyTrail);
  const [finished, setFinished] = useState(false);
  const prefetch = usePrefetchSheets();
  const askNext = useAskNext();
  const { data: following } = useNextApplications(list, applicationId, ahead);
  const left = useRef(new Set<string>());

  useEffect(() => setTrail((known) => opened(known, applicationId)), [applicationId]);

  useEffect(() => {
    if (following === undefined || following.length === 0) return;
    let wanted = true;
    // One after the other: the very next application's photos come first.
    void (async () => {
      for (const id of following) {
        const [sheet] = await prefetch([id]);
        if (!wanted) return;
        if (sheet !== undefined) prefetchPictures(pictures, sheet);
      }
    })();
    return () => {
      wanted = false;
    };
  }, [following, prefetch, pictures]);

  const here = useHere();

  const open = useCallback(
    (id: string) => {
      if (!here()) return;
      // It is on the screen again, so it may be offered again.
      left.current.delete(id);
      setFinished(false);
      navigate({ screen: 'review', applicationId: id, view: list.view, list });
    },
    [here, list],
  );

  const next = useCallback(
    (leaving?: string) => {
      if (leaving !== undefined) left.current.add(leaving);
      const offered = isOffered(applicationId, left.current);
      const known = [laterOn(trail), ...(following ?? [])].find(offered);
      if (known !== undefined) return open(known);
      // The end of the list: what was passed over earlier comes round again.
      void askNext(list, undefined, ahead + 5).then((ids) => {
        const again = ids.find(offered);
        if (again !== undefined) open(again);
        else if (leaving !== undefined) setFinished(true);
      });
    },
    [applicationId, askNext, following, open, trail, list],
  );
  const earlier = earlierOn(trail);
  const previous = useCallback(() => {
    if (earlier !== undefined) open(earlier);
  }, [earlier, open]);
  const upcoming = [laterOn(trail), ...(following ?? [])].find(isOffered(applicationId, left.current));
  return { finished, next, previous, hasPrevious: earlier !== undefined, open, upcoming };
};

/** Whether an application may be the next: not the present one again, and none that was decided or put off in this sitting. */
const isOffered =
  (present: string, left: ReadonlySet<string>) =>
  (id: string | undefined): id is string =>
    id !== undefined && id !== present && !left.has(id);
