/** Asking a Node process that was not started for it: it is told to listen for a debugger, and looked at through that. Linux and macOS. */
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';

/** What a process answers of itself. */
export type InspectedProcess = {
  send<Answer>(method: string, params?: Record<string, unknown>): Promise<Answer>;
  close(): void;
};

/** Where Node listens when a signal asks for it. Another process may be there already: then it is waited for. */
const address = 'http://127.0.0.1:9229/json/list';
const patience = 60_000;

/** Attaches to the process of that number. Throws where it can't be had within a minute. */
export const inspectProcess = async (pid: number): Promise<InspectedProcess> => {
  const until = performance.now() + patience;
  for (;;) {
    process.kill(pid, 'SIGUSR1');
    await pass(300);
    const inspected = await attach(pid).catch(() => undefined);
    if (inspected !== undefined) return inspected;
    if (performance.now() > until) throw new Error(`process ${pid} can’t be inspected`);
  }
};

/** Connects to a process that listens for a debugger there. */
export const connectTo = async (debuggerUrl: string): Promise<InspectedProcess> => {
  const socket = new WebSocket(debuggerUrl);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  return {
    send: <Answer>(method: string, params: Record<string, unknown> = {}) =>
      new Promise<Answer>((resolve) => {
        last += 1;
        waiting.set(last, resolve as (answer: unknown) => void);
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
};

const attach = async (pid: number): Promise<InspectedProcess | undefined> => {
  const [target] = (await (await fetch(address)).json()) as { webSocketDebuggerUrl: string }[];
  if (target === undefined) return undefined;
  const inspected = await connectTo(target.webSocketDebuggerUrl);
  const { result } = await inspected.send<{ result: { value: unknown } }>('Runtime.evaluate', { expression: 'process.pid' });
  if (result.value === pid) return inspected;
  inspected.close();
  return undefined;
};
