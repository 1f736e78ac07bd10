import type { OpenDesk } from '../../electron/engine/open-desk.ts';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { openLog } from '../../electron/engine/ports/log.ts';
import { systemRandom } from '../../electron/engine/ports/random.ts';
import { openWorkstation, type Workstation } from '../../electron/engine/workstation.ts';
import type { DecisionRecord } from '../../shared/domain/review.ts';
import { passphrase, taken } from '../fixtures/workstation.ts';

/** A whole workstation that runs by itself as with a window, on the machine's clock and with its real pauses. */
export type LiveWorkstation = {
  workstation: Workstation;
  desk: OpenDesk;
  /** Resolves as soon as `condition` holds; it is looked at whenever the workstation tells of something, and by {@link look}. */
  until(condition: () => boolean): Promise<void>;
  look(): void;
  close(): Promise<void>;
};

/** Opens the one in `folder`, or makes it for `server`. `automatic`: exchanges and sends by itself; otherwise only when told. */
export const openLiveWorkstation = async (
  folder: string,
  server?: { url: string; token: string },
  automatic = true,
): Promise<LiveWorkstation> => {
  let waiting: { condition: () => boolean; resolve: () => void }[] = [];
  const look = () => {
    const met = waiting.filter(({ condition }) => condition());
    waiting = waiting.filter((one) => !met.includes(one));
    for (const { resolve } of met) resolve();
  };
  const file = openLog(folder);
  const workstation = taken(
    await openWorkstation(
      folder,
      { clock: systemClock, random: systemRandom, log: file.log },
      { automatic },
      {
        vault: look,
        transfer: look,
        queue: look,
        outbox: look,
        rules: look,
        claims: look,
        requests: look,
        packages: look,
        openBrowser: () => {},
        secret: () => {},
      },
    ),
  );
  taken(
    server === undefined || workstation.state().state !== 'absent'
      ? await workstation.unlock(passphrase)
      : await workstation.create(passphrase, { kind: 'server', ...server }),
  );
  return {
    workstation,
    desk: taken(workstation.desk()),
    until: (condition) => {
      if (condition()) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ condition, resolve }));
    },
    look,
    close: async () => {
      await workstation.close();
      file.close();
    },
  };
};

/** Decides one of the open applications, `pick` of how many; undefined where there is none, or it may not be decided. */
export const decideOne = (
  desk: Pick<OpenDesk, 'review' | 'store'>,
  pick: (count: number) => number,
  takeBackSeconds = 0,
): DecisionRecord | undefined => {
  const open = desk.review.queueNext({ view: 'all' }, undefined, 20);
  const ids = open.ok ? open.value.applicationIds : [];
  const id = ids[ids.length === 0 ? 0 : pick(ids.length)];
  return id === undefined ? undefined : decideThis(desk, id, takeBackSeconds);
};

/** Rejects this application, as it is held; undefined where it is not, or may not be decided. */
export const decideThis = (
  { review, store }: Pick<OpenDesk, 'review' | 'store'>,
  id: string,
  takeBackSeconds = 0,
): DecisionRecord | undefined => {
  const held = store.read.application(id);
  if (held === undefined) return undefined;
  const decided = review.decide(
    {
      subject: { kind: 'application', id: held.application.id, revision: held.application.revision },
      outcome: 'reject',
      reasons: [{ code: 'authenticity.not_the_holder' }],
      matched: [],
      durationMs: 1_000,
    },
    { takeBackSeconds },
  );
  return decided.ok ? decided.value : undefined;
};
