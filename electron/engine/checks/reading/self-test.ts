import card from '../../../../resources/reading/self-test.json' with { type: 'json' };
import type { ReadingModels } from './models.ts';
import { readDocument } from './read-document.ts';

/**
 * Reads the bundled card of an invented person, and compares every value with what is printed on it. With a dictionary that is shifted by one, weights that do
 * not fit or a processor that reckons wrongly, reading goes on and gives plausible nonsense: this finds out before anything is concluded from it.
 */
export const passesSelfTest = async (models: ReadingModels): Promise<boolean> => {
  const { values } = await readDocument(models, Buffer.from(card.picture, 'base64'), 10_000_000);
  const wanted = Object.entries(card.values);
  return wanted.every(([field, text]) => values.some((value) => value.field === field && value.text === text)) && wanted.length > 0;
};
