import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../../electron/dev/build/index.ts';
import { billOfMaterials } from '../../../electron/dev/components/bill.ts';
import { shippedComponents } from '../../../electron/dev/components/shipped.ts';
import type { ShippedComponent } from '../../../shared/domain/shipped-component.ts';

/**
 * The licences under which somebody else's work may lie in an MIT product that is given out as a program: permissive ones; LGPL for libvips, which is a shared library that may
 * be replaced; OFL for outlines of letters.
 */
const accepted = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-3-Clause',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT AND Apache-2.0',
  'OFL-1.1',
];

describe('what is shipped', () => {
  let components: ShippedComponent[] = [];
  beforeAll(async () => {
    await ensureBuilt();
    components = await shippedComponents();
  }, 180_000);

  test('is named with a licence that lets it be shipped', () => {
    expect(components.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'antd',
        'better-sqlite3-multiple-ciphers',
        'BlazeFace (short range)',
        'electron',
        'onnxruntime-node',
        'react',
        'sharp',
        'undici',
      ]),
    );
    expect(components.filter(({ licence }) => !accepted.includes(licence)).map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  test('does not name what is only built or tested with', () => {
    const names = components.map(({ name }) => name);
    for (const tool of ['vite', 'vitest', 'typescript', 'electron-builder', '@playwright/test', 'pouchdb'])
      expect(names).not.toContain(tool);
  });

  test('becomes the same bill of materials each time, and one that CycloneDX 1.6 accepts', async () => {
    const bill = billOfMaterials({ version: '1.2.3' }, components);
    expect(billOfMaterials({ version: '1.2.3' }, [...components].reverse())).toBe(bill);
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(bill)).toBeNull();
  });
});
