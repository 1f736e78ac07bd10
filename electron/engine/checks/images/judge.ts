import type { Finding } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { findingOf } from '../finding.ts';
import type { Colour } from './colour.ts';
import type { Exposure } from './exposure.ts';
import type { Glare } from './glare.ts';
import type { ScreenFinding } from './screen-squares.ts';
import type { Sharpness } from './sharpness.ts';

const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));
/** Rounded down, so that a figure that is told lies on the same side of a limit with as many digits as the one it was judged by: never "28, at least 28". */
const floored = (value: number, digits = 0): number => Math.floor(value * 10 ** digits + 1e-9) / 10 ** digits;

/** `image.pixels`: the short side of the upright original, px, against the policy's for this kind of document. */
export const judgePixels = (policy: Policy, kind: string, size: { width: number; height: number }): Finding => {
  const limit = policy.image.minShortSide[kind] ?? policy.image.minShortSide.default ?? 0;
  const measured = Math.min(size.width, size.height);
  const figures = { measured, limit, unit: 'px', details: { width: size.width, height: size.height } };
  if (measured >= limit) return findingOf(policy, 'image.pixels', 'pass', figures);
  return findingOf(policy, 'image.pixels', 'fail', { ...figures, cause: 'tooFew', suggests: ['document.pixels_too_few'] });
};

/** Ratio of edge widths in two directions from which a blur has a direction: a moved camera, not a lens out of focus. */
const directional = 1.8;

/** `image.sharpness`: the index of `sharpness.ts`, 1 to 100. A photo without edges can't be judged, and says so. */
export const judgeSharpness = (policy: Policy, { index, narrow, wide, edges }: Sharpness): Finding => {
  const { fail, warn } = policy.image.sharpness;
  if (edges === 0) return findingOf(policy, 'image.sharpness', 'warn', { cause: 'noEdges', measured: 0, limit: fail, unit: 'index' });
  const moved = wide / narrow >= directional;
  const figures = {
    measured: floored(index),
    limit: fail,
    unit: 'index',
    details: { narrowestEdge: rounded(narrow, 1), widestEdge: rounded(wide, 1) },
  };
  if (index >= warn) return findingOf(policy, 'image.sharpness', 'pass', figures);
  const suggests = [moved ? 'document.motion_blurred' : 'document.blurred'];
  return findingOf(policy, 'image.sharpness', index < fail ? 'fail' : 'warn', {
    ...figures,
    cause: moved ? 'motion' : 'blurred',
    suggests,
  });
};

/** `image.exposure`: the index of `exposure.ts`, 0 to 100, with the side that is worse. */
export const judgeExposure = (policy: Policy, { index, side, mean, darkShare, lightShare }: Exposure): Finding => {
  const { fail, warn } = policy.image.exposure;
  const figures = {
    measured: floored(index),
    limit: fail,
    unit: 'index',
    details: { mean: rounded(mean), darkPercent: rounded(darkShare * 100), lightPercent: rounded(lightShare * 100) },
  };
  if (index >= warn) return findingOf(policy, 'image.exposure', 'pass', figures);
  return findingOf(policy, 'image.exposure', index < fail ? 'fail' : 'warn', {
    ...figures,
    cause: side,
    suggests: [side === 'bright' ? 'document.too_bright' : 'document.too_dark'],
  });
};

/** `image.glare`: the share of the picture under bright spots that fade out, with their places. */
export const judgeGlare = (policy: Policy, { share, regions }: Glare): Finding => {
  const { fail, warn } = policy.image.glare;
  const figures = { measured: floored(share * 100, 1), limit: rounded(fail * 100, 1), unit: '%' };
  if (share < warn) return findingOf(policy, 'image.glare', 'pass', figures);
  return findingOf(policy, 'image.glare', share >= fail ? 'fail' : 'warn', {
    ...figures,
    cause: 'spots',
    evidence: regions,
    suggests: ['document.glare'],
  });
};

/** `image.colour`: the chroma index of `colour.ts`. */
export const judgeColour = (policy: Policy, kind: string, { index }: Colour): Finding => {
  const { fail, warn } = policy.image.colour;
  const figures = { measured: floored(index, 1), limit: fail, unit: 'index' };
  // A supplement may be a black-and-white letter by itself.
  if (kind === 'supplement') return findingOf(policy, 'image.colour', 'skipped', figures);
  if (index >= warn) return findingOf(policy, 'image.colour', 'pass', figures);
  return findingOf(policy, 'image.colour', index < fail ? 'fail' : 'warn', {
    ...figures,
    cause: 'grey',
    suggests: ['document.not_colour'],
  });
};

/** `image.screen`: how far a display's grid stands out, decibels, with the squares that show it. A person has to look: what is regular may be a fabric as well. */
export const judgeScreen = (policy: Policy, { pattern, fully }: ScreenFinding): Finding => {
  const { warn } = policy.image.screen;
  const limit = { limit: warn, unit: 'dB' };
  if (pattern === undefined) return findingOf(policy, 'image.screen', 'skipped', { ...limit, cause: 'notMeasurable' });
  const { strength, period, regions } = pattern;
  const figures = {
    ...limit,
    measured: floored(strength),
    ...(period === undefined ? {} : { details: { period: rounded(period, 1) } }),
  };
  if (strength >= warn)
    return findingOf(policy, 'image.screen', 'warn', {
      ...figures,
      cause: 'grid',
      evidence: regions,
      suggests: ['authenticity.screen_photo'],
    });
  if (!fully) return findingOf(policy, 'image.screen', 'skipped', { ...figures, cause: 'reduced' });
  return findingOf(policy, 'image.screen', 'pass', figures);
};
