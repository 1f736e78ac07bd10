/**
 * A text with its full-width forms (U+FF01 to U+FF5E) and the ideographic space as the ordinary characters they stand for, as Chinese keyboards type them by
 * accident. Nothing else is changed: NFKC would also make a digit of ① or ².
 */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');

/** A text without the characters that nobody sees (Unicode's `Cf`: marks of direction, zero-width ones), which come along when a value is copied. */
export const withoutInvisible = (text: string): string => text.replace(/\p{Cf}/gu, '');

/** Whether a text holds a mark by which what follows is shown from right to left (U+202B, U+202E, U+2067): then its order on the screen is not the one it has. */
export const turnsDirection = (text: string): boolean => /[\u202B\u202E\u2067]/u.test(text);
