import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSampleBatch, type SampleBatch, type SampleFault, sampleFaults, sampleTraits } from '../../../electron/intake/sample/index.ts';
import { readChange } from '../../../shared/contract/intake/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { readIdentityNumber } from '../../../shared/domain/identity-number.ts';

const now = '2026-11-23T06:00:00.000Z';
const today = '2026-11-23';
let folder: string;
let batch: SampleBatch;
const photos: Buffer[] = [];

/** The whole default batch, with two small photos of one's own in place of drawn ones, so that it is quick. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-photos-'));
  for (const [index, background] of ['#875', '#578'].entries()) {
    photos.push(
      await sharp({ create: { width: 320, height: 240, channels: 3, background } })
        .jpeg()
        .toBuffer(),
    );
    await writeFile(join(folder, `${index}.jpg`), photos[index] ?? '');
  }
  batch = await makeSampleBatch({ seed: 1, now, photosDirectory: folder });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const applications = (): Application[] =>
  batch.changes.flatMap((change) => (change.kind === 'application.upsert' ? [change.application] : []));
const faultsOf = (id: string): SampleFault[] => batch.truth.find(({ applicationId }) => applicationId === id)?.faults ?? [];
const having = (fault: SampleFault): Application[] => applications().filter(({ id }) => faultsOf(id).includes(fault));

describe('the default batch', () => {
  test('has sixty applications, a third of them faultless, every fault and every peculiarity', () => {
    expect(applications()).toHaveLength(60);
    expect(batch.truth.filter(({ faults }) => faults.length === 0)).toHaveLength(20);
    expect([...new Set(batch.truth.flatMap(({ faults }) => faults))].sort()).toEqual([...sampleFaults].sort());
    expect([...new Set(batch.truth.flatMap(({ traits }) => traits))].sort()).toEqual([...sampleTraits].sort());
    for (const { faults, places } of batch.truth) expect([...new Set(places.map(({ fault }) => fault))].sort()).toEqual([...faults].sort());
  });

  test('is read whole by the protocol', () => {
    for (const change of batch.changes) expect(readChange(JSON.parse(JSON.stringify(change)))).toEqual({ ok: true, change });
  });

  test('has valid identity numbers that agree with the form, unless that is the fault', () => {
    for (const { id, applicant } of applications()) {
      if (applicant.idNumber === undefined) continue;
      const faults = faultsOf(id);
      const read = readIdentityNumber(applicant.idNumber, today);
      const broken = faults.includes('id_check_digit_wrong') || faults.includes('id_digits_swapped');
      expect(read.ok).toBe(!broken);
      if (!read.ok) continue;
      expect(read.birthDate === applicant.birthDate).toBe(!faults.includes('birth_date_disagrees'));
      expect(read.sex === applicant.sex).toBe(!faults.includes('sex_disagrees'));
      expect(read.regionCode === '990101').toBe(faults.includes('region_unknown'));
    }
  });

  test('has documents that have ended only where that is the fault, and mobiles and addresses of mail that are right unless faulted', () => {
    for (const { id, applicant } of applications()) {
      const faults = faultsOf(id);
      expect((applicant.validUntil ?? '') < today).toBe(faults.includes('validity_expired'));
      expect(/^1[3-9]\d{9}$/.test(applicant.phone ?? '')).toBe(!faults.includes('phone_invalid') && !faults.includes('field_missing'));
      expect(/^[a-z0-9.]+@example\.(com|cn)$/.test(applicant.email ?? '')).toBe(!faults.includes('email_invalid'));
    }
  });

  test('shares a number and a photo only between the duplicates', () => {
    for (const fault of ['duplicate_id_number', 'duplicate_photo'] as const) {
      const [duplicate] = having(fault);
      const place = batch.truth.flatMap(({ places }) => places).find((entry) => entry.fault === fault);
      const original = applications().find(({ id }) => id === place?.otherApplicationId);
      expect(original?.id).not.toBe(duplicate?.id);
      expect(duplicate?.account.id).not.toBe(original?.account.id);
      if (fault === 'duplicate_id_number') expect(duplicate?.applicant.idNumber).toBe(original?.applicant.idNumber);
    }
    const numbers = applications().flatMap(({ applicant }) => applicant.idNumber ?? []);
    expect(numbers.length - new Set(numbers).size).toBe(1);
  });

  test('has accounts in every state, and due times near and past', () => {
    const states = applications().map(({ account }) => account.status);
    expect(states.filter((status) => status === 'disabled')).toHaveLength(1);
    expect(states.filter((status) => status === 'cancelled')).toHaveLength(1);
    expect(batch.changes.filter((change) => change.kind === 'account.status' && change.status === 'locked')).toHaveLength(1);
    const due = applications().flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt]));
    expect(due.some((time) => time < now)).toBe(true);
    expect(due.some((time) => time > now)).toBe(true);
    for (const { attempts, revision } of applications()) expect(revision).toBe(attempts.length + 1);
  });

  test('has requests of every kind and an announcement that extends due times', () => {
    const requests = batch.changes.flatMap((change) => (change.kind === 'request.upsert' ? [change.request] : []));
    expect([...new Set(requests.map(({ kind }) => kind))].sort()).toEqual(['amendment', 'contact_recovery', 'follow_up', 'withdrawal']);
    const accounts = new Set(applications().map(({ account }) => account.id));
    for (const { accountId } of requests) expect(accounts.has(accountId)).toBe(true);
    const active = batch.changes
      .flatMap((change) => (change.kind === 'announcement.upsert' ? [change.announcement] : []))
      .filter(({ extendsDueTimes }) => extendsDueTimes);
    expect(active).toHaveLength(1);
    expect((active[0]?.from ?? '') < now && now < (active[0]?.until ?? '')).toBe(true);
  });

  test('gives out photos of one’s own untouched, except where a fault is put in', () => {
    const own = new Set(photos.map((photo) => photo.toString('base64')));
    const [faultless] = applications().filter(({ id }) => faultsOf(id).length === 0);
    for (const { sha256 } of faultless?.documents ?? [])
      expect(own.has(Buffer.from(batch.documents.get(sha256) ?? []).toString('base64'))).toBe(true);
    const [blurred] = having('blurred');
    const front = blurred?.documents.find(({ kind }) => kind === 'id_front');
    expect(own.has(Buffer.from(batch.documents.get(front?.sha256 ?? '') ?? []).toString('base64'))).toBe(false);
  });
});

test('a folder without photos is refused in a sentence', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'no-photos-'));
  await expect(makeSampleBatch({ seed: 1, count: 1, now, photosDirectory: empty })).rejects.toThrow(/holds no photo/);
  await rm(empty, { recursive: true });
});
