import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import type { ShippedComponent } from '../../shared/domain/shipped-component.ts';
import { shippedComponentsPath } from './ports/entry.ts';

const listSchema = z.array(
  z.object({ name: z.string(), version: z.string(), licence: z.string(), source: z.enum(['npm', 'resources']), text: z.string() }),
);

/** What of others this product carries, with the texts of the licences. Read anew each time: it is asked for once in a long while, and is a megabyte. */
export const readShippedComponents = async (): Promise<Result<ShippedComponent[]>> => {
  try {
    return succeed(listSchema.parse(JSON.parse(await readFile(shippedComponentsPath(), 'utf8'))));
  } catch {
    return fail('file_unreadable', { file: 'components.json' });
  }
};
