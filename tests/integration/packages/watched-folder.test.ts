import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Untaken, type Watching, watchFolder } from '../../../electron/engine/sync/packages/watched-folder.ts';
import { type Failure, type FailureCode, fail } from '../../../shared/domain/failure.ts';
import { keyPair, packageContents, packageFile, signedManifest, zipOf } from '../../fixtures/package.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

/** Between two looks, ms: short, so that pauses of many looks pass in a moment. */
const interval = 5;

describe('a folder that is looked at', () => {
  let folder: string;
  let ending: AbortController;
  let watching: Watching;
  let takes: { name: string; at: number }[];
  let told: Untaken[];
  let answer: (name: string, times: number) => Failure | undefined;
  let waiting: { condition: () => boolean; resolve: () => void }[];
  const look = (): void => {
    for (const { condition, resolve } of waiting) if (condition()) resolve();
  };
  const until = (condition: () => boolean): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ condition, resolve });
    look();
    return promise;
  };
  const timesOf = (name: string): number => takes.filter((one) => one.name === name).length;

  beforeEach(() => {
    folder = join(freshFolder(), 'watched');
    mkdirSync(folder);
    ending = new AbortController();
    takes = [];
    told = [];
    waiting = [];
    answer = () => undefined;
    watching = watchFolder(
      folder,
      async (path) => {
        const name = path.slice(folder.length + 1);
        takes.push({ name, at: performance.now() });
        look();
        return answer(name, timesOf(name));
      },
      (all) => {
        told = all;
        look();
      },
      ending.signal,
      interval,
    );
  });
  afterEach(async () => {
    ending.abort();
    await watching.ended;
  });

  it.each<FailureCode>(['disk_full', 'package_damaged', 'file_unreadable', 'bug'])(
    'has a file that failed with %s tried again, ever more seldom, until it is taken; it says so meanwhile, and the others go on',
    async (code) => {
      answer = (name, times) => (name === 'late.tpbatch' && times < 4 ? fail(code).error : undefined);
      writeFileSync(join(folder, 'late.tpbatch'), 'x');
      writeFileSync(join(folder, 'other.tpbatch'), 'x');
      await until(() => timesOf('late.tpbatch') === 2 && timesOf('other.tpbatch') === 1);
      expect(told).toMatchObject([{ fileName: 'late.tpbatch', failure: { code }, nextTryIn: expect.any(Number) }]);
      await until(() => timesOf('late.tpbatch') === 4 && told.length === 0);
      const [first = 0, second = 0, third = 0, fourth = 0] = takes.filter(({ name }) => name === 'late.tpbatch').map(({ at }) => at);
      // Pauses of 2, 4 and 8 looks.
      expect(second - first).toBeGreaterThan(1 * interval);
      expect(third - second).toBeGreaterThan(3 * interval);
      expect(fourth - third).toBeGreaterThan(7 * interval);
      expect(timesOf('other.tpbatch')).toBe(1);
    },
  );

  it('has a file that was still being copied tried as soon as it changes', async () => {
    answer = (_name, times) => (times < 2 ? fail('package_damaged', { entry: 'directory' }).error : undefined);
    writeFileSync(join(folder, 'copied.tpbatch'), 'half');
    await until(() => told.length === 1);
    appendFileSync(join(folder, 'copied.tpbatch'), ' and half');
    await until(() => told.length === 0);
    expect(timesOf('copied.tpbatch')).toBe(2);
  });

  it('leaves alone what was refused for good, until the rules change or it is another file', async () => {
    answer = (name) => (name === 'refused.tpbatch' ? fail('package_unsigned').error : undefined);
    writeFileSync(join(folder, 'refused.tpbatch'), 'x');
    await until(() => told.length === 1);
    expect(told[0]?.nextTryIn).toBeUndefined();
    for (const name of ['1', '2', '3', '4', '5', '6']) {
      writeFileSync(join(folder, `${name}.tpbatch`), 'x');
      await until(() => timesOf(`${name}.tpbatch`) === 1);
    }
    expect(timesOf('refused.tpbatch')).toBe(1);
    watching.again();
    await until(() => timesOf('refused.tpbatch') === 2);
    answer = () => undefined;
    writeFileSync(join(folder, 'refused.tpbatch'), 'another');
    await until(() => told.length === 0);
  });

  it('says when it is away, and goes on when it is back', async () => {
    renameSync(folder, `${folder}.away`);
    await until(() => told.length === 1);
    expect(told).toMatchObject([{ fileName: 'watched', failure: { code: 'file_unreadable' } }]);
    renameSync(`${folder}.away`, folder);
    await until(() => told.length === 0);
    writeFileSync(join(folder, 'a.tpbatch'), 'x');
    await until(() => timesOf('a.tpbatch') === 1);
  });

  it('says nothing more of a file that was taken away', async () => {
    answer = () => fail('disk_full').error;
    writeFileSync(join(folder, 'a.tpbatch'), 'x');
    await until(() => told.length === 1);
    rmSync(join(folder, 'a.tpbatch'));
    await until(() => told.length === 0);
  });
});

describe('the watched folder of a workstation', () => {
  let one: TestWorkstation;
  afterEach(() => one.close());

  it('tells what was refused and when it is tried again, and takes it in as soon as its key is trusted', async () => {
    one = await openTestWorkstation(undefined, { automatic: true });
    taken(await one.workstation.create(passphrase, { kind: 'packages' }));
    const { packages, store } = one.desk();
    const folder = freshFolder();
    const { privateKey, pem } = keyPair();
    const contents = packageContents(1);
    const path = packageFile(await zipOf({ ...contents, manifest: signedManifest(contents.manifest, privateKey) }), 'signed.tpbatch');
    taken(await packages.change({ requireSignature: true, watchedFolder: folder }));
    writeFileSync(join(folder, 'half.tpbatch'), (await zipOf(packageContents(2))).subarray(0, 500));
    await one.until(() => packages.state().refused !== undefined);
    expect(packages.state().refused).toMatchObject({ fileName: 'half.tpbatch', code: 'package_damaged', nextTryAt: expect.any(String) });
    renameSync(path, join(folder, 'signed.tpbatch'));
    await one.until(() => packages.state().refused?.fileName === 'signed.tpbatch');
    expect(packages.state().refused).toEqual({ fileName: 'signed.tpbatch', code: 'package_unverifiable', at: expect.any(String) });
    taken(packages.trust('platform', pem));
    await one.until(() => store.read.packages(10).length === 1);
    await one.until(() => packages.state().refused?.fileName === 'half.tpbatch');
  }, 60_000);
});
