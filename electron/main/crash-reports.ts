import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, dialog } from 'electron';
import { type CrashedPart, crashFolder, crashName, surplusCrashes } from '../../shared/domain/crash.ts';
import { describeError } from '../../shared/domain/redaction.ts';
import type { ShellLog } from './log.ts';

/** Writes one report into the data folder's `crashes/`. `facts`: numbers, fixed words, and what was redacted. */
export type CrashReports = (part: CrashedPart, facts: Record<string, unknown>) => void;

/** The reports of a data folder: the last ones are kept, nothing is ever sent. A folder that can't be written keeps none. */
export function openCrashReports(data: string, log: ShellLog): CrashReports {
  let written = 0;
  return (part, facts) => {
    const at = new Date().toISOString();
    written += 1;
    try {
      const folder = join(data, crashFolder);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const name of surplusCrashes(readdirSync(folder))) rmSync(join(folder, name), { force: true });
      const report = { at, part, electron: process.versions.electron, ...facts };
      writeFileSync(join(folder, crashName(at, part, `${process.pid}-${written}`)), `${JSON.stringify(report, null, 2)}\n`, {
        mode: 0o600,
      });
    } catch (cause) {
      log('crash-not-reported', { code: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' });
    }
  };
}

/** What the person reads when the window's program itself can't go on. */
const farewell =
  '程序遇到意外错误，需要关闭。已确认的决定和草稿都已保存，请重新打开。\n\nThe program met an unexpected error and has to close. Confirmed decisions and drafts are kept; please open it again.';

/** Has every part of the window's program report when it ends unexpectedly, and returns how to report the engine. */
export function watchForCrashes(app: App, data: string, log: ShellLog): CrashReports {
  const report = openCrashReports(data, log);
  process.on('uncaughtException', (error) => {
    report('shell', { error: describeError(error) });
    log('uncaught', { type: error.name });
    dialog.showErrorBox('审核台', farewell);
    app.exit(70);
  });
  process.on('unhandledRejection', (error) => {
    report('shell', { error: describeError(error), rejected: true });
    log('unhandled-rejection');
  });
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') report('page', { reason, exitCode });
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') report('shell', { child: type, reason, exitCode });
  });
  return report;
}
