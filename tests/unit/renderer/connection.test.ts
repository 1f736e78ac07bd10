import { createORPCClient } from '@orpc/client';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../../renderer/engine/connection.ts';
import { FailureError, failureOf } from '../../../renderer/engine/failure.ts';
import { type DeskBridge, enginePortMessage } from '../../../shared/contract/engine/bridge.ts';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A window that gets messages, and a shell whose engine can die and come back. */
const desk = () => {
  const page = new EventTarget() as Window;
  const lost = new Set<() => void>();
  const back = new Set<() => void>();
  let generation = 0;
  const connect = (): void => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const born = ++generation;
    const answers = os.router({
      generation: os.handler(() => born),
      never: os.handler(() => new Promise<number>(() => {})),
      counting: os.handler(async function* () {
        yield born;
        await new Promise(() => {});
      }),
      broken: os.handler((): number => {
        throw new Error('not for the page');
      }),
    });
    new RPCHandler(answers).upgrade(port1, { context: {} });
    port1.start();
    // In a browser the side that closes a port gets no close event, and the other side may be gone.
    port2.close = () => {};
    const event = new Event('message');
    Object.assign(event, { source: page, data: enginePortMessage, ports: [port2] });
    queueMicrotask(() => page.dispatchEvent(event));
  };
  const listen = (set: Set<() => void>) => (listener: () => void) => {
    set.add(listener);
    return () => void set.delete(listener);
  };
  const bridge = { connect, onEngineLost: listen(lost), onEngineBack: listen(back) } as unknown as DeskBridge;
  const connection = openConnection(bridge, page);
  const client = createORPCClient<{
    generation(): Promise<number>;
    never(): Promise<number>;
    counting(): Promise<AsyncIterable<number>>;
    broken(): Promise<number>;
  }>(connection.link);
  return {
    page,
    connection,
    client,
    die: () => {
      for (const listener of lost) listener();
    },
    comeBack: () => {
      for (const listener of back) listener();
    },
  };
};

const failureCode = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error) => (error instanceof FailureError ? error.failure.code : 'not a failure'),
  );

describe('the connection to the engine', () => {
  it('lets a call wait for the first port', async () => {
    const { client, connection } = desk();
    expect(connection.state()).toBe('connecting');
    expect(await client.generation()).toBe(1);
    expect(connection.state()).toBe('connected');
  });

  it('ends a call that is under way when the engine dies, and says that it was lost', async () => {
    const { client, connection, die } = desk();
    await client.generation();
    const waiting = failureCode(client.never());
    die();
    expect(await waiting).toBe('engine_lost');
    expect(connection.state()).toBe('lost');
    expect(await failureCode(client.generation())).toBe('engine_lost');
  });

  it('ends a stream that is being read when the engine dies', async () => {
    const { client, die } = desk();
    const heard: number[] = [];
    const read = (async () => {
      for await (const number of await client.counting()) {
        heard.push(number);
        die();
      }
    })();
    await expect(read).rejects.toBeDefined();
    expect(heard).toEqual([1]);
  });

  it('asks the engine that came back', async () => {
    const { client, connection, die, comeBack } = desk();
    await client.generation();
    const states: string[] = [];
    connection.onChange(() => states.push(connection.state()));
    die();
    comeBack();
    await expect.poll(() => connection.state()).toBe('connected');
    expect(states).toEqual(['lost', 'connected']);
    expect(await client.generation()).toBe(2);
  });

  it('takes no port from anyone but its own window', async () => {
    const { page, client } = desk();
    await client.generation();
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const event = new Event('message');
    Object.assign(event, { source: {}, data: enginePortMessage, ports: [port2] });
    page.dispatchEvent(event);
    expect(await client.generation()).toBe(1);
  });

  it('shows nothing of an exception: it is a bug by number', async () => {
    const { client } = desk();
    const failure = await client.broken().catch(failureOf);
    expect(failure).toMatchObject({ code: 'bug', retry: 'never' });
    expect(JSON.stringify(failure)).not.toContain('not for the page');
  });
});
