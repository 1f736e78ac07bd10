import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be held in the middle of what is under way, so that it can be looked at. */
export type SlowLine = {
  url: string;
  /** Lets so many bytes more through towards the workstation, then nothing; undefined: everything again. */
  hold(afterBytes: number | undefined): void;
  /** Whether connections are taken at all. */
  refuse(on: boolean): void;
  close(): void;
};

/** Puts one before a server on loopback. */
export async function startSlowLine(target: string): Promise<SlowLine> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let left: number | undefined;
  let refused = false;
  let held: (() => void)[] = [];
  const server = createServer((near) => {
    if (refused) return void near.resetAndDestroy();
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      near.write(bytes);
      if (left === undefined) return;
      left -= bytes.length;
      if (left > 0) return;
      far.pause();
      held.push(() => far.resume());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (afterBytes) => {
      left = afterBytes;
      if (afterBytes !== undefined) return;
      for (const go of held) go();
      held = [];
    },
    refuse: (on) => {
      refused = on;
      if (on) for (const socket of sockets) socket.destroy();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
