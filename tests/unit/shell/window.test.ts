import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFolders } from '../../../electron/main/folder.ts';
import { openShellLog } from '../../../electron/main/log.ts';
import { firstPlace, placeOnScreens, readPlace } from '../../../electron/main/place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };

describe('where the window opens', () => {
  it('comes back where it was left', () => {
    const place = { x: 100, y: 50, width: 1200, height: 800, isMaximized: true };
    expect(placeOnScreens(readPlace(JSON.parse(JSON.stringify(place))), [screen])).toEqual(place);
  });
  it('is in the usual spot when its screen is gone', () => {
    expect(placeOnScreens({ x: 2500, y: 50, width: 1200, height: 800, isMaximized: false }, [screen])).toEqual({
      width: 1200,
      height: 800,
      isMaximized: false,
    });
  });
  it('fits on a smaller screen', () => {
    expect(placeOnScreens(firstPlace, [{ x: 0, y: 0, width: 1280, height: 680 }])).toMatchObject({ width: 1280, height: 680 });
  });
  it.each([null, 1, {}, { width: 'x', height: 3 }, { width: 10, height: 10 }, { width: Number.NaN, height: 700 }])(
    'is the first one when what was stored is damaged: %j',
    (stored) => expect(readPlace(stored)).toBeUndefined(),
  );
});

describe("the workstation's folder", () => {
  const standard = '/somewhere/.config/shenhetai';
  it('is the one on the command line before the variable before the usual one', () => {
    expect(chooseFolders(['electron', '--data', '/a'], '/b', standard, '/').data).toBe('/a');
    expect(chooseFolders(['electron', '--data=/a'], '/b', standard, '/').data).toBe('/a');
    expect(chooseFolders(['electron'], '/b', standard, '/').data).toBe('/b');
    expect(chooseFolders(['electron'], '', standard, '/').data).toBe(standard);
    expect(chooseFolders(['electron', '--data', '--no-sandbox'], undefined, standard, '/').data).toBe(standard);
  });
  it('may be named from where one is', () =>
    expect(chooseFolders(['--data', 'desk'], undefined, standard, '/srv').shell).toBe('/srv/desk/shell'));
});

describe("the shell's log", () => {
  it('keeps one older piece when it grows too large', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shell-log-'));
    const log = openShellLog(folder, 100);
    for (let line = 0; line < 5; line += 1) log('started', { line });
    const [now, before] = [await readFile(join(folder, 'shell.log'), 'utf8'), await readFile(join(folder, 'shell.1.log'), 'utf8')];
    expect(JSON.parse(now.trim().split('\n').at(-1) ?? '')).toMatchObject({ event: 'started', line: 4 });
    expect(before.length).toBeGreaterThan(100);
    await rm(folder, { recursive: true });
  });
});
