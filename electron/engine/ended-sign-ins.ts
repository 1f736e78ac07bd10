import { setTimeout as rest } from 'node:timers/promises';
import { endedOf, revokeEnded, type Tokens, withEnded } from './sign-in/index.ts';
import type { ReadableStore, Store, WritableStore } from './store/index.ts';
import type { Ports } from './surroundings.ts';

/** How long an issuer that could not be told of an ended sign-in is left alone, ms. */
const again = 15 * 60_000;

/** Telling issuers of sign-ins that are over here: replaced by another one, or signed out of while the issuer could not be reached. */
export type EndedSignIns = {
  /** Tells what can be told within `signal`; the rest stays for later. */
  revoke(signal: AbortSignal): Promise<void>;
  /** Tells now and then, until everything was told or the desk is closed. */
  start(): void;
  /** Once the desk is closing: waits for what is under way. */
  close(): Promise<void>;
};

/** Notes that a sign-in is over, so that its issuer is told; nothing where there was none. */
export const keepEnded = (
  write: WritableStore,
  { signIn, signInTokens }: Pick<ReturnType<ReadableStore['workstation']>, 'signIn' | 'signInTokens'>,
  nowMs: number,
): void => {
  if (signIn === undefined || signInTokens === undefined) return;
  write.saveWorkstation({ endedSignIns: withEnded(write.workstation().endedSignIns ?? [], endedOf(signIn, signInTokens, nowMs)) });
};

/** Opens it over a desk. `tokens`: those of the sign-in that is in force. */
export const openEndedSignIns = (
  { store, clock, log, closing }: { store: Store; clock: Ports['clock']; log: Ports['log']; closing: AbortSignal },
  tokens: () => Tokens | undefined,
): EndedSignIns => {
  let running: Promise<void> = Promise.resolve();
  const keeping = {
    read: () => store.read.workstation().endedSignIns ?? [],
    save: (ended: ReturnType<typeof withEnded>) => {
      store.transaction((write) => write.saveWorkstation({ endedSignIns: ended.length === 0 ? undefined : ended }));
      store.settleErased();
    },
  };
  const revoke = async (signal: AbortSignal): Promise<void> => {
    const told = await revokeEnded(keeping, clock, AbortSignal.any([closing, signal]));
    const present = store.read.workstation().signInTokens?.subject;
    // Some issuers end all sign-ins of a person at once: better to know at once that it has to be done again.
    if (told.some(({ subject }) => subject === present)) await tokens()?.prove(signal);
  };
  const nowAndThen = async (): Promise<void> => {
    while (!closing.aborted && keeping.read().length > 0) {
      await revoke(closing).catch((error: unknown) => log.error({ err: error }, 'an ended sign-in could not be revoked'));
      await rest(again, undefined, { signal: closing, ref: false }).catch(() => undefined);
    }
  };
  return {
    revoke,
    start: () => {
      running = running.then(nowAndThen);
    },
    close: () => running,
  };
};
