import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/engine/index.ts';
import { fail, type Result } from '../../../shared/domain/failure.ts';
import type { Desktop } from '../desktop.ts';
import type { OpenDesk } from '../open-desk.ts';
import type { Log } from '../ports/log.ts';
import type { SettingsFile } from '../settings.ts';
import { classifyStoreError } from '../store/index.ts';
import type { Updates } from '../updates/index.ts';
import type { Workstation } from '../workstation.ts';
import type { EventSource } from './event-source.ts';

/** What every call has at hand. Workstation and settings are those of the vault that is chosen at the time. */
export type DeskContext = {
  readonly workstation: Workstation;
  readonly settings: SettingsFile;
  desktop: Desktop;
  updates: Updates;
  events: EventSource;
  log: Log;
  /** A new report number for an unexpected error. */
  reportId(): string;
};

/** Where a bad input is wrong, without its values: paths and rule names only. */
const pathsOf = (error: ORPCError<string, unknown>): string[] => {
  const issues = (error.data as { issues?: { path?: (string | number)[]; message?: string }[] } | undefined)?.issues ?? [];
  return issues.slice(0, 10).map(({ path }) => (path ?? []).join('.') || 'input');
};

/** What an exception means to the person; what nobody expected is logged whole and told by number. */
export const failureOf = (error: unknown, context: Pick<DeskContext, 'log' | 'reportId'>): Result<never> => {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return fail('input_invalid', { paths: pathsOf(error) });
  const known = classifyStoreError(error);
  if (known !== undefined) return { ok: false, error: known };
  const reportId = context.reportId();
  context.log.error({ err: error, reportId }, 'a call ended in a bug');
  return fail('bug', { reportId });
};

/** The contract, to be implemented; nothing thrown passes through it: every answer is an envelope. */
export const desk = implement(contract)
  .$context<DeskContext>()
  .use(async ({ context, next, path }, _input, output) => {
    if (path[0] === 'events') return next();
    try {
      return await next();
    } catch (error) {
      return output(failureOf(error, context));
    }
  });

/** Runs `work` on the open desk, or answers that there is none. */
export const onDesk = <Value>(
  context: DeskContext,
  work: (open: OpenDesk) => Result<Value> | Promise<Result<Value>>,
): Promise<Result<Value>> => {
  const open = context.workstation.desk();
  return Promise.resolve(open.ok ? work(open.value) : open);
};
