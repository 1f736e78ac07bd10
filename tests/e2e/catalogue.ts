import reasons from '../../resources/reasons.json' with { type: 'json' };
import { catalogueSchema } from '../../shared/contract/intake/index.ts';
import type { ReasonCatalogue } from '../../shared/domain/reason.ts';

/** The product's own reason catalogue without one reason, as a platform tells it that has struck it. */
export const reasonsWithout = (code: string): ReasonCatalogue => {
  const catalogue = catalogueSchema.parse(reasons);
  return { ...catalogue, version: `${catalogue.version}-without`, reasons: catalogue.reasons.filter((reason) => reason.code !== code) };
};
