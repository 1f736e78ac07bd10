import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './platform.ts';
import { firstStart, openReview, queueReady, unlock } from './reviewer.ts';

/** A server on this machine that a page must never reach, whatever it tries; it counts who knocks. */
const startListener = async () => {
  const knocks: string[] = [];
  const server = createServer((request, answer) => {
    knocks.push(request.url ?? '');
    answer.end('reached');
  });
  server.on('upgrade', (request, socket) => {
    knocks.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { knocks, origin: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
};

test('a page that was taken over reaches no network, no file, no other page and no device, and gets nothing of Node', async ({
  open,
  platformWith,
}) => {
  const listener = await startListener();
  try {
    const { page, app } = await open();
    await firstStart(page, await platformWith({ count: 1 }));
    await queueReady(page);
    const before = page.url();

    // Every way out that a page has. What is put into the document runs as the page itself would, under its policy.
    const outcome = await page.evaluate(async (origin) => {
      const settled = async (attempt: () => Promise<unknown>): Promise<string> => {
        try {
          await attempt();
          return 'done';
        } catch {
          return 'refused';
        }
      };
      const loads = (element: HTMLElement, attribute: 'src' | 'href', source: string): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('done');
          element.onerror = () => resolve('refused');
          element.setAttribute(attribute, source);
          document.body.append(element);
        });
      const picture = (source: string) => {
        return loads(new Image(), 'src', source);
      };
      const script = document.createElement('script');
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      const inline = document.createElement('script');
      inline.textContent = 'window.taken = true';
      document.body.append(inline);
      const frame = document.createElement('iframe');
      frame.src = `${origin}/frame`;
      document.body.append(frame);
      const form = document.createElement('form');
      form.action = `${origin}/form`;
      document.body.append(form);
      form.submit();
      const socket = await new Promise<string>((resolve) => {
        try {
          const opened = new WebSocket(`${origin.replace('http', 'ws')}/socket`);
          opened.onopen = () => resolve('done');
          opened.onerror = () => resolve('refused');
        } catch {
          resolve('refused');
        }
      });
      navigator.sendBeacon(`${origin}/beacon`, 'x');
      return {
        fetch: await settled(() => fetch(`${origin}/fetch`)),
        ownFiles: await settled(() => fetch('desk://app/index.html')),
        socket,
        worker: await new Promise<string>((resolve) => {
          try {
            const worker = new Worker(`${origin}/worker.js`);
            worker.onerror = () => resolve('refused');
            worker.onmessage = () => resolve('done');
          } catch {
            resolve('refused');
          }
        }),
        picture: await picture(`${origin}/picture`),
        script: await loads(script, 'src', `${origin}/script.js`),
        style: await loads(style, 'href', `${origin}/style.css`),
        file: await picture('file:///etc/hostname'),
        outside: await picture('desk://app/../../package.json'),
        unknownPhoto: await picture(`desk-image://${window.desk.picturePass()}/${'0'.repeat(64)}/original`),
        inline: String('taken' in window),
        opened: String(window.open(`${origin}/opened`)),
        camera: await settled(() => navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await settled(() => navigator.mediaDevices.getDisplayMedia()),
        clipboard: await settled(() => navigator.clipboard.readText()),
        notifications: await Notification.requestPermission(),
        place: await settled(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
        node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window).join(),
        bridge: Object.keys(window.desk).sort().join(' '),
        elsewhere: String(await window.desk.openExternal(`${origin}/external`)),
        localFile: String(await window.desk.openExternal('file:///etc/passwd')),
        dialogue: String(await window.desk.chooseFile('anything' as 'open-package')),
      };
    }, listener.origin);
    expect(outcome).toEqual({
      fetch: 'refused',
      ownFiles: 'refused',
      socket: 'refused',
      worker: 'refused',
      picture: 'refused',
      script: 'refused',
      style: 'refused',
      file: 'refused',
      outside: 'refused',
      unknownPhoto: 'refused',
      inline: 'false',
      opened: 'null',
      camera: 'refused',
      screen: 'refused',
      clipboard: 'refused',
      notifications: 'denied',
      place: 'refused',
      node: '',
      bridge:
        'chooseFile connect copied forgetPictures onEngineBack onEngineLost openExternal pathOf picturePass print printable quit versions',
      elsewhere: 'false',
      localFile: 'false',
      dialogue: 'undefined',
    });

    await page.evaluate((origin) => {
      window.location.href = `${origin}/navigated`;
    }, listener.origin);
    // Asked of the shell: Playwright waits for a navigation that was refused.
    const windows = await app.evaluate(({ BrowserWindow }) =>
      Promise.all(
        BrowserWindow.getAllWindows().map(async ({ webContents }) => ({
          address: webContents.getURL(),
          shows: (await webContents.executeJavaScript('document.querySelector("[data-application]") !== null')) as boolean,
        })),
      ),
    );
    expect(windows).toEqual([{ address: before, shows: true }]);
    expect(listener.knocks).toEqual([]);
  } finally {
    await listener.close();
  }
});

test('a page that talks nonsense to the engine gets refusals, and the engine goes on', async ({ open, platformWith }) => {
  const { page } = await open();
  await firstStart(page, await platformWith({ count: 1 }));
  await queueReady(page);
  // A port of its own: the page's is closed by that, as a page holds one.
  await page.evaluate(async () => {
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', (event) => event.ports[0] !== undefined && resolve(event.ports[0]), { once: true });
      window.desk.connect();
    });
    port.start();
    const deep: Record<string, unknown> = {};
    let place = deep;
    for (let depth = 0; depth < 2_000; depth += 1) {
      const inner: Record<string, unknown> = {};
      place.inner = inner;
      place = inner;
    }
    const cycle: Record<string, unknown> = {};
    cycle.itself = cycle;
    const nonsense: unknown[] = [
      null,
      0,
      'x',
      [],
      {},
      deep,
      cycle,
      new Uint8Array(1_000_000),
      { __proto__: { polluted: true }, constructor: 'x' },
      JSON.stringify({ i: '1', t: 1, p: { u: '/review/decide', b: { json: { applicationId: { $ne: null } } } } }),
      JSON.stringify({ i: '2', t: 1, p: { u: '/__proto__/constructor', b: {} } }),
      JSON.stringify({ i: '3', t: 1, p: { u: '/../../vault/unlock', b: { json: { passphrase: 'x'.repeat(100_000) } } } }),
    ];
    for (const message of nonsense) port.postMessage(message);
  });
  await page.reload();
  // The same engine still has the desk open: nothing was lost and nothing had to be started again.
  await queueReady(page);
  await page.keyboard.press('Control+l');
  await unlock(page);
  await queueReady(page);
});

