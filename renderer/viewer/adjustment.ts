/**
 * How a photo is lit for looking at it. The file is never touched. 1 is as it is; brightness and contrast are factors, a gamma above 1 lifts the
 * middle tones and leaves black and white where they are.
 */
export type Adjustment = { brightness: number; contrast: number; gamma: number; grey: boolean; invert: boolean };

/** The photo as it is. */
export const unadjusted: Adjustment = { brightness: 1, contrast: 1, gamma: 1, grey: false, invert: false };

/** What can be set by degrees, and how far. */
export const factors = ['brightness', 'contrast', 'gamma'] as const;
/** The factors that can be set. */
export const adjustmentRange = { least: 0.4, greatest: 2.5, step: 0.05 } as const;

const within = (factor: number): number => Math.min(Math.max(factor, adjustmentRange.least), adjustmentRange.greatest);

/** Whether anything differs from the photo as it is. */
export const isAdjusted = ({ brightness, contrast, gamma, grey, invert }: Adjustment): boolean =>
  brightness !== 1 || contrast !== 1 || gamma !== 1 || grey || invert;

/** The exponent that every colour channel is raised to for that gamma. */
export const exponentOf = ({ gamma }: Pick<Adjustment, 'gamma'>): number => 1 / within(gamma);

/**
 * The CSS filter that shows it; `none` where nothing is set, so that no layer is made for it. `gammaFilter` names the SVG filter of the page that
 * raises to {@link exponentOf}, since CSS has none of its own.
 */
export const filterOf = ({ brightness, contrast, gamma, grey, invert }: Adjustment, gammaFilter: string): string => {
  const parts = [
    gamma === 1 ? '' : `url(#${gammaFilter})`,
    brightness === 1 ? '' : `brightness(${within(brightness)})`,
    contrast === 1 ? '' : `contrast(${within(contrast)})`,
    grey ? 'grayscale(1)' : '',
    invert ? 'invert(1)' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'none' : parts.join(' ');
};
