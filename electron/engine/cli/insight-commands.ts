import { type Command, InvalidArgumentError } from 'commander';
import { type Insight, longestPeriod } from '../../../shared/domain/insight.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { say, sayError, sayJson } from './output.ts';

const period = (value: string): number => {
  const days = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (days < 1 || days > longestPeriod) throw new InvalidArgumentError(`a whole number from 1 to ${longestPeriod} is wanted`);
  return days;
};

/** `desk insight`: the statistics that the window shows. */
export const addInsightCommands = (program: Command): void => {
  withWorkstationOptions(
    program.command('insight').description('the statistics of this workstation’s own work; nothing in them names a person'),
  )
    .option('--json', 'as one line of JSON')
    .option('--days <n>', 'of the last so many days in Asia/Shanghai, today included; otherwise of everything', period)
    .action((options: WorkstationOptions & { json?: boolean; days?: number }) =>
      onDesk(options, async ({ insight }) => {
        let read = await insight.read(options.days);
        for (let before = Number.POSITIVE_INFINITY; read.ok && read.value.waiting > 0 && read.value.waiting < before; ) {
          before = read.value.waiting;
          sayError(`${before} decisions are still being counted in`);
          read = await insight.read(options.days);
        }
        if (!read.ok) return read;
        if (options.json === true) sayJson(read.value);
        else sayInsight(read.value);
        return done;
      }),
    );
};

const sayInsight = ({ period: { from, to }, decided, due, backlog, handling, returned }: Insight): void => {
  const outcomes = Object.entries(decided.outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  say(`${from} to ${to}: ${decided.total} decided${outcomes.length === 0 ? '' : ` (${outcomes.join(', ')})`}`);
  say(`due times: ${due.inTime} in time, ${due.late} late`);
  for (const { type, count, lower, median, upper } of handling)
    say(`handling of ${type}: median ${median / 1_000} s, half between ${lower / 1_000} and ${upper / 1_000} s, of ${count}`);
  for (const { kind, cause, count } of returned) say(`came back as ${kind}, ${cause}: ${count}`);
  const { forecast } = backlog;
  say(`open: ${backlog.total} (${backlog.past} past their due time)`);
  if (forecast.known)
    say(
      `at ${forecast.perHour.toFixed(1)} an hour: ${forecast.willPass} more will pass their due time; all done on ${forecast.clearedOn ?? 'no day within a year'}`,
    );
  else say(`no forecast: ${forecast.decisions} decisions in ${forecast.hours.toFixed(1)} working hours are too few`);
};
