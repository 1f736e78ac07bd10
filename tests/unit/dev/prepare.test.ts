import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineEntries } from '../../../electron/dev/build/engine.ts';
import { fingerprint, isFresh, remember } from '../../../electron/dev/build/staleness.ts';
import { withDependencies } from '../../../electron/dev/components/dependencies.ts';
import { hasDisplay } from '../../../electron/dev/display.ts';
import { findEngineNode } from '../../../electron/dev/engine-node.mjs';
import { wrongFuses } from '../../../electron/dev/pack/fuses.ts';
import { isForThisSystem } from '../../../electron/dev/pack/stage.ts';
import { fallbackSuits } from '../../../electron/dev/runtime/fallback.ts';
import { presentElectron } from '../../../electron/dev/runtime/index.ts';
import { judgeFailure } from '../../../electron/dev/runtime/installer.ts';
import { integrityOf } from '../../../electron/dev/runtime/registry.ts';
import { judgeSandbox } from '../../../electron/dev/sandbox.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepare-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('whether to build', () => {
  it('again when a source was changed, added or removed, and not otherwise', async () => {
    const source = join(folder, 'source');
    await mkdir(source);
    await writeFile(join(source, 'a.ts'), 'one');
    const stamp = join(folder, 'out', 'stamp');
    const first = await fingerprint(folder, ['source', 'absent.json']);
    expect(await isFresh(stamp, first)).toBe(false);
    await remember(stamp, first);
    expect(await isFresh(stamp, await fingerprint(folder, ['source', 'absent.json']))).toBe(true);
    await utimes(join(source, 'a.ts'), 1, 1);
    expect(await isFresh(stamp, await fingerprint(folder, ['source', 'absent.json']))).toBe(false);
    await remember(stamp, await fingerprint(folder, ['source']));
    await writeFile(join(source, 'b.ts'), '');
    expect(await isFresh(stamp, await fingerprint(folder, ['source']))).toBe(false);
  });

  it('gives every worker of an area an entry of its own', async () => {
    await mkdir(join(folder, 'checks', 'reading'), { recursive: true });
    for (const file of ['index.ts', 'cli.ts', 'checks/worker.ts', 'checks/reading/worker.ts']) await writeFile(join(folder, file), '');
    expect(Object.keys(await engineEntries(folder))).toEqual(['index', 'cli', 'checks-worker', 'checks-reading-worker']);
  });
});

describe('the runtime', () => {
  it('that is half there is not there', async () => {
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'electron'), '');
    await writeFile(join(folder, 'dist', 'version'), '33.2.1');
    expect(presentElectron(folder)).toBeUndefined();
    await writeFile(join(folder, 'path.txt'), 'electron');
    expect(presentElectron(folder)).toMatchObject({ version: '33.2.1', isFallback: true });
    await writeFile(join(folder, 'dist', 'version'), '12.0.0');
    expect(presentElectron(folder)).toBeUndefined();
  });
  it('with a wrong checksum is never replaced by another source', () => {
    expect(judgeFailure('Error: Generated checksum for "electron.zip" did not match expected checksum.', false).cause).toBe('damaged');
    expect(judgeFailure('TypeError: fetch failed', false).cause).toBe('unreachable');
    expect(judgeFailure('', true).sentence).toContain('stood still');
  });
  it('has a fallback on 64-bit Linux only', () => {
    expect(fallbackSuits('linux', 'x64')).toBe(true);
    expect(fallbackSuits('linux', 'arm64') || fallbackSuits('darwin', 'x64') || fallbackSuits('win32', 'x64')).toBe(false);
  });
  it('is compared by the integrity that npm writes', async () => {
    await writeFile(join(folder, 'x'), 'abc');
    // sha512("abc"), FIPS 180-2 appendix C.1, in base64.
    expect(await integrityOf(join(folder, 'x'))).toBe(
      'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==',
    );
  });
});

describe("the engine's Node", () => {
  it('that is absent is named with the command that brings it', () => {
    const found = findEngineNode(folder, 'linux', 'x64');
    expect(found.ok ? '' : found.sentence).toMatch(/npm ci/);
  });
  it('is not promised where there is none', () => expect(findEngineNode(folder, 'freebsd', 'x64').ok).toBe(false));
});

describe('display and sandbox', () => {
  it('is there with X or Wayland, and always on Windows and macOS', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' }) && hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {}) && hasDisplay('darwin', {})).toBe(true);
  });
  it('goes without a sandbox for root alone, and says the line where the system blocks it', () => {
    const facts = { platform: 'linux', isRoot: false, areNamespacesRestricted: false, isHelperTrusted: false };
    expect(judgeSandbox(facts, '/e')).toEqual({ state: 'on' });
    expect(judgeSandbox({ ...facts, isRoot: true }, '/e')).toEqual({ state: 'off' });
    expect(judgeSandbox({ ...facts, areNamespacesRestricted: true, isHelperTrusted: true }, '/e')).toEqual({ state: 'on' });
    expect(judgeSandbox({ ...facts, areNamespacesRestricted: true }, '/e')).toMatchObject({
      state: 'blocked',
      line: expect.stringContaining("'/e/chrome-sandbox'"),
    });
  });
});

describe('what is packed', () => {
  it('has no C source, no hidden file and no native file of another system', () => {
    const packed = (path: string) => isForThisSystem(path, 'linux-x64');
    expect([packed(''), packed('lib'), packed('lib/index.js'), packed('prebuilds'), packed('prebuilds/linux-x64.node')]).not.toContain(
      false,
    );
    expect([packed('bin/napi-v6'), packed('bin/napi-v6/linux'), packed('bin/napi-v6/linux/x64/onnxruntime_binding.node')]).not.toContain(
      false,
    );
    expect([packed('bin/napi-v6/win32'), packed('bin/napi-v6/linux/arm64/libonnxruntime.so.1')]).not.toContain(true);
    expect([
      packed('src/addon.cpp'),
      packed('deps/sqlite3/sqlite3.c'),
      packed('prebuilds/win32-x64.node'),
      packed('.travis.yml'),
      packed('lib/.cache/x'),
    ]).not.toContain(true);
  });
  it('follows dependencies, and optional ones as far as they are installed', async () => {
    const put = async (name: string, description: object) => {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, 'package.json'), JSON.stringify(description));
    };
    await put('a', { dependencies: { b: '1', 'node-addon-api': '8' }, optionalDependencies: { other: '1' } });
    await put('b', { dependencies: { a: '1' } });
    await put('node-addon-api', {});
    expect(await withDependencies(['a'], folder)).toEqual(['a', 'b']);
  });
  it('is refused when a fuse is not as it must be', () => {
    const right = {
      RunAsNode: 'off',
      EnableCookieEncryption: 'on',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'off',
      EnableEmbeddedAsarIntegrityValidation: 'off',
      OnlyLoadAppFromAsar: 'on',
      LoadBrowserProcessSpecificV8Snapshot: 'off',
      GrantFileProtocolExtraPrivileges: 'off',
    } as const;
    const fuses = Object.entries(right).map(([name, state]) => ({ name, state }));
    expect(wrongFuses(fuses, 'linux', false)).toEqual([]);
    expect(wrongFuses(fuses, 'linux', true)).toEqual(['EnableNodeCliInspectArguments is off, must be on']);
    expect(wrongFuses(fuses, 'win32', false)).toEqual(['EnableEmbeddedAsarIntegrityValidation is off, must be on']);
    expect(wrongFuses([], 'linux', false)).toHaveLength(8);
  });
});
