import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { decisionSchema } from '../../../shared/contract/intake/index.ts';
import { type Failure, fail, type Result } from '../../../shared/domain/failure.ts';
import type { OpenDesk } from '../open-desk.ts';
import type { HeldDecision } from '../store/index.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, say, sayError, sayFailure, sayJson } from './output.ts';

/** Rows asked of the store at a time. */
const portion = 500;

/** What of a Decision may be left out of the file: the workstation fills it in. */
const decisionFileSchema = decisionSchema.partial({
  decisionId: true,
  decidedAt: true,
  workstationId: true,
  reviewerId: true,
  policyVersion: true,
  reasonsVersion: true,
  notice: true,
  reasons: true,
  matched: true,
  durationMs: true,
});

/** `desk sync`, `queue`, `show`, `decide`, `outbox`, `retry`. */
export const addReviewCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('sync')
      .description('one full exchange: feed, documents, checks, outbox')
      .option('--once', 'exchange once and end (the only way so far)'),
  )
    .option('--json', 'print the state as one line of JSON')
    .option('--read', 'read the documents, too, which takes a second each; otherwise the window does when it is next open')
    .action((options: WorkstationOptions & { json?: boolean }) => onDesk(options, (desk) => exchange(desk, options.json === true)));

  withWorkstationOptions(program.command('queue').description('what is held, most urgent first'))
    .option('--json', 'one line of JSON an application')
    .option('--unmask', 'show the applicants’ fields in full; the asking is recorded')
    .action((options: WorkstationOptions & { json?: boolean; unmask?: boolean }) =>
      onDesk(options, async (desk) => listQueue(desk, options.json === true, options.unmask === true)),
    );

  withWorkstationOptions(program.command('show').description('one application with its findings, or one request').argument('<id>'))
    .option('--json', 'as one line of JSON')
    .option('--unmask', 'show the applicant’s fields in full; the asking is recorded')
    .action((id: string, options: WorkstationOptions & { json?: boolean; unmask?: boolean }) =>
      onDesk(options, async ({ review }) => {
        const application = review.open(id, options.unmask === true);
        const request = application.ok ? undefined : review.openRequest(id, options.unmask === true);
        const sheet = request?.ok ? request : application;
        if (!sheet.ok) return sheet;
        if (application.ok) review.opened(id);
        if (options.json === true) sayJson(sheet.value);
        else say(JSON.stringify(sheet.value, null, 2));
        return done;
      }),
    );

  withWorkstationOptions(
    program
      .command('decide')
      .description('puts one Decision into the outbox, durable before it returns')
      .requiredOption('--file <file>', 'the Decision as JSON; - for standard input'),
  ).action((options: WorkstationOptions & { file: string }) => onDesk(options, (desk) => decideFromFile(desk, options.file)));

  withWorkstationOptions(program.command('outbox').description('each decision’s state, newest first'))
    .option('--json', 'one line of JSON a decision')
    .action((options: WorkstationOptions & { json?: boolean }) => onDesk(options, async (desk) => listOutbox(desk, options.json === true)));

  withWorkstationOptions(
    program.command('retry').description('sends a waiting or refused decision once more').argument('<decision>'),
  ).action((id: string, options: WorkstationOptions) =>
    onDesk(options, async ({ review }) => {
      const retried = review.retry(id);
      if (!retried.ok) return retried;
      sayJson(retried.value);
      return done;
    }),
  );
};

