import { sentencesOf } from '../../../shared/contract/engine/errors.ts';
import type { Failure } from '../../../shared/domain/failure.ts';

/** What a command's exit code means. */
export const exitCodes = { done: 0, lookAtIt: 1, usedWrongly: 2, couldNot: 3 } as const;

/** Prints one line for machines. */
export const sayJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

/** Prints one line for people. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Prints one line that is not the command's result. */
export const sayError = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The person's language by the environment (POSIX: LC_ALL before LC_MESSAGES before LANG); English where it is not Chinese. */
export const language = (): 'zh' | 'en' =>
  (process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? '').startsWith('zh') ? 'zh' : 'en';

/** Tells a failure on standard error — its code, what happened, what was kept, what to do — and sets the exit code. */
export const sayFailure = ({ code, details, subject }: Failure): void => {
  const { what, kept, todo } = sentencesOf(code, language(), details);
  sayError(`${code}${subject === undefined ? '' : ` (${subject})`}: ${what} ${kept} ${todo}`);
  const extra = Object.entries(details).filter(([name]) => !['minLength', 'maxMinutes', 'paths', 'file', 'reportId'].includes(name));
  if (extra.length > 0) sayError(`  ${extra.map(([name, value]) => `${name}: ${String(value)}`).join('; ')}`);
  process.exitCode = code === 'input_invalid' || code === 'server_address_invalid' ? exitCodes.usedWrongly : exitCodes.couldNot;
};
