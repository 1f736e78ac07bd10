import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { systemClock } from '../ports/clock.ts';
import { classifyDiskError, errorCode } from '../ports/disk.ts';
import { systemRandom } from '../ports/random.ts';

/** A data folder taken for this process. */
export type TakenFolder = { release(): Promise<void> };

/** Who has the folder. `began`: when that process started, in the kernel's own count, where the system tells it. */
const ownerSchema = z.object({ pid: z.int().positive(), began: z.string().optional(), ticket: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Locks of this very process, which its process number can't tell from those of an earlier process with the same number. */
const ownTickets = new Set<string>();

/** State letter and start time of a process by Linux's proc(5), fields 3 and 22; undefined elsewhere or when there is no such process. */
const processStat = (pid: number): { state: string; began: string } | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in parentheses, may hold anything; what follows it is regular.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', began: fields[19] ?? '' };
  } catch {
    return undefined;
  }
};

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs as somebody else.
    return errorCode(error) === 'EPERM';
  }
  const state = processStat(pid)?.state;
  return state !== 'Z' && state !== 'X';
};

/** Whether the lock's owner still runs. After a crash its number may have gone to another process: the start time tells them apart. */
const isAlive = (owner: Owner, lockedAtMs: number): boolean => {
  if (owner.pid === process.pid) return ownTickets.has(owner.ticket);
  if (!runs(owner.pid)) return false;
  if (owner.began !== undefined) return processStat(owner.pid)?.began === owner.began;
  // Without a start time, a lock from before the machine last started can't be anybody's. Two minutes for clocks that were corrected since.
  return lockedAtMs > systemClock.now() - uptime() * 1_000 - 120_000;
};

/** What stands in the lock; no owner where it is not what this program writes. */
const readOwner = (path: string): { owner: Owner | undefined; text: string; lockedAtMs: number } | undefined => {
  try {
    const text = readFileSync(path, 'utf8');
    return { owner: parseOwner(text), text, lockedAtMs: statSync(path).mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const parseOwner = (text: string): Owner | undefined => {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** Takes a dead owner's lock away. If in the meantime somebody else did so and took the folder, theirs is put back. */
const clearStale = (path: string, staleText: string): void => {
  const aside = `${path}.${Buffer.from(systemRandom.bytes(6)).toString('hex')}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  try {
    if (readFileSync(aside, 'utf8') !== staleText) linkSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

/**
 * Takes the data folder for this process: one engine a folder, since two would each believe their picture of the outbox. Fails with
 * `folder_in_use` while another living process has it. A lock left by a crash is taken over at once.
 */
export const takeFolder = async (folder: string): Promise<Result<TakenFolder>> => {
  const path = join(folder, 'lock');
  const ticket = Buffer.from(systemRandom.bytes(12)).toString('hex');
  const began = processStat(process.pid)?.began;
  const own: Owner = { pid: process.pid, ...(began === undefined ? {} : { began }), ticket };
  for (let round = 0; round < 5; round += 1) {
    try {
      // The content is complete before the name exists, so that nobody ever reads half a lock.
      const prepared = `${path}.${ticket}.new`;
      writeFileSync(prepared, `${JSON.stringify(own)}\n`, { mode: 0o600 });
      ownTickets.add(ticket);
      try {
        linkSync(prepared, path);
      } finally {
        rmSync(prepared, { force: true });
      }
      return succeed({
        release: async () => {
          if (!ownTickets.delete(ticket)) return;
          if (readOwner(path)?.owner?.ticket === ticket) rmSync(path, { force: true });
        },
      });
    } catch (error) {
      ownTickets.delete(ticket);
      if (errorCode(error) !== 'EEXIST') {
        const failure = classifyDiskError(error);
        if (failure === undefined) throw error;
        return { ok: false, error: failure };
      }
    }
    const present = readOwner(path);
    if (present === undefined) continue;
    if (present.owner !== undefined && isAlive(present.owner, present.lockedAtMs)) return fail('folder_in_use', { pid: present.owner.pid });
    clearStale(path, present.text);
  }
  return fail('folder_in_use');
};
