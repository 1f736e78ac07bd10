import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { readWorkingCalendar } from '../../../shared/domain/working-days.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { sayJson } from './output.ts';

/** `desk calendar import`: the working days of a year that was announced after the program was made. */
export const addCalendarCommands = (program: Command): void => {
  const calendar = program.command('calendar').description('the working days by which due times are reckoned');
  withWorkstationOptions(
    calendar
      .command('import')
      .description('takes the years of a calendar file over (the form of resources/calendars/cn.json) and computes due times anew')
      .argument('<file>'),
  ).action((file: string, options: WorkstationOptions) =>
    onDesk(options, async (desk) => {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) return fail('file_unreadable', { file });
      let raw: unknown;
      try {
        raw = JSON.parse(text);
      } catch {
        return fail('input_invalid', { paths: ['the file is not JSON'] });
      }
      const read = readWorkingCalendar(raw);
      if (!read.ok) return fail('input_invalid', { paths: [`${read.fault.path} (${read.fault.cause})`] });
      sayJson(desk.importCalendar(read.calendar));
      return done;
    }),
  );
};
