/**
 * The engine: the whole product without a window, in a process of its own. Boots the workstation of the folder named by `--data`, and answers
 * the shell over the IPC channel: the page's calls, pictures, and the machine's events. The shell starts, watches and restarts it.
 */
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/message-port';
import { type EngineToShell, type ShellToEngine, shellToEngine } from '../../shared/contract/engine/channel.ts';
import { usualProtection } from '../../shared/domain/policy.ts';
import { createEventSource, type DeskContext, router } from './api/index.ts';
import { openDesktop } from './desktop.ts';
import { systemClock } from './ports/clock.ts';
import { reportCrash } from './ports/crash-reports.ts';
import { openLog } from './ports/log.ts';
import { openPagePorts } from './ports/page-ports.ts';
import { systemRandom } from './ports/random.ts';
import { openSealedBoxes, sealTo } from './ports/sealed-box.ts';
import { readServerTrust } from './ports/server-trust.ts';
import { openProgramUpdates } from './program-updates.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined || process.send === undefined) {
  process.stderr.write('The engine is started by the workstation’s window. On the command line, use: desk --help\n');
  process.exit(2);
}
const folder = values.data;
const tell = (message: EngineToShell) => process.send?.(message);
const { log } = openLog(folder);
const events = createEventSource();
/** Hands the shell what the policy asks of its window. */
const protect = (): void => {
  const desk = desktop.workstation().desk();
  if (!desk.ok) return;
  const { blockCapture } = desk.value.store.read.policy()?.protection ?? usualProtection;
  tell({ kind: 'protect', blockCapture });
};
const trusted = readServerTrust(folder);
if (!trusted.ok) {
  log.error({ code: trusted.error.code }, 'whose servers may be trusted can’t be told');
  tell({ kind: 'failed', code: trusted.error.code });
  process.exit(3);
}
const boxes = openSealedBoxes();
let shellKey: Uint8Array | undefined;
const world = { clock: systemClock, random: systemRandom, log };
const opened = await openDesktop(
  folder,
  world,
  { automatic: true, spare: true },
  {
    vault: (vault) => {
      events.tell({ kind: 'vault', vault });
      if (vault.state === 'unlocked') protect();
    },
    transfer: (transfer) => events.tell({ kind: 'transfer', transfer }),
    queue: (applicationIds) => events.tell({ kind: 'queue', applicationIds }),
    outbox: () => events.tell({ kind: 'outbox' }),
    rules: () => {
      events.tell({ kind: 'rules' });
      protect();
    },
    claims: () => events.tell({ kind: 'claims' }),
    requests: () => events.tell({ kind: 'requests' }),
    packages: () => events.tell({ kind: 'packages' }),
    openBrowser: (address, issuer) => tell({ kind: 'open-browser', address, issuer }),
    // Sealed: of the key itself nothing is left in the buffers of the pipe.
    secret: (secret) => tell({ kind: 'keep-secret', secret: secret && shellKey && sealTo(shellKey, secret, systemRandom) }),
  },
  () => events.tell({ kind: 'settings' }),
);
if (!opened.ok) {
  log.error({ code: opened.error.code }, 'the data folder can’t be used');
  tell({ kind: 'failed', code: opened.error.code });
  process.exit(3);
}
const desktop = opened.value;
const updates = openProgramUpdates(folder, () => desktop.workstation(), world, {
  changed: () => events.tell({ kind: 'updates' }),
  handOver: (moment) => tell({ kind: 'install-update', moment }),
});
updates.start();
const context: DeskContext = {
  get workstation() {
    return desktop.workstation();
  },
  get settings() {
    return desktop.settings();
  },
  desktop,
  updates,
  events,
  log,
  reportId: () => systemRandom.uuidv7(systemClock.now()).slice(-12),
};

const handler = new RPCHandler(router);
const ports = openPagePorts(
  (port, message) => tell({ kind: 'port-message', port, message }),
  (port) => handler.upgrade(port, { context }),
);

const answerImage = async ({ id, sha256, rendition }: Extract<ShellToEngine, { kind: 'image' }>): Promise<void> => {
  const desk = desktop.workstation().desk();
  const image = desk.ok ? await desk.value.image(sha256, rendition) : desk;
  const contentType = image.ok ? imageType(image.value) : undefined;
  tell(
    image.ok && contentType !== undefined
      ? { kind: 'image', id, found: true, contentType, bytes: image.value }
      : { kind: 'image', id, found: false },
  );
};

/** The picture's true type by its first bytes; anything that is not one of the two permitted formats is never handed to the page. */
const imageType = (bytes: Uint8Array): 'image/jpeg' | 'image/png' | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47 ? 'image/png' : undefined;
};

const end = async (): Promise<never> => {
  await updates.close();
  await desktop.close();
  process.exit(0);
};

const resume = async (box: Uint8Array): Promise<void> => {
  const secret = boxes.open(box);
  await desktop.workstation().resume(secret);
  secret.fill(0);
};

/** Ended once a restarted engine is unlocked again: pages wait for it, so that they don't meet a locked desk for a moment. */
let resumed: Promise<unknown> = Promise.resolve();

const hear = async (message: ShellToEngine): Promise<void> => {
  switch (message.kind) {
    case 'port-open':
      await resumed;
      return ports.open(message.port);
    case 'port-message':
      await resumed;
      return ports.deliver(message.port, message.message);
    case 'port-close':
      await resumed;
      return ports.close(message.port);
    case 'image':
      return answerImage(message);
    case 'desktop':
      shellKey = message.sealTo;
      desktop.knowDesktop(message.secret);
      message.secret?.fill(0);
      return;
    case 'resume':
      resumed = resume(message.secret);
      await resumed;
      return;
    case 'browser-not-opened':
      return desktop.workstation().cancelSignIn('browser_not_opened');
    case 'system':
      await desktop.workstation().lock();
      return;
    case 'shutdown':
      return end();
    default:
      message satisfies never;
  }
};

process.on('message', (raw) => {
  const message = shellToEngine.safeParse(raw);
  if (message.success)
    hear(message.data).catch((error: unknown) => log.error({ err: error }, 'a message of the shell could not be handled'));
  else log.error({}, 'a message of the shell was not understood');
});
// The shell is gone: nobody will ask anything any more.
process.on('disconnect', () => void end());
process.on('unhandledRejection', (error) => {
  log.error({ err: error }, 'unhandled rejection');
  reportCrash(folder, 'engine', systemClock.iso(), error);
});
process.on('uncaughtException', (error) => {
  // Nothing can be relied on any more: the shell starts another engine, and what was acknowledged is durable.
  log.error({ err: error }, 'uncaught exception');
  reportCrash(folder, 'engine', systemClock.iso(), error);
  process.exit(70);
});
tell({ kind: 'ready', sealTo: boxes.publicKey });
