import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { IntakeOptions } from '../../intake/index.ts';
import { systemClock } from '../ports/clock.ts';
import { errorCode } from '../ports/disk.ts';
import { readPublicKey } from '../ports/signing.ts';
import { readIssuer } from '../sign-in/index.ts';
import { keyText } from './key-text.ts';
import { wholeNumber } from './numbers.ts';
import { exitCodes, sayError, sayFailure, sayJson } from './output.ts';

/** Collects an option that may be given several times. */
const also = (value: string, earlier: string[]): string[] => [...earlier, value];

/** The options of `desk intake`. */
type IntakeCommandOptions = {
  port: number;
  data: string;
  seed: number;
  count: number;
  issuer?: string;
  client?: string;
  scopes?: string;
  audience?: string;
  introspectAs?: string;
  subject: string[];
  releases?: string;
  asDrawn?: boolean;
  untilStdinCloses?: boolean;
};

/** How reviewers sign in at the reference server besides their tokens, by what was given. */
const readSignIn = (options: IntakeCommandOptions): Result<IntakeOptions['signIn']> => {
  const { issuer, client, scopes, audience, introspectAs, subject } = options;
  if (issuer === undefined && client === undefined) return succeed(undefined);
  const secret = process.env.INTAKE_CLIENT_SECRET;
  if (issuer === undefined || client === undefined) return fail('input_invalid', { paths: ['--issuer', '--client'] });
  if (readIssuer(issuer) === undefined) return fail('issuer_invalid');
  if (audience === undefined && introspectAs === undefined) return fail('input_invalid', { paths: ['--audience', '--introspect-as'] });
  if (introspectAs !== undefined && secret === undefined) return fail('input_invalid', { paths: ['INTAKE_CLIENT_SECRET'] });
  const introspection = introspectAs === undefined || secret === undefined ? undefined : { clientId: introspectAs, clientSecret: secret };
  return succeed((reviewers) => ({
    issuer,
    clientId: client,
    scopes,
    audience,
    introspection,
    subjects: Object.fromEntries(
      subject.map((pair) => {
        const at = pair.lastIndexOf('=');
        const named = pair.slice(at + 1);
        return [pair.slice(0, at), reviewers[Number(named) - 1]?.reviewerId ?? named];
      }),
    ),
  }));
};

