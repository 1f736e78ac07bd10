import { parentPort, Worker, workerData } from 'node:worker_threads';

/** A thread that answers calls, several at a time. */
export type Thread<Call, Note, Answer> = {
  /**
   * Hands a call over. `hear` is told what the thread has to tell meanwhile; what it throws ends the call with that very error. `signal` asks the thread to end the call,
   * which it answers all the same. Throws what the thread threw, and where the thread died.
   */
  call(call: Call, signal: AbortSignal, hear: (note: Note) => void): Promise<Answer>;
  /** Ends the thread, with calls that are under way. */
  close(): Promise<void>;
};

/** What a thread has for one call. */
export type Caller<Note> = {
  signal: AbortSignal;
  tell(note: Note): void;
  /** Tells, and resolves when it was heard; rejects where whoever heard it threw. */
  heard(note: Note): Promise<void>;
};

type ToThread<Call> = { id: number; call: Call } | { id: number; stop: true } | { id: number; note: number; refused: boolean };
type FromThread<Note, Answer> =
  | { id: number; told: Note; note?: number | undefined }
  | { id: number; answer: Answer }
  | { id: number; thrown: { message: string; stack: string | undefined; code: unknown } };

/**
 * Memory for new objects of a thread, MB: little, so that it is looked through often, which costs next to nothing and gives the large buffers of the network back. With
 * Node's own size only collections of the whole heap did, one for each 13 MB that came in.
 */
const youngMegabytes = 2;

/**
 * Prepares a thread. It is started with the first call, and again with the next one after it has died; while no call is under way it keeps no program from ending.
 * @param entry a program that calls {@link answerCalls}
 * @param given what the program begins with
 */
export const openThread = <Given, Call, Note, Answer>(entry: URL, given: Given): Thread<Call, Note, Answer> => {
  type Pending = { hear(note: Note): void; settle(outcome: { answer: Answer } | { error: unknown }): void };
  let present: { worker: Worker; calls: Map<number, Pending> } | undefined;
  let last = 0;
  let closed = false;

  const start = () => {
    const worker = new Worker(entry, { workerData: given, resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
    const calls = new Map<number, Pending>();
    const started = { worker, calls };
    const post = (message: ToThread<Call>): void => worker.postMessage(message);
    worker.on('message', (message: FromThread<Note, Answer>) => {
      const pending = calls.get(message.id);
      if (pending === undefined) return;
      if ('answer' in message) pending.settle({ answer: message.answer });
      else if ('thrown' in message) {
        const { message: text, stack, code } = message.thrown;
        pending.settle({ error: Object.assign(new Error(text), { stack, code }) });
      } else {
        let refused = false;
        try {
          pending.hear(message.told);
        } catch (error) {
          refused = true;
          pending.settle({ error });
        }
        if (message.note !== undefined) post({ id: message.id, note: message.note, refused });
      }
    });
    const died = (error: unknown): void => {
      if (present === started) present = undefined;
      for (const pending of [...calls.values()]) pending.settle({ error });
    };
    worker.once('error', died);
    worker.once('exit', () => died(new Error('the thread has ended')));
    worker.unref();
    present = started;
    return started;
  };

  return {
    call: (call, signal, hear) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('the thread is closed');
        const { worker, calls } = present ?? start();
        last += 1;
        const id = last;
        const stop = (): void => worker.postMessage({ id, stop: true } satisfies ToThread<Call>);
        calls.set(id, {
          hear,
          settle: (outcome) => {
            calls.delete(id);
            signal.removeEventListener('abort', stop);
            if (calls.size === 0) worker.unref();
            if ('answer' in outcome) resolve(outcome.answer);
            else reject(outcome.error);
          },
        });
        worker.ref();
        worker.postMessage({ id, call } satisfies ToThread<Call>);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
    close: async () => {
      closed = true;
      await present?.worker.terminate();
    },
  };
};

/** Answers the calls that this thread is given, for as long as it lives. `begin` gets what the thread was opened with. */
export const answerCalls = <Given, Call, Note, Answer>(
  begin: (given: Given) => (call: Call, caller: Caller<Note>) => Promise<Answer>,
): void => {
  if (parentPort === null) throw new Error('this program is a thread of another one');
  const port = parentPort;
  const answer = begin(workerData as Given);
  const running = new Map<number, { ending: AbortController; notes: Map<number, (refused: boolean) => void> }>();
  let notes = 0;
  const post = (message: FromThread<Note, Answer>): void => port.postMessage(message);

  const run = async (id: number, call: Call): Promise<void> => {
    const ending = new AbortController();
    const waiting = new Map<number, (refused: boolean) => void>();
    running.set(id, { ending, notes: waiting });
    const caller: Caller<Note> = {
      signal: ending.signal,
      tell: (told) => post({ id, told }),
      heard: (told) =>
        new Promise((resolve, reject) => {
          notes += 1;
          const note = notes;
          waiting.set(note, (refused) => {
            waiting.delete(note);
            if (refused) reject(new Error('whoever was told refused'));
            else resolve();
          });
          post({ id, told, note });
        }),
    };
    try {
      post({ id, answer: await answer(call, caller) });
    } catch (error) {
      const { message, stack, code } = error as { message?: unknown; stack?: string; code?: unknown };
      post({ id, thrown: { message: String(message), stack, code: typeof code === 'string' ? code : undefined } });
    } finally {
      running.delete(id);
    }
  };

  port.on('message', (message: ToThread<Call>) => {
    if ('call' in message) void run(message.id, message.call);
    else if ('stop' in message) running.get(message.id)?.ending.abort();
    else running.get(message.id)?.notes.get(message.note)?.(message.refused);
  });
};
