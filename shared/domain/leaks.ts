import { type Applicant, maskedFields } from './application.ts';
import type { ReasonCatalogue } from './reason.ts';

/**
 * What must never reach an applicant: words that hint at a suspicion, the catalogue's internal sentences, and personal values in free text.
 */

/** Words that tell an applicant what was suspected. Latin ones are matched as whole words, some of them with their endings. */
const hintWords: readonly RegExp[] = [
  /伪造|造假|假证|变造|涂改|篡改|拼接|(?<![A-Za-z])[Pp](?:图|过)|修图痕迹|疑似|嫌疑|可疑|欺诈|诈骗|骗取|冒用|冒充|盗用|顶替|黑名单|风控/u,
  /\b(?:PS|Photoshop(?:ped)?|photoshop(?:ped)?)\b/u,
  /\b(?:frauds?|fraudulent|fakes?|faked|forged|forgery|forgeries|counterfeit(?:ed|s)?|tamper(?:ed|ing)?|doctored|manipulated|imposters?|impostors?|impersonat\w*|suspect(?:ed|s)?|suspicious|suspicion|stolen|blacklist(?:ed)?|scam(?:mer)?s?|risk control)\b/iu,
];

/** The hinting words found in `text`, as they stand there. */
export const hintsIn = (text: string): string[] => hintWords.flatMap((words) => words.exec(text)?.[0] ?? []);

const bare = (text: string): string => text.replace(/[\s，。；：、,.;:!?！？“”"'’]+/gu, '').toLowerCase();

/** Shortest part of an internal sentence that is held to be copied rather than said by chance, characters without punctuation. */
const shortestPart = { zh: 6, en: 18 } as const;

/** The clauses of the catalogue's internal sentences that are long enough, bare. */
const internalPartsOf = ({ reasons }: ReasonCatalogue): string[] =>
  reasons.flatMap(({ internal }) =>
    internal === undefined
      ? []
      : (['zh', 'en'] as const).flatMap((language) =>
          internal[language]
            .split(/[，。；：,.;:]/u)
            .map(bare)
            .filter((part) => part.length >= shortestPart[language]),
        ),
  );

/** They are looked for with every decision, and a catalogue is never changed in place. */
const internalParts = new WeakMap<ReasonCatalogue, string[]>();

/** Whether `text` holds an internal sentence of the catalogue, or a clause of one. Punctuation, spaces and case don't hide it. */
export const internalTextIn = (text: string, catalogue: ReasonCatalogue): boolean => {
  const searched = bare(text);
  let parts = internalParts.get(catalogue);
  if (parts === undefined) {
    parts = internalPartsOf(catalogue);
    internalParts.set(catalogue, parts);
  }
  return parts.some((part) => searched.includes(part));
};

/** An identity number, a mainland mobile number, an e-mail address. */
const personalForms: readonly RegExp[] = [/\d{17}[\dXx]/u, /(?<!\d)1[3-9]\d{9}(?!\d)/u, /[\w.+-]+@[\w-]+\.\w+/u];

/** Whether `text` holds something that identifies a person: by its form, or one of this applicant's own values. */
export const personalValueIn = (text: string, applicant?: Applicant): boolean => {
  if (personalForms.some((form) => form.test(text.replace(/(?<=\d)[\s-](?=\d)/gu, '')))) return true;
  return (['name', 'latinName', ...maskedFields] as const).some((field) => {
    const value = applicant?.[field]?.trim() ?? '';
    return value.length >= 2 && text.includes(value);
  });
};
