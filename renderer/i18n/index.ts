/**
 * The interface's two languages: texts by namespace (one a screen), the domain's words, and dates, sizes and durations as people write them.
 * Promises the same keys in both languages, typed by the Chinese files, and a word for values that only a newer platform knows.
 * Called by every component; holds no state but the chosen language.
 */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../../shared/domain/announcement.ts';
import { isolated } from './isolated.ts';
import { en, zh } from './resources.ts';

export { useFormat } from './format.ts';
export { isolated, withoutIsolates } from './isolated.ts';
export { useWords, type Words } from './words.ts';
export { useTranslation };

/** What the page's language is called in HTML. */
export const htmlLanguage: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** Starts the texts in `language`; they are part of the program, so nothing is waited for. */
export const startTexts = (language: Language): void => {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { zh, en },
    ns: Object.keys(zh),
    defaultNS: 'app',
    initAsync: false,
    // React escapes what it shows; here a value is only kept from turning the direction of its sentence.
    interpolation: { escapeValue: true, escape: isolated },
    returnNull: false,
  });
};

/** Changes the language of every text on the page. */
export const speak = (language: Language): void => {
  if (i18next.language !== language) void i18next.changeLanguage(language);
  document.documentElement.lang = htmlLanguage[language];
};

/** The language now spoken. */
export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'zh');
