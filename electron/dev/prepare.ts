import { type BuildPart, ensureBuilt } from './build/index.ts';
import { type Electron, ensureElectron } from './runtime/index.ts';
import { judgeSandbox, readSandboxFacts } from './sandbox.ts';
import { say } from './say.ts';

export type Prepared = {
  readonly electron: Electron;
  /** Arguments that Electron needs on this machine before all others. */
  readonly switches: readonly string[];
};

/**
 * Brings everything a window needs: the runtime, the build and a sandbox that can work. System packages were seen to before, by run.mjs.
 * Ends the process with a sentence where something cannot be brought.
 */
export async function prepare(parts: readonly BuildPart[] = ['shell', 'engine']): Promise<Prepared> {
  const electron = await ensureElectron();
  await ensureBuilt(parts);
  const sandbox = judgeSandbox(readSandboxFacts(electron.folder), electron.folder);
  if (sandbox.state === 'blocked') {
    throw new Error(
      `This system does not let programs of ordinary users make a sandbox of their own. Type this line once, then start again:\n  ${sandbox.line}`,
    );
  }
  return { electron, switches: sandbox.state === 'off' ? ['--no-sandbox'] : [] };
}

/** Runs a script's body; what it throws becomes one sentence and exit code 3, since the reader is a person at a terminal. */
export async function runScript(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (cause) {
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 3;
  }
}
