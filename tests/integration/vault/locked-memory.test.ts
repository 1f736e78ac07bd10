import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { unlockVault } from '../../../electron/engine/vault/index.ts';
import { startEngineProcess } from '../../fixtures/engine-process.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { passphrase } from '../../fixtures/workstation.ts';

test('once locked, the engine’s memory holds neither the vault key nor any key that follows from it', async () => {
  const folder = freshFolder();
  const engine = await startEngineProcess(folder);
  try {
    expect(await engine.client.vault.create({ passphrase, source: { kind: 'packages' } })).toMatchObject({ ok: true });
    expect(await engine.client.vault.lock()).toMatchObject({ ok: true });
    const keys = await unlockVault(folder, passphrase, { nowMs: Date.now(), random: systemRandom });
    if (!keys.ok) throw new Error(keys.error.code);
    const { secret, databaseKey, wrappingKey } = keys.value;
    const hex = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString('hex'));
    const needles = [secret, databaseKey, wrappingKey, hex(secret), hex(databaseKey), hex(wrappingKey)];
    expect(await engine.client.vault.unlock({ passphrase })).toMatchObject({ ok: true });
    expect(await engine.memoryHolds(needles)).toContain(true);
    expect(await engine.client.vault.lock()).toMatchObject({ ok: true });
    expect(await engine.memoryHolds(needles)).toEqual(needles.map(() => false));
    expect(engine.kept.at(-1)).toBeUndefined();
  } finally {
    await engine.end();
  }
});

describe('the desk is locked', () => {
  test.each(['suspend', 'lock-screen'] as const)('when the machine tells of %s', async (event) => {
    const engine = await startEngineProcess(freshFolder());
    try {
      await engine.client.vault.create({ passphrase, source: { kind: 'packages' } });
      expect(engine.kept.at(-1)).toHaveLength(125);
      const events = await engine.client.events.stream();
      engine.send({ kind: 'system', event });
      for await (const told of events) if (told.kind === 'vault' && told.vault.state === 'locked') break;
      expect(engine.kept.at(-1)).toBeUndefined();
      expect(await engine.client.queue.counts()).toMatchObject({ ok: false, error: { code: 'vault_locked' } });
    } finally {
      await engine.end();
    }
  });
});
