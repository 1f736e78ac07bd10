import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageAddress, pageFile, printQueryAllowed } from '../../../electron/main/page.ts';

describe('the files of the page', () => {
  it('serves a built file by its kind', () =>
    expect(pageFile('desk://app/assets/index-1.js')).toMatchObject({ path: ['assets', 'index-1.js'], isDocument: false }));
  it('serves the document for the page itself and for its routes', () => {
    expect(pageFile('desk://app/')?.path).toEqual(['index.html']);
    expect(pageFile('desk://app/review/A-1')?.path).toEqual(['index.html']);
  });
  it.each([
    'desk://app/..%2f..%2fetc%2fpasswd.js',
    'desk://app/a%5cb.js',
    'desk://app/.env.json',
    'desk://app/x.exe',
    'desk://app/%zz.js',
    'desk://other/x.js',
    'file:///x.js',
  ])('serves nothing for %s', (address) => expect(pageFile(address)).toBeUndefined());
  it('never names a way out of its folder', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        const file = pageFile(`desk://app/${rest}`);
        expect(file?.path.every((part) => part !== '' && !part.startsWith('.') && !/[/\\:\0]/.test(part)) ?? true).toBe(true);
      }),
    );
  });
});

describe('the address of a picture', () => {
  const sha256 = 'ab'.repeat(32);
  const pass = '0c'.repeat(16);
  it('names document, rendition and whose pass it is asked for by', () =>
    expect(imageAddress(`desk-image://${pass}/${sha256}/thumbnail`)).toEqual({ pass, sha256, rendition: 'thumbnail' }));
  it.each([
    `desk-image://${sha256}/screen`,
    `desk-image:///${sha256}/screen`,
    `desk-image://${pass.slice(2)}/${sha256}/screen`,
    `desk-image://${pass}/${sha256}/full`,
    `desk-image://${pass}/${sha256}/screen/..`,
    `desk-image://${pass}/${sha256.slice(2)}/screen`,
    `desk-image://${pass}/${sha256.toUpperCase()}/screen`,
    `desk-image://${pass}/${sha256}/screen?key=1`,
  ])('is nothing else: %s', (address) => expect(imageAddress(address)).toBeUndefined());
});

describe('what is to be printed', () => {
  it('is named by plain words, which lead to no other page', () => {
    expect(printQueryAllowed('print=decision-sheet&application=01a1e215-2900-7c00&purpose=archive&full=0&language=zh')).toBe(true);
    for (const query of [
      '',
      'application=a',
      'print=',
      'print=a#x',
      'print=a&b=c/../d',
      'print=a&b=%2e%2e',
      'print=a&b=http://c',
      `print=${'a'.repeat(61)}`,
    ])
      expect(printQueryAllowed(query), query).toBe(false);
  });
});
