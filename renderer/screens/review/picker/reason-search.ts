import type { ReasonChoice } from './given-reasons.ts';

const bare = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How well a reason answers a word: its title or code begins with it, a word of them does, or it stands somewhere in them. */
const rankOf = ({ reason }: ReasonChoice, word: string): number | undefined => {
  const texts = [reason.title.zh, reason.title.en, reason.code].map(bare);
  if (texts.some((text) => text.startsWith(word))) return 0;
  if (texts.some((text) => text.split(/[\s._-]+/u).some((part) => part.startsWith(word)))) return 1;
  if (texts.some((text) => text.includes(word))) return 2;
  return [reason.sentence.zh, reason.sentence.en].map(bare).some((text) => text.includes(word)) ? 3 : undefined;
};

/**
 * The reasons that answer what was typed, best first: Chinese, English or a part of the code, several words in any order. Nothing typed:
 * all of them, in the catalogue's order.
 */
export const searchReasons = (offered: readonly ReasonChoice[], typed: string): ReasonChoice[] => {
  const words = bare(typed)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [...offered];
  return offered
    .flatMap((choice) => {
      const ranks = words.map((word) => rankOf(choice, word));
      const found = ranks.every((rank) => rank !== undefined);
      return found ? [{ choice, rank: ranks.reduce<number>((sum, rank) => sum + (rank ?? 0), 0) }] : [];
    })
    .sort((left, right) => left.rank - right.rank)
    .map(({ choice }) => choice);
};
