import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { deathsInARow, healthyAfter, restartDelay } from '../../../electron/main/engine/backoff.ts';
import { engineEnvironment } from '../../../electron/main/engine/environment.ts';
import { verifyEngine } from '../../../electron/main/engine/verify.ts';

describe("the engine's environment", () => {
  it('has what a process needs and nothing that changes what runs', () => {
    const all = {
      HOME: '/home/x',
      LC_ALL: 'zh_CN.UTF-8',
      Path: 'x',
      NODE_OPTIONS: '--require evil',
      LD_PRELOAD: 'x',
      NODE_PATH: 'x',
      DESK_TOKEN: 'x',
      SHENHETAI_A: '1',
    };
    expect(engineEnvironment(all, true)).toEqual({ HOME: '/home/x', LC_ALL: 'zh_CN.UTF-8' });
    expect(engineEnvironment(all, false)).toEqual({ HOME: '/home/x', LC_ALL: 'zh_CN.UTF-8', SHENHETAI_A: '1' });
  });
  it('never lets a variable of the loader or of Node through', () => {
    fc.assert(
      fc.property(fc.constantFrom('NODE_', 'LD_', 'DYLD_', 'npm_config_', 'DESK_'), fc.string(), (family, rest) => {
        expect(engineEnvironment({ [family + rest]: 'x' }, false)).toEqual({});
      }),
    );
  });
});

describe('the engine after a death', () => {
  it('comes back at once the first time, then ever more slowly, and never later than half a minute', () => {
    expect(restartDelay(1)).toBe(0);
    expect(restartDelay(2)).toBe(250);
    expect(restartDelay(3)).toBe(500);
    expect(restartDelay(1_000)).toBe(30_000);
  });
  it('counts anew after a healthy run', () => {
    expect(deathsInARow(5, healthyAfter)).toBe(1);
    expect(deathsInARow(5, healthyAfter - 1)).toBe(6);
    expect(deathsInARow(5, undefined)).toBe(6);
  });
});

describe("the engine's files", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  const files = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-files-'));
    folders.push(folder);
    await writeFile(join(folder, 'index.js'), 'abc');
    // sha256("abc"), FIPS 180-2 appendix B.1.
    return { folder, list: { 'index.js': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' } };
  };

  it('are accepted as they were packed', async () => {
    const { folder, list } = await files();
    expect(await verifyEngine(folder, list)).toEqual({ ok: true });
  });
  it('are refused when one was changed, is missing, or was added', async () => {
    const { folder, list } = await files();
    expect(await verifyEngine(folder, { ...list, 'gone.js': list['index.js'] })).toMatchObject({ cause: 'missing', path: 'gone.js' });
    await writeFile(join(folder, 'index.js'), 'abd');
    expect(await verifyEngine(folder, list)).toMatchObject({ cause: 'changed', path: 'index.js' });
    await symlink('/etc', join(folder, 'node_modules'));
    expect(await verifyEngine(folder, list)).toMatchObject({ cause: 'unknown', path: 'node_modules' });
  });
});
