/**
 * Tables as files for spreadsheet programs: RFC 4180, UTF-8 with a byte order mark, by which they recognise it. A spreadsheet takes a cell that begins
 * like a formula for one, and a formula can send away what stands beside it; such a cell gets an apostrophe before it, which makes it text.
 */

/** Tells a spreadsheet that the text is UTF-8; it stands once, at the very beginning. */
export const byteOrderMark = '\uFEFF';

/** A cell. Numbers are written as they are: alone they are no formula. */
export type SpreadsheetCell = string | number;

/** How a formula or a command begins, also behind spaces, and in the full-width forms that Chinese spreadsheets take for the same. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** The text of a cell: harmless, and quoted where it holds what would end it. */
const written = (cell: SpreadsheetCell): string => {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as lines of CSV without the {@link byteOrderMark}: what a long table is written with, piece by piece. */
export const csvLines = (rows: readonly (readonly SpreadsheetCell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');

/** The table as the content of a CSV file, with its byte order mark. */
export const spreadsheetOf = (rows: readonly (readonly SpreadsheetCell[])[]): string => byteOrderMark + csvLines(rows);
