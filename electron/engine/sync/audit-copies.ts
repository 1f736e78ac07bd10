import { mostAuditEntries } from '../../../shared/contract/intake/index.ts';
import type { ChainState } from '../../../shared/domain/audit-chain.ts';
import { type Failure, type Result, succeed } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { ChainedEntry, Store } from '../store/index.ts';
import type { Platform } from './platform.ts';

/** A confirmation is kept as a checkpoint this long after the last one, ms: with each look at the feed there would be a thousand a day. */
const keepEvery = 300_000;

/** Entries in one call: some 60 kB. */
const atOnce = Math.min(200, mostAuditEntries);

/** How the platform's copy stands. */
export type AuditCopyState = Pick<ChainState, 'copy' | 'platform'>;

/** The platform's copy of the audit chain. */
export type AuditCopies = {
  /** Sends what the platform has not confirmed yet, and remembers what it confirms. Whatever keeps it from that waits for the next time; nothing else of the exchange depends on it. */
  send(signal: AbortSignal): Promise<void>;
  /** What the platform holds; undefined where it keeps no copies. */
  ask(signal: AbortSignal): Promise<Result<{ upTo: number; root: string } | undefined>>;
  /** How the copy stands, as far as this run knows, and what was confirmed last. */
  state(): AuditCopyState;
};

/** Whether a platform answered that it has no such call. */
const isUnsupported = ({ details }: Failure): boolean => [404, 405, 501].includes(Number(details.status));

const contentOf = ({ at, reviewerId, action, subject, details }: ChainedEntry): Record<string, unknown> => ({
  at,
  reviewerId,
  action,
  subject,
  details,
});

/** Opens it for one platform. `server`: its host, by which confirmations of several platforms are told apart. `now`: the local wall clock, ms. */
export const openAuditCopies = (
  { store, platform, server, now }: { store: Store; platform: Pick<Platform, 'audit'>; server: string; now(): number },
  fault: (cause: string) => void,
): AuditCopies => {
  let unsupported = false;
  let differs = false;
  /** What was confirmed in this run; a checkpoint of it is kept now and then. */
  let latest: { size: number; at: string } | undefined;
  const confirmed = (): { size: number; at: string } | undefined => latest ?? store.read.auditCheckpoint('platform', server);

  const disagree = (cause: string): void => {
    differs = true;
    fault(cause);
  };

  const ask: AuditCopies['ask'] = async (signal) => {
    const answer = await platform.audit({ from: 0, entries: [] }, signal);
    if (answer.ok || !isUnsupported(answer.error)) return answer;
    unsupported = true;
    return succeed(undefined);
  };

  /** Takes the platform's answer over where it is about the chain as it is here. */
  const confirm = ({ upTo, root }: { upTo: number; root: string }): boolean => {
    if (store.read.auditHash(upTo) !== root) {
      disagree('the platform’s copy has another root');
      return false;
    }
    const at = toTimestamp(now());
    latest = { size: upTo, at };
    const kept = store.read.auditCheckpoint('platform', server);
    if (kept === undefined || (kept.size < upTo && Math.abs(now() - Date.parse(kept.at)) >= keepEvery))
      store.transaction((write) => write.addAuditCheckpoint({ reason: 'platform', size: upTo, root, at, about: server }));
    return true;
  };

  /** One stretch, from after entry number `from`; returns where the next one begins, or undefined where this is enough for now. */
  const sendStretch = async (from: number, signal: AbortSignal): Promise<number | undefined> => {
    const entries = store.read.auditEntries(from + 1, atOnce);
    if (entries.length === 0) return undefined;
    const answer = await platform.audit(
      {
        from,
        entries: entries.map(contentOf),
        signatures: entries.map(({ signature }) => (signature === undefined ? null : Buffer.from(signature).toString('base64'))),
        publicKey: store.read.auditCheckpoint('began')?.publicKey,
      },
      signal,
    );
    if (answer.ok) return confirm(answer.value) && answer.value.upTo > from ? answer.value.upTo : undefined;
    if (isUnsupported(answer.error)) unsupported = true;
    else if (answer.error.details.problem === 'audit_diverged') disagree('the platform’s copy holds other entries');
    else if (answer.error.details.problem === 'audit_gap') {
      // It holds less than it confirmed: what it holds is compared, and sending goes on from there.
      const held = await ask(signal);
      return held.ok && held.value !== undefined && held.value.upTo < from && confirm(held.value) ? held.value.upTo : undefined;
    }
    return undefined;
  };

  return {
    send: async (signal) => {
      // Nobody vouches for a chain without a key: there is nothing to be confirmed.
      if (unsupported || differs || store.read.auditCheckpoint('began') === undefined) return;
      let from: number | undefined = confirmed()?.size ?? 0;
      while (from !== undefined && !signal.aborted && !unsupported && !differs) from = await sendStretch(from, signal);
    },
    ask,
    state: () => {
      const platform = confirmed();
      const copy = differs ? 'differs' : unsupported ? 'unsupported' : platform === undefined ? 'none' : 'kept';
      return { copy, ...(platform === undefined ? {} : { platform: { size: platform.size, at: platform.at } }) };
    },
  };
};
