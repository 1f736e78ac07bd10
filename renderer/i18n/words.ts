import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Finding, isWithinLimit } from '../../shared/domain/finding.ts';
import { formatMeasurement } from '../../shared/domain/measurement.ts';
import { isolated } from './isolated.ts';
import { en, zh } from './resources.ts';

/** What can be named, as the groups of `words.json`. */
type WordGroup = keyof typeof zh.words;

/** A word of a newer platform has no name here and is called by the group's `other`, or by itself where there is none. */
const nameIn = (words: unknown, path: string): string | undefined => {
  let found: unknown = words;
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return typeof found === 'string' ? found : undefined;
};

/** Units that are part of how a value is written; the others (`characters`, `years`) are words, and the sentence has its own. */
const writtenUnits = ['B', 'px', '%', 'likeness'];

const written = (value: number | string, unit: string | undefined): string =>
  typeof value === 'string' && !value.includes('/')
    ? value
    : formatMeasurement(value, unit !== undefined && writtenUnits.includes(unit) ? unit : undefined);

/** Values that fill a cause's sentence: the measured value and the limit as people read them, and what else was measured. */
const valuesOf = (finding: Finding): Record<string, string | number> => ({
  ...finding.details,
  ...(finding.measured === undefined ? {} : { measured: written(finding.measured, finding.unit) }),
  ...(finding.limit === undefined ? {} : { limit: written(finding.limit, finding.unit) }),
});

const fill = (sentence: string, values: Record<string, string | number>): string =>
  sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => isolated(String(values[name] ?? '—')));

/** The domain's words in one language. */
export type Words = {
  /** The word for `value` of a group: `word('outcome', 'approve')`, `word('check', 'image.sharpness')`. */
  word(group: WordGroup, value: string): string;
  /** What a finding's cause means, as a sentence; undefined where the finding names none that is known. */
  cause(finding: Finding): string | undefined;
};

/** The words of one language. */
export const wordsIn = (language: string): Words => {
  const texts = language === 'en' ? en : zh;
  return {
    word: (group, value) => nameIn(texts.words[group], value) ?? nameIn(texts.words[group], 'other') ?? value,
    cause: (finding) => {
      if (finding.cause === undefined) return undefined;
      // What is doubtful and within its limit must not read as if it were beyond.
      const near = isWithinLimit(finding) ? nameIn(texts.causes, `${finding.check}.${finding.cause}Near`) : undefined;
      const sentence = near ?? nameIn(texts.causes, `${finding.check}.${finding.cause}`) ?? nameIn(texts.causes, `any.${finding.cause}`);
      return sentence === undefined ? undefined : fill(sentence, valuesOf(finding));
    },
  };
};

/** The domain's words in the language of the page. */
export const useWords = (): Words => {
  const { i18n } = useTranslation();
  return useMemo(() => wordsIn(i18n.language), [i18n.language]);
};
