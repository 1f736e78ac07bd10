import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** What of the processor a process in the background takes. `modest`: less than a person's program beside it; `spare`: only what nobody else wants at all. */
export type ProcessorShare = 'modest' | 'spare';

/** Part of util-linux, as nearly every Linux has it; by its place, so that no other program of that name is started. */
const chrt = '/usr/bin/chrt';

/**
 * Gives a process its share, which its threads that begin later have, too: one that has just started, or, of less, one that runs. Where the system does not let it, nothing but smoothness is lost.
 * On Linux `spare` is the scheduling policy SCHED_IDLE (sched(7)): a core that does nothing else counts as free for whoever wakes up, whereas beside a process that is merely nice a woken thread
 * waits for its turn, which a photo's tiles did for up to 15 ms each. Elsewhere it is the lowest priority class.
 */
export const giveShare = (pid: number, share: ProcessorShare): void => {
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  try {
    setPriority(pid, share === 'spare' ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL);
  } catch {
    // Told above.
  }
  if (share === 'spare' && process.platform === 'linux') execFile(chrt, ['--all-tasks', '--idle', '--pid', '0', String(pid)], () => {});
};
