import { afterEach, describe, expect, it } from 'vitest';
import { openThread, type Thread } from '../../../electron/engine/ports/thread.ts';
import type { Wish } from '../../fixtures/answering-thread.ts';

const never = new AbortController().signal;
let thread: Thread<Wish, string, string> | undefined;
const open = (): Thread<Wish, string, string> => {
  thread = openThread<{ greeting: string }, Wish, string, string>(new URL('../../fixtures/answering-thread.ts', import.meta.url), {
    greeting: 'good morning',
  });
  return thread;
};
afterEach(() => thread?.close());

describe('a thread', () => {
  it('answers several calls at a time, each with its own notes', async () => {
    const { call } = open();
    const notes: string[][] = [[], [], []];
    const answers = await Promise.all(['one', 'two', 'three'].map((say, at) => call({ say }, never, (note) => notes[at]?.push(note))));
    expect(answers).toEqual(['good morning one', 'good morning two', 'good morning three']);
    expect(notes).toEqual([['hearing one'], ['hearing two'], ['hearing three']]);
  });

  it('goes on only when it was heard', async () => {
    const { call } = open();
    const heard: string[] = [];
    expect(await call({ ask: 'keep this' }, never, (note) => heard.push(note))).toBe('heard keep this');
    expect(heard).toEqual(['keep this']);
  });

  it('ends a call with the very error of whoever heard it, and answers the next one', async () => {
    const { call } = open();
    const refusal = new Error('not kept');
    const refuse = () => {
      throw refusal;
    };
    await expect(call({ ask: 'keep this' }, never, refuse)).rejects.toBe(refusal);
    expect(await call({ say: 'two' }, never, () => {})).toBe('good morning two');
  });

  it('is asked to end a call, before and while it runs', async () => {
    const { call } = open();
    const stopping = new AbortController();
    expect(await call({ wait: true }, stopping.signal, () => stopping.abort())).toBe('stopped');
    expect(await call({ wait: true }, AbortSignal.abort(), () => {})).toBe('stopped');
  });

  it('throws what was thrown in it, with its code', async () => {
    await expect(open().call({ throw: 'EIO' }, never, () => {})).rejects.toMatchObject({ message: 'as wished', code: 'EIO' });
  });

  it('that dies ends the calls under way, and is started again with the next one', async () => {
    const { call } = open();
    const waiting = call({ wait: true }, never, () => {});
    await expect(Promise.all([waiting, call({ die: true }, never, () => {})])).rejects.toThrow('the thread has ended');
    expect(await call({ say: 'again' }, never, () => {})).toBe('good morning again');
  });

  it('that is closed takes no call', async () => {
    const { call, close } = open();
    await call({ say: 'one' }, never, () => {});
    await close();
    await expect(call({ say: 'two' }, never, () => {})).rejects.toThrow('closed');
  });
});