test('whoever knows a photo’s hash gets the photo only by the pass of a page that is there, which ends with its page and with locking', async ({
  open,
  intake,
}) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await openReview(page);
  const photo = page.locator('.review-columns img[src^="desk-image:"]').first();
  const addressNow = async (): Promise<string> => {
    await expect(photo).toBeVisible();
    return (await photo.getAttribute('src')) ?? '';
  };
  const loads = (address: string) =>
    page.evaluate(
      (from) =>
        new Promise<boolean>((resolve) => {
          const image = new Image();
          image.onload = () => resolve(true);
          image.onerror = () => resolve(false);
          image.src = from;
        }),
      address,
    );
  const first = await addressNow();
  const [, pass = '', hash = '', rendition = ''] = /^desk-image:\/\/([0-9a-f]{32})\/([0-9a-f]{64})\/(\w+)$/.exec(first) ?? [];
  expect(await loads(first)).toBe(true);
  const guessed = `${pass.startsWith('0') ? '1' : '0'}${pass.slice(1)}`;
  for (const address of [`desk-image://${hash}/${rendition}`, `desk-image://${guessed}/${hash}/${rendition}`])
    expect([address, await loads(address)]).toEqual([address, false]);

  await page.reload();
  await queueReady(page);
  await openReview(page);
  const second = await addressNow();
  expect([await loads(second), await loads(first)]).toEqual([true, false]);

  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
  await unlock(page);
  const third = await addressNow();
  expect([await loads(third), await loads(second)]).toEqual([true, false]);
});