/** `desk intake` and `desk sample`: the reference server and its batch. Loaded only when asked for. */
export const addIntakeCommands = (program: Command): void => {
  program
    .command('intake')
    .description('the reference intake server on loopback; prints one line of JSON with its address and tokens when it listens')
    .requiredOption('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber)
    .requiredOption('--data <dir>', 'the server’s own folder')
    .option('--seed <n>', 'which sample batch', wholeNumber, 1)
    .option('--count <n>', 'applications in it', wholeNumber, 60)
    .option('--issuer <url>', 'reviewers may sign in at this OpenID Connect issuer besides their tokens; announced to workstations')
    .option('--client <id>', 'the workstations’ client at the issuer')
    .option('--scopes <words>', 'the scopes that workstations ask for, separated by spaces')
    .option('--audience <name>', 'whom the issuer’s access tokens (JWTs) have to be for')
    .option('--introspect-as <id>', 'ask the issuer about each token as this client; its secret comes from INTAKE_CLIENT_SECRET')
    .option(
      '--subject <subject=reviewer>',
      'which reviewer (identifier, or place from 1) a subject of the issuer is; several times',
      also,
      [],
    )
    .option('--releases <dir>', 'hand out the release that lies there (release.jws and its installers) to workstations')
    .option('--as-drawn', 'listen once the first applications are drawn; each of the others comes into the feed when it is')
    .option('--until-stdin-closes', 'end when standard input closes, so that it ends with whoever started it')
    .action(async (options: IntakeCommandOptions) => {
      const { startIntake } = await import('../../intake/index.ts');
      const signIn = readSignIn(options);
      if (!signIn.ok) return sayFailure(signIn.error);
      const server = await startIntake({
        dataDirectory: options.data,
        port: options.port,
        seed: options.seed,
        count: options.count,
        clock: systemClock.now,
        ...(signIn.value === undefined ? {} : { signIn: signIn.value }),
        releasesDirectory: options.releases,
        asDrawn: options.asDrawn === true,
        onProgress: (done, total) => sayError(JSON.stringify({ progress: { done, total } })),
        onBrokenOff: (cause) => {
          sayError(JSON.stringify({ brokenOff: { cause: errorCode(cause) ?? 'unknown' } }));
          sayError(
            `desk: ${cause instanceof Error ? cause.message : 'an unexpected error'}; what is there is served, the rest is drawn at the next start`,
          );
        },
      });
      sayJson({ url: server.url, tokens: server.tokens });
      const end = () => void server.close().then(() => process.exit(0));
      process.once('SIGTERM', end);
      process.once('SIGINT', end);
      if (options.untilStdinCloses === true) process.stdin.on('end', end).on('error', end).resume();
    });

  program
    .command('intake-pack')
    .description('writes what a reference server holds, with the receipts it has given, into a .tpbatch')
    .requiredOption('--data <dir>', 'the server’s own folder')
    .requiredOption('--out <file>', 'the package to write')
    .option('--sign-key <file>', 'PEM of an Ed25519 private key to sign it with')
    .action(async (options: { data: string; out: string; signKey?: string }) => {
      const { packBatch } = await import('../../intake/index.ts');
      sayJson(
        await packBatch(options.data, options.out, options.signKey === undefined ? undefined : await readFile(options.signKey, 'utf8')),
      );
    });

  program
    .command('intake-unpack')
    .description('takes a .tpresult into a reference server, as if its decisions had been sent')
    .requiredOption('--data <dir>', 'the server’s own folder')
    .option('--reviewer <id>', 'in whose name, for a site that has no reviewer of the platform’s')
    .option('--trust <key>', 'take only results of this workstation key (Ed25519; may be given several times)', also, [])
    .option('--allow-unsigned', 'take a result that nobody signed; refused otherwise')
    .argument('<file>')
    .action(async (file: string, options: { data: string; reviewer?: string; trust: string[]; allowUnsigned?: boolean }) => {
      if (options.allowUnsigned === true && options.trust.length > 0)
        return sayFailure(fail('input_invalid', { paths: ['--allow-unsigned', '--trust'] }).error);
      const keys = options.trust.map((typed) => readPublicKey(keyText(typed)));
      const trusted = keys.flatMap((key) => key ?? []);
      if (trusted.length < keys.length) return sayFailure(fail('key_invalid').error);
      const { unpackResult } = await import('../../intake/index.ts');
      const { reviewer: reviewerId, allowUnsigned } = options;
      const unpacked = await unpackResult(options.data, file, { reviewerId, trusted, allowUnsigned });
      sayJson(unpacked);
      const { conflict = 0, refused = 0 } = unpacked.receipts;
      if (conflict + refused > 0) process.exitCode = exitCodes.lookAtIt;
    });

  program
    .command('sample')
    .description('the sample batch as files')
    .option('--seed <n>', 'which batch', wholeNumber, 1)
    .option('--count <n>', 'applications in it', wholeNumber, 60)
    .requiredOption('--out <dir>', 'where to')
    .option('--photos <dir>', 'a folder of photos of one’s own, used in place of drawn documents')
    .action(async (options: { seed: number; count: number; out: string; photos?: string }) => {
      const { makeSampleBatch, writeSampleBatch } = await import('../../intake/sample/index.ts');
      const { photos } = options;
      const batch = await makeSampleBatch({
        seed: options.seed,
        count: options.count,
        now: systemClock.now(),
        ...(photos === undefined ? {} : { photosDirectory: photos }),
      });
      await writeSampleBatch(batch, options.out);
      sayJson({ out: options.out, applications: options.count, documents: batch.documents.size });
    });
};
