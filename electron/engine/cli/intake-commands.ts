import type { Command } from 'commander';
import { systemClock } from '../ports/clock.ts';
import { wholeNumber } from './numbers.ts';
import { sayError, sayJson } from './output.ts';

/** `desk intake` and `desk sample`: the reference server and its batch. Loaded only when asked for. */
export const addIntakeCommands = (program: Command): void => {
  program
    .command('intake')
    .description('the reference intake server on loopback; prints one line of JSON with its address and tokens when it listens')
    .requiredOption('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber)
    .requiredOption('--data <dir>', 'the server’s own folder')
    .option('--seed <n>', 'which sample batch', wholeNumber, 1)
    .option('--count <n>', 'applications in it', wholeNumber, 60)
    .option('--until-stdin-closes', 'end when standard input closes, so that it ends with whoever started it')
    .action(async (options: { port: number; data: string; seed: number; count: number; untilStdinCloses?: boolean }) => {
      const { startIntake } = await import('../../intake/index.ts');
      const server = await startIntake({
        dataDirectory: options.data,
        port: options.port,
        seed: options.seed,
        count: options.count,
        clock: systemClock.now,
        onProgress: (done, total) => sayError(JSON.stringify({ progress: { done, total } })),
      });
      sayJson({ url: server.url, tokens: server.tokens });
      const end = () => void server.close().then(() => process.exit(0));
      process.once('SIGTERM', end);
      process.once('SIGINT', end);
      if (options.untilStdinCloses === true) process.stdin.on('end', end).on('error', end).resume();
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
