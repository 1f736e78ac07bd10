import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteOrderMark, toCsv } from '../../../shared/domain/spreadsheet.ts';

/** Reads CSV by RFC 4180, without this program's own writer. */
const parse = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      for (; text[at] !== ',' && !text.startsWith('\r\n', at); at += 1) {
        if (text[at] === '"' || text[at] === '\r' || text[at] === '\n') throw new Error('a bare quotation mark or line break');
        cell += text[at];
      }
    }
    row.push(cell);
    if (text[at] === ',') at += 1;
    else {
      if (!text.startsWith('\r\n', at)) throw new Error('a line does not end with CR LF');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
};

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[ \t\r\n"',=+@-]{0,6}[a-z0-9]{0,3}$/),
  fc.constantFrom(
    '=1+1',
    '=HYPERLINK("http://a.example","x")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '张三, "老"\r\n下一行',
  ),
);
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

test('every cell comes out again as it went in, but for an apostrophe before what a spreadsheet would take for a formula', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = toCsv(rows);
      expect(text.startsWith(byteOrderMark)).toBe(true);
      const read = parse(text.slice(1));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const [line, row] of rows.entries()) {
        for (const [column, given] of row.entries()) {
          const found = read[line]?.[column] ?? '';
          expect([given, `'${given}`]).toContain(found);
          expect(found).not.toMatch(/^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u);
        }
      }
    }),
  );
});

test('the text is what RFC 4180 and Excel expect', () => {
  expect(
    toCsv([
      ['编号', 'a,b', 'say "hi"'],
      ['=cmd', '-5', ''],
    ]),
  ).toBe(`\uFEFF编号,"a,b","say ""hi"""\r\n'=cmd,'-5,\r\n`);
});
