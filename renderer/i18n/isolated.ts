/** Letters of scripts that are written from right to left, and the marks that turn the direction of what follows. */
const turning = /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** The marks that isolate: one that closes what it did not open would let the rest of the text out. */
const isolating = /[\u2066-\u2069]/g;

/** A text without isolating marks of its own, so that what isolates it here holds. They are not seen, and the text reads the same. */
export const withoutIsolates = (text: string): string => text.replaceAll(isolating, '');

/**
 * A person's text for the middle of a sentence: where it runs from right to left, or holds a mark that turns the direction, it is enclosed (U+2068, U+2069)
 * and turns nothing around it. Any other text is answered as it is.
 */
export const isolated = (text: string): string => (turning.test(text) ? `\u2068${withoutIsolates(text)}\u2069` : text);
