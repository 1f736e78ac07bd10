import type { Finding } from '../../../../shared/domain/finding.ts';
import type { ImageLimits, Policy } from '../../../../shared/domain/policy.ts';
import { findingOf } from '../finding.ts';
import type { Colour } from './colour.ts';
import type { Exposure } from './exposure.ts';
import type { Glare } from './glare.ts';
import type { Sharpness } from './sharpness.ts';

const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** `image.pixels`: the short side of the upright original, px, against the policy's for this kind of document. */
export const judgePixels = (policy: Policy, kind: string, size: { width: number; height: number }): Finding => {
  const limit = policy.image.minShortSide[kind] ?? policy.image.minShortSide.default ?? 0;
  const measured = Math.min(size.width, size.height);
  const figures = { measured, limit, unit: 'px', details: { width: size.width, height: size.height } };
  if (measured >= limit) return findingOf(policy, 'image.pixels', 'pass', figures);
  return findingOf(policy, 'image.pixels', 'fail', { ...figures, cause: 'tooFew', suggests: ['document.pixels_too_few'] });
};

/** Ratio of edge widths in the two directions from which a blur has a direction: a moved camera, not a lens out of focus. */
const directional = 1.8;

/** `image.sharpness`: the index of `sharpness.ts`, 1 to 100. A photo without edges can't be judged, and says so. */
export const judgeSharpness = (policy: Policy, { index, across, along, edges }: Sharpness): Finding => {
  const { fail, warn } = policy.image.sharpness;
  if (edges === 0) return findingOf(policy, 'image.sharpness', 'warn', { cause: 'noEdges', limit: fail, unit: 'index' });
  const moved = Math.max(across, along) / Math.min(across, along) >= directional;
  const figures = {
    measured: rounded(index),
    limit: fail,
    unit: 'index',
    details: { edgeWidthAcross: rounded(across, 1), edgeWidthAlong: rounded(along, 1) },
  };
  if (index >= warn) return findingOf(policy, 'image.sharpness', 'pass', figures);
  const suggests = [moved ? 'document.motion_blurred' : 'document.blurred'];
  return findingOf(policy, 'image.sharpness', index < fail ? 'fail' : 'warn', {
    ...figures,
    cause: moved ? 'motion' : 'blurred',
    suggests,
  });
};

/** How near to a bound is doubtful. Towards the light little is: portraits before a light wall have means of 170 to 185 and are as they should be. */
const nearDark = 1.5;
const nearLight = 0.93;
/** From this part of a permitted share on a photo is doubtful. */
const nearShare = { dark: 0.6, light: 0.25 };
/** No highlights: 98 of 100 pixels are below these levels (fail, warn). Fair photos of documents have 174 and more. */
const noHighlight = { fail: 85, warn: 125 };
/** No shadows: a veil lies over everything from this level on. Fair photos of documents have at most 101. */
const veiled = 112;

type Light = { verdict: 'pass' | 'warn' | 'fail'; measured: number; limit: number; unit: string };

const tooDark = ({ mean, darkShare, lightest }: Exposure, { darkMean, maxDarkShare }: ImageLimits['exposure']): Light => {
  const ofMean = { measured: rounded(mean), limit: darkMean, unit: 'lightness' };
  if (darkShare > maxDarkShare) return { verdict: 'fail', measured: rounded(darkShare * 100), limit: maxDarkShare * 100, unit: '%' };
  if (mean < darkMean || lightest < noHighlight.fail) return { verdict: 'fail', ...ofMean };
  const doubtful = mean < darkMean * nearDark || lightest < noHighlight.warn || darkShare > maxDarkShare * nearShare.dark;
  return { verdict: doubtful ? 'warn' : 'pass', ...ofMean };
};

const tooBright = ({ subject, lightShare, darkest }: Exposure, { lightMean, maxLightShare }: ImageLimits['exposure']): Light => {
  const ofMean = { measured: rounded(subject), limit: lightMean, unit: 'lightness' };
  const ofShare = { measured: rounded(lightShare * 100), limit: maxLightShare * 100, unit: '%' };
  if (lightShare > maxLightShare) return { verdict: 'fail', ...ofShare };
  if (subject > lightMean) return { verdict: 'fail', ...ofMean };
  if (lightShare > maxLightShare * nearShare.light) return { verdict: 'warn', ...ofShare };
  return { verdict: subject > lightMean * nearLight || darkest > veiled ? 'warn' : 'pass', ...ofMean };
};

/** `image.exposure`: lightness and clipped shares, in both directions; the worse is told. */
export const judgeExposure = (policy: Policy, exposure: Exposure): Finding => {
  const { mean, darkShare, lightShare } = exposure;
  const dark = tooDark(exposure, policy.image.exposure);
  const bright = tooBright(exposure, policy.image.exposure);
  const details = { mean: rounded(mean), darkPercent: rounded(darkShare * 100), lightPercent: rounded(lightShare * 100) };
  if (dark.verdict === 'pass' && bright.verdict === 'pass')
    return findingOf(policy, 'image.exposure', 'pass', {
      measured: rounded(mean),
      limit: `${policy.image.exposure.darkMean}–${policy.image.exposure.lightMean}`,
      unit: 'lightness',
      details,
    });
  const isBright = bright.verdict === 'fail' ? dark.verdict !== 'fail' : dark.verdict === 'pass';
  const { verdict, ...figures } = isBright ? bright : dark;
  return findingOf(policy, 'image.exposure', verdict, {
    ...figures,
    cause: isBright ? 'bright' : 'dark',
    details,
    suggests: [isBright ? 'document.too_bright' : 'document.too_dark'],
  });
};

/** `image.glare`: the share of the picture under bright spots that fade out, with their places. */
export const judgeGlare = (policy: Policy, { share, regions }: Glare): Finding => {
  const { fail, warn } = policy.image.glare;
  const figures = { measured: rounded(share * 100, 1), limit: rounded(fail * 100, 1), unit: '%' };
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
  const figures = { measured: rounded(index, 1), limit: fail, unit: 'index' };
  // A supplement may be a black-and-white letter by itself.
  if (kind === 'supplement') return findingOf(policy, 'image.colour', 'skipped', figures);
  if (index >= warn) return findingOf(policy, 'image.colour', 'pass', figures);
  return findingOf(policy, 'image.colour', index < fail ? 'fail' : 'warn', {
    ...figures,
    cause: 'grey',
    suggests: ['document.not_colour'],
  });
};
