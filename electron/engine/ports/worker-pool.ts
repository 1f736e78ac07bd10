import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { giveShare, type ProcessorShare } from './processor-share.ts';

/** How a job ended. `time`: it took longer than it may; `crash`: its process died, of itself or for its memory. */
export type JobOutcome<Answer> = { ok: true; value: Answer } | { ok: false; cause: 'time' | 'crash' };

/** Processes that take jobs one at a time and may die without harm. */
export type WorkerPool<Job, Answer> = {
  /** Runs a job in the next free process; waits while all are busy. Never throws. */
  run(job: Job): Promise<JobOutcome<Answer>>;
  close(): Promise<void>;
};

/** The heap of a worker's JavaScript, MB. */
export type WorkerHeap = {
  /** At most. */
  limit: number;
  /** Up to so much garbage is left lying; V8's own choice where left out. It begins with very little, and marks a heap that small again for each photo. */
  start?: number | undefined;
};

/** The arguments that give a Node program such a heap. */
export const heapArguments = ({ limit, start }: WorkerHeap): string[] => [
  `--max-old-space-size=${limit}`,
  ...(start === undefined ? [] : [`--initial-old-space-size=${start}`]),
];

/** Working with what is left over of the processor. Where nothing is ever left over, everything is done nevertheless. */
export type SpareTime = {
  /** A job that has not come to its end after so long, ms, is begun anew in a process that is merely modest, and so are those after it. */
  patience: number;
  /** So long, ms, until what is left over is tried again. */
  calmAfter: number;
};

/** How to run a pool. */
export type WorkerPoolOptions = {
  /** The program of a worker: for each message `{job}` it sends one `{answer}`. */
  entry: URL;
  workers: number;
  /** A job that takes longer is ended with its process, ms. */
  timeLimit: number;
  /** What a process may take longer over its first job, ms, since it has to begin: none where left out. */
  beginning?: number | undefined;
  heap: WorkerHeap;
  /** A job whose process takes more than this is ended, bytes; watched where the system tells it (Linux), bounded by the job itself elsewhere. */
  memoryLimit: number;
  /** A process that had nothing to do for so long is ended, so that its memory goes back, ms; kept for good where left out. */
  idleLimit?: number | undefined;
  /** Where given, processes take only what nobody else wants of the processor, as long as that is enough. */
  spare?: SpareTime | undefined;
};

type Worker = {
  child: ChildProcess;
  share: ProcessorShare;
  /** Whether it has answered once: from then on no job waits for its beginning. */
  begun?: boolean | undefined;
  retiring?: NodeJS.Timeout | undefined;
  settle?: ((outcome: JobOutcome<never> | JobOutcome<unknown>) => void) | undefined;
};

/** The variables a worker gets: what the system needs to start a program and find its temporary folder. */
const passedOn = new Set(['PATH', 'SYSTEMROOT', 'WINDIR', 'TEMP', 'TMP', 'TMPDIR', 'LANG']);

/** How often a busy worker's memory is looked at, ms. */
const lookEvery = 200;

/** The memory a process has in use, bytes; undefined where the system has no `/proc` to tell. */
const residentBytes = async (pid: number): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const found = /^VmRSS:\s+(\d+) kB/m.exec(status);
  return found === null ? undefined : Number(found[1]) * 1_024;
};

