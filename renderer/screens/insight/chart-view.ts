import type { Language } from '../../../shared/domain/announcement.ts';
import type { InsightChart } from '../../../shared/domain/insight.ts';
import type { SpreadsheetCell } from '../../../shared/domain/spreadsheet.ts';
import type { useFormat, Words } from '../../i18n/index.ts';
import type { Picture } from './picture.ts';

/** One of the statistics, ready to be shown: in a sentence, as a picture (absent where there is nothing), and as a table. */
export type ChartView = {
  chart: InsightChart;
  title: string;
  sentence: string;
  /** How the numbers came about. */
  note?: string | undefined;
  picture?: Picture | undefined;
  head: string[];
  rows: SpreadsheetCell[][];
};

/** What words and numbers are written with. `reasonTitle`: a reason of the catalogue by its code. */
export type Writing = {
  language: Language;
  words: Words;
  format: ReturnType<typeof useFormat>;
  reasonTitle: (code: string) => string;
};

/** Sentences one behind the other; in Chinese they need no space between them. */
export const sentences = (language: Language, ...parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(language === 'zh' ? '' : ' ');