/** Waits before the exchange is tried again after the line broke or the platform did, ms; what has arrived by then is not asked for again. */
const waits = [200, 800];
/** Whether a failure may be a moment's. A server that is not there, or asks for patience, is no such thing. */
const isPassing = ({ code, details }: Failure): boolean =>
  (code === 'server_unreachable' && ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ENDED_EARLY'].includes(String(details.cause))) ||
  (code === 'server_fault' && details.retryAfterSeconds === undefined);

const exchange = async (desk: OpenDesk, json: boolean): Promise<Result<void>> => {
  let failure = await desk.sync().once();
  for (const wait of waits) {
    if (failure === undefined || !isPassing(failure)) break;
    await sleep(wait);
    failure = await desk.sync().once();
  }
  const state = desk.transfer();
  const { documents, outbox, checks } = state;
  if (json) sayJson(state);
  else
    say(
      `documents ${documents.held}/${documents.total} (${documents.damaged} damaged), checks ${checks.done}/${checks.done + checks.waiting}, ` +
        `outbox waiting ${outbox.waiting}, receipted ${outbox.receipted}, conflicts ${outbox.conflict}, refused ${outbox.refused}`,
    );
  if (failure !== undefined) {
    sayFailure(failure);
    return done;
  }
  const complete = documents.held === documents.total && checks.waiting === 0;
  const emptied = outbox.held + outbox.waiting + outbox.sending + outbox.conflict + outbox.refused === 0;
  const { malformed } = state.feed;
  if (malformed > 0) sayError(`${malformed} entries of the feed could not be read`);
  if (!complete || !emptied || malformed > 0) process.exitCode = exitCodes.lookAtIt;
  return done;
};

const listQueue = (desk: OpenDesk, json: boolean, unmask: boolean): Result<void> => {
  for (let offset = 0; ; offset += portion) {
    const page = desk.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset, limit: portion });
    if (!page.ok) return page;
    for (const row of page.value.rows) {
      const sheet = unmask ? desk.review.open(row.applicationId, true) : undefined;
      const applicant = sheet?.ok ? { applicant: sheet.value.application.applicant } : {};
      if (json) sayJson({ ...row, ...applicant });
      else say(`${row.applicationId}  ${row.dueAt}  ${row.dueState.padEnd(9)} ${row.verdict.padEnd(7)} ${row.state.padEnd(9)} ${row.name}`);
    }
    if (page.value.rows.length < portion) return done;
  }
};

/** A request has no revision in the protocol: who decides one need not name any. */
const withRevision = (raw: unknown): unknown => {
  const { subject } = Object(raw) as { subject?: unknown };
  const { kind, revision } = Object(subject) as { kind?: unknown; revision?: unknown };
  return kind === 'request' && revision === undefined ? { ...Object(raw), subject: { ...Object(subject), revision: 1 } } : raw;
};

const isSameDecision = (
  { subject, outcome }: Pick<HeldDecision, 'subject' | 'outcome'>,
  told: Pick<z.infer<typeof decisionFileSchema>, 'subject' | 'outcome'>,
): boolean =>
  subject.kind === told.subject.kind &&
  subject.id === told.subject.id &&
  subject.revision === told.subject.revision &&
  outcome === told.outcome;

const decideFromFile = async (desk: OpenDesk, file: string): Promise<Result<void>> => {
  let text: string;
  try {
    text = file === '-' ? await new Response(process.stdin as unknown as ReadableStream).text() : await readFile(file, 'utf8');
  } catch {
    return fail('file_unreadable', { file });
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('input_invalid', { paths: ['the file is not JSON'] });
  }
  const read = decisionFileSchema.safeParse(withRevision(raw));
  if (!read.success) return fail('input_invalid', { paths: read.error.issues.map(({ path }) => path.join('.')) });
  const outcome = z.enum(['approve', 'reject', 'request_fixes', 'escalate']).safeParse(read.data.outcome);
  if (!outcome.success) return fail('input_invalid', { paths: ['outcome'] });
  const { decisionId, decidedAt, notice, workstationId, policyVersion, reasonsVersion } = read.data;
  const known = decisionId === undefined ? undefined : desk.store.read.decision(decisionId);
  // Twice is once; but another decision under the same identifier would be lost without a word.
  if (known !== undefined && !isSameDecision(known, read.data)) return fail('input_invalid', { paths: ['decisionId'] }, decisionId);
  const decided = desk.review.decide(
    {
      subject: read.data.subject,
      outcome: outcome.data,
      reasons: read.data.reasons ?? [],
      matched: read.data.matched ?? [],
      note: read.data.note,
      override: read.data.override,
      durationMs: read.data.durationMs ?? 0,
    },
    // A script has no second thoughts: what it hands over may go out with the next exchange.
    { decisionId, decidedAt, notice, workstationId, policyVersion, reasonsVersion, takeBackSeconds: 0 },
  );
  if (!decided.ok) return decided;
  sayJson(decided.value);
  return done;
};

const listOutbox = (desk: OpenDesk, json: boolean): Result<void> => {
  let returned = 0;
  for (let offset = 0; ; offset += portion) {
    const page = desk.review.outbox(offset, portion);
    if (!page.ok) return page;
    for (const decision of page.value.decisions) {
      if (decision.state === 'conflict' || decision.state === 'refused') returned += 1;
      if (json) sayJson(decision);
      else say(`${decision.decisionId}  ${decision.state.padEnd(9)} ${decision.outcome.padEnd(13)} ${decision.subject.id}`);
    }
    if (page.value.decisions.length < portion) break;
  }
  if (returned > 0) {
    sayError(`${returned} decisions came back and want a look`);
    process.exitCode = exitCodes.lookAtIt;
  }
  return done;
};
