import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describeError } from '../../../shared/domain/redaction.ts';

/** The fields of a log line: codes, identifiers, counts. Never a value of a person; `err` takes a caught error. */
export type LogFields = Record<string, unknown> & { err?: unknown };

/** The local log. A line is fields and a constant sentence. */
export type Log = {
  debug(fields: LogFields, sentence: string): void;
  info(fields: LogFields, sentence: string): void;
  warn(fields: LogFields, sentence: string): void;
  error(fields: LogFields, sentence: string): void;
};

/** Largest log file, bytes, and how many older ones are kept: a month of quiet days, and a bad day can't fill the disk. */
const largestFile = 2 * 1024 * 1024;
const olderFiles = 4;

/** Members that hold a person's data wherever they turn up; a belt beside the rule that nobody logs them. */
const personal = [
  'name',
  'latinName',
  'idNumber',
  'passportNumber',
  'phone',
  'email',
  'address',
  'birthDate',
  'applicant',
  'payload',
  'notice',
  'note',
];
const secret = ['token', 'passphrase', 'key', 'secret', 'databaseKey', 'authorization'];

/** The open log file, and how to close it. */
export type LogFile = { log: Log; close(): void };

/**
 * Opens `logs/engine.log` in the data folder; at 2 MB it is put aside as `engine.1.log`, of which four generations are kept.
 * A log that can't be written (full or read-only disk) falls silent: the work that is logged must not fail for it, and fails by itself
 * where it needs the disk.
 */
export const openLog = (folder: string, level: 'debug' | 'info' | 'warn' | 'error' = 'info'): LogFile => {
  const directory = join(folder, 'logs');
  const path = (generation: number) => join(directory, generation === 0 ? 'engine.log' : `engine.${generation}.log`);
  let file: number | undefined;
  let size = 0;

  const quietly = (work: () => void): void => {
    try {
      work();
    } catch {
      if (file !== undefined) {
        const broken = file;
        file = undefined;
        try {
          closeSync(broken);
        } catch {
          // Closing a broken handle can only repeat what is already known.
        }
      }
    }
  };
  const begin = () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    file = openSync(path(0), 'a', 0o600);
    size = fstatSync(file).size;
  };
  const rotate = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    rmSync(path(olderFiles), { force: true });
    for (let generation = olderFiles - 1; generation >= 0; generation -= 1) {
      try {
        renameSync(path(generation), path(generation + 1));
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
      }
    }
    begin();
  };

  quietly(begin);
  const stream = {
    write: (line: string) =>
      quietly(() => {
        if (file === undefined) begin();
        if (size > largestFile) rotate();
        if (file !== undefined) size += writeSync(file, line);
      }),
  };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      redact: { paths: [...personal, ...secret].flatMap((member) => [member, `*.${member}`]), censor: '•' },
    },
    stream,
  );
  return {
    log: {
      debug: (fields, sentence) => logger.debug(fields, sentence),
      info: (fields, sentence) => logger.info(fields, sentence),
      warn: (fields, sentence) => logger.warn(fields, sentence),
      error: (fields, sentence) => logger.error(fields, sentence),
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
};
