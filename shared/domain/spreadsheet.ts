/**
 * Tables for spreadsheets: CSV by RFC 4180 in UTF-8. A cell that a spreadsheet would take for a formula is defused by an apostrophe before it
 * (OWASP, "CSV Injection"): those that begin with `=`, `+`, `-`, `@`, a tab or a line break, also behind spaces or in full-width form.
 */

/** Tells a spreadsheet that the text is UTF-8; it stands once, at the very beginning. */
export const byteOrderMark = '\uFEFF';

const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

const cellOf = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as lines of CSV without the {@link byteOrderMark}: what a long table is written with, piece by piece. Lines end with CR LF. */
export const csvLines = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

/** A whole table as the text of a CSV file, {@link byteOrderMark} included. The first row is the heading. */
export const toCsv = (rows: readonly (readonly string[])[]): string => byteOrderMark + csvLines(rows);
