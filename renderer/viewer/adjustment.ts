/** How a photo is lit for looking at it. The file is never touched. 1 is as it is; brightness and contrast are factors. */
export type Adjustment = { brightness: number; contrast: number; grey: boolean; invert: boolean };

/** The photo as it is. */
export const unadjusted: Adjustment = { brightness: 1, contrast: 1, grey: false, invert: false };

/** The factors that can be set. */
export const adjustmentRange = { least: 0.4, greatest: 2.5, step: 0.05 } as const;

const within = (factor: number): number => Math.min(Math.max(factor, adjustmentRange.least), adjustmentRange.greatest);

/** Whether anything differs from the photo as it is. */
export const isAdjusted = ({ brightness, contrast, grey, invert }: Adjustment): boolean =>
  brightness !== 1 || contrast !== 1 || grey || invert;

/** The CSS filter that shows it; `none` where nothing is set, so that no layer is made for it. */
export const filterOf = ({ brightness, contrast, grey, invert }: Adjustment): string => {
  const parts = [
    brightness === 1 ? '' : `brightness(${within(brightness)})`,
    contrast === 1 ? '' : `contrast(${within(contrast)})`,
    grey ? 'grayscale(1)' : '',
    invert ? 'invert(1)' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'none' : parts.join(' ');
};
