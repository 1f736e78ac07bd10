import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { DocumentFile, Store } from '../store/index.ts';
import type { Fetching } from './fetching.ts';
import type { Access } from './line.ts';
import { refusalOf } from './refusal.ts';
import type { DocumentShelf, SealedDocument } from './shelf.ts';

/** What downloads work with. `now`: the local wall clock, ms. */
export type DownloadParts = { store: Store; shelf: DocumentShelf; fetching: Fetching; access: Access; now(): number };

/** How one document's download went for now. */
export type Download =
  | { kind: 'arrived'; sealed: SealedDocument }
  /** Not the bytes that were named; nothing of them is left. */
  | { kind: 'wrong' }
  /** The platform has no such document. */
  | { kind: 'unknown' }
  /** The line broke too often; what has arrived is kept. `answered`: whether the platform began to answer at all. */
  | { kind: 'broken'; failure: Failure; answered: boolean }
  /** Of no use to go on with any document now. */
  | { kind: 'halted'; failure: Failure };

/** Tries in a row that brought nothing after which a document waits for the next round. */
const fruitlessTries = 3;
/** Wait before a try after one that brought nothing, ms; doubled each time. */
const firstWait = 100;

/**
 * Longest time for one document in one round, ms: two minutes and what it takes at 2 kB/s. A line on which bytes trickle is not waited for until they are all here: an
 * exchange has to end. What has come is kept and continued.
 */
const longestTime = (byteLength: number): number => 120_000 + Math.ceil(byteLength / 2);

/** What concerns every document: sign in, wait, update, stop, room. */
const haltingCodes: readonly string[] = [
  'token_refused',
  'sign_in_needed',
  'issuer_unreachable',
  'issuer_invalid',
  'rate_limited',
  'maintenance',
  'workstation_too_old',
  'exchange_stopped',
  'disk_full',
  'disk_read_only',
];
const halts = ({ code, details }: Failure): boolean => haltingCodes.includes(code) || details.status === 503;

/**
 * Fetches one document, continuing behind the bytes that an earlier break left, as often as it gets on. What is kept of a break is verified before it is continued;
 * the whole is verified by length and SHA-256 before it is visible.
 * @param onBytes is told the bytes held so far and those that have just come
 */
export const downloadDocument = async (
  { store, shelf, fetching, access, now }: DownloadParts,
  { sha256, byteLength }: DocumentFile,
  signal: AbortSignal,
  onBytes: (held: number, come: number) => void,
): Promise<Download> => {
  const forget = async (): Promise<void> => {
    const kept = store.read.partialDownload(sha256);
    if (kept === undefined) return;
    store.transaction((write) => write.removePartialDownload(sha256));
    await shelf.dropPartial(kept);
  };
  /** What can be continued; what can't is thrown away. */
  const keptBefore = async () => {
    const partial = store.read.partialDownload(sha256);
    if (partial === undefined) return undefined;
    const length = await shelf.partialLength(sha256, partial);
    if (length !== undefined && length > 0 && length < byteLength) return { partial, length };
    await forget();
    return undefined;
  };

  /** The most that was kept after a try. Bytes that came and could not be kept bring nobody on: a platform that always begins anew would be asked for ever. */
  let furthest = 0;
  let last: { failure: Failure; answered: boolean } | undefined;
  const time = AbortSignal.timeout(longestTime(byteLength));
  const tooSlow: Download = {
    kind: 'broken',
    failure: { code: 'server_unreachable', retry: 'later', details: { cause: 'TOO_SLOW' } },
    answered: true,
  };
  for (let fruitless = 0; ; ) {
    const kept = await keptBefore();
    if (kept !== undefined && kept.length > furthest) {
      furthest = kept.length;
      fruitless = 0;
    }
    if (last !== undefined && fruitless >= fruitlessTries) return { kind: 'broken', ...last };
    const rest = kept && { from: kept.length, partial: kept.partial };
    const token = await access.token(signal);
    if (!token.ok) return { kind: 'halted', failure: token.error };
    const answer = await fetching.fetch({ token: token.value, sha256, byteLength, rest }, AbortSignal.any([signal, time]), {
      bytes: onBytes,
      keep: (partial) => store.transaction((write) => write.putPartialDownload(sha256, partial)),
    });
    let failure: Failure;
    let come = 0;
    switch (answer.kind) {
      case 'arrived':
        if (kept !== undefined) await shelf.dropPartial(kept.partial);
        return { kind: 'arrived', sealed: shelf.sealed(sha256, answer.file) };
      case 'wrong':
        await forget();
        if (kept !== undefined) await shelf.dropPartial(kept.partial);
        return answer;
      case 'disk':
        return { kind: 'halted', failure: answer.failure };
      case 'broken': {
        ({ failure, come } = answer);
        const present = store.read.partialDownload(sha256);
        if (kept !== undefined && present?.name !== kept.partial.name) await shelf.dropPartial(kept.partial);
        break;
      }
      default: {
        failure = answer.kind === 'failed' ? answer.failure : refusalOf(answer.answer, now(), token.value).error;
        if (failure.code === 'document_unknown') {
          await forget();
          return { kind: 'unknown' };
        }
        // Our own time being over looks like being stopped.
        if (time.aborted && !signal.aborted) return tooSlow;
        if (halts(failure)) return { kind: 'halted', failure };
        // The range was refused, or answered with another one: from the beginning.
        if (kept !== undefined && (failure.details.status === 416 || failure.details.cause === 'range')) await forget();
      }
    }
    if (signal.aborted) return { kind: 'halted', failure: { code: 'exchange_stopped', retry: 'later', details: {} } };
    if (time.aborted) return tooSlow;
    const answered = answer.kind === 'broken' || typeof failure.details.status === 'number';
    fruitless += 1;
    last = { failure, answered };
    if (come === 0 && fruitless < fruitlessTries) await sleep(firstWait * 2 ** fruitless, undefined, { signal }).catch(() => {});
    if (signal.aborted) return { kind: 'halted', failure: { code: 'exchange_stopped', retry: 'later', details: {} } };
  }
};
