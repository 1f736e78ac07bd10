/** Step of an arrow key and of a page key, share of the width. */
const steps: Record<string, number> = { ArrowLeft: -0.02, ArrowRight: 0.02, ArrowDown: -0.02, ArrowUp: 0.02, PageDown: -0.1, PageUp: 0.1 };

/** A place of the slider kept between both edges. */
export const withinEdges = (share: number): number => Math.min(Math.max(share, 0), 1);

/** The place of the slider after a key; undefined: no key of its own. */
export const wipedBy = (share: number, key: string): number | undefined => {
  if (key === 'Home' || key === 'End') return key === 'Home' ? 0 : 1;
  const step = steps[key];
  // Whole hundredths: many small steps add up exactly.
  return step === undefined ? undefined : withinEdges(Math.round((share + step) * 100) / 100);
};