/** Opens a pool. Processes are started when there is a job for them, and again after one has died. They end with this process. */
export const openWorkerPool = <Job, Answer>({
  entry,
  workers,
  timeLimit,
  beginning = 0,
  heap,
  memoryLimit,
  idleLimit,
  spare,
}: WorkerPoolOptions): WorkerPool<Job, Answer> => {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let closed = false;
  /** While a job had nothing left over for it lately. */
  let crowded: NodeJS.Timeout | undefined;

  const wantedShare = (): ProcessorShare => (spare === undefined || crowded !== undefined ? 'modest' : 'spare');
  const noteCrowded = (calmAfter: number): void => {
    clearTimeout(crowded);
    crowded = setTimeout(() => {
      crowded = undefined;
    }, calmAfter).unref();
  };

  const start = (share: ProcessorShare): Worker => {
    const child = fork(fileURLToPath(entry), [], {
      serialization: 'advanced',
      execArgv: heapArguments(heap),
      // What decodes strangers' bytes gets no passphrase and no token from this process's environment.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.has(name.toUpperCase()))),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    if (child.pid !== undefined) giveShare(child.pid, share);
    const worker: Worker = { child, share };
    all.add(worker);
    child.on('message', (message: { answer: unknown }) => worker.settle?.({ ok: true, value: message.answer }));
    const gone = () => {
      clearTimeout(worker.retiring);
      all.delete(worker);
      const at = idle.indexOf(worker);
      if (at !== -1) idle.splice(at, 1);
      worker.settle?.({ ok: false, cause: 'crash' });
    };
    child.once('exit', gone);
    child.once('error', gone);
    // A pool that is idle must not keep the program from ending.
    child.unref();
    child.channel?.unref();
    return worker;
  };

  /** A process with the share that is wanted now. It keeps that for its job: one that was given less in the middle would be ended for being slow. */
  const take = async (): Promise<Worker> => {
    for (;;) {
      const share = wantedShare();
      const worker = idle.pop();
      if (worker !== undefined) {
        clearTimeout(worker.retiring);
        if (worker.share === share) return worker;
        if (share === 'spare') {
          worker.share = share;
          if (worker.child.pid !== undefined) giveShare(worker.child.pid, share);
          return worker;
        }
        // The system lets nobody take back what was given up: such a process makes room for another.
        all.delete(worker);
        worker.child.kill('SIGKILL');
      }
      if (all.size < workers) return start(share);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const next = () => waiting.shift()?.();
  /** Ends a process that stays without work. It is out of reach at once, so that no job meets it dying. */
  const rest = (worker: Worker): void => {
    idle.push(worker);
    if (idleLimit === undefined) return;
    worker.retiring = setTimeout(() => {
      const at = idle.indexOf(worker);
      if (at === -1) return;
      idle.splice(at, 1);
      all.delete(worker);
      worker.child.kill('SIGKILL');
    }, idleLimit).unref();
  };

  const work = (worker: Worker, job: Job, time: number): Promise<JobOutcome<Answer>> =>
    new Promise((resolve) => {
      const timer = setTimeout(
        () => {
          worker.settle?.({ ok: false, cause: 'time' });
          worker.child.kill('SIGKILL');
        },
        time + (worker.begun === true ? 0 : beginning),
      );
      const watch = setInterval(() => {
        const { pid } = worker.child;
        if (pid === undefined) return;
        void residentBytes(pid).then((bytes) => {
          if (bytes === undefined || bytes <= memoryLimit || worker.settle !== settle) return;
          settle({ ok: false, cause: 'crash' });
          worker.child.kill('SIGKILL');
        });
      }, lookEvery);
      worker.child.channel?.ref();
      const settle = (outcome: JobOutcome<unknown>): void => {
        worker.settle = undefined;
        clearTimeout(timer);
        clearInterval(watch);
        worker.child.channel?.unref();
        if (outcome.ok) worker.begun = true;
        if (outcome.ok) rest(worker);
        else all.delete(worker);
        next();
        resolve(outcome as JobOutcome<Answer>);
      };
      worker.settle = settle;
      // A process that dies between two jobs is only seen when the next one can't be handed over.
      worker.child.send({ job } as { job: unknown }, (error) => {
        if (error !== null) worker.settle?.({ ok: false, cause: 'crash' });
      });
    });

  return {
    run: async (job) => {
      if (closed) return { ok: false, cause: 'crash' };
      let time = timeLimit;
      for (;;) {
        const worker = await take();
        if (spare === undefined || worker.share === 'modest') return work(worker, job, time);
        const outcome = await work(worker, job, spare.patience);
        if (outcome.ok || outcome.cause !== 'time' || closed) return outcome;
        noteCrowded(spare.calmAfter);
        time = timeLimit - spare.patience;
      }
    },
    close: async () => {
      closed = true;
      clearTimeout(crowded);
      const ending = [...all].map(({ child }) => new Promise<void>((resolve) => child.once('exit', () => resolve())));
      for (const { child } of all) {
        // While it is waited for it counts again: a command line that does nothing else would end in the middle of its work.
        child.ref();
        child.kill('SIGKILL');
      }
      await Promise.all(ending);
    },
  };
};
