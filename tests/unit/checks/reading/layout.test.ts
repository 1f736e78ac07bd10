import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestBox, turned, undirected } from '../../../../electron/engine/checks/reading/geometry.ts';
import { classesOf } from '../../../../electron/engine/checks/reading/models.ts';
import { charactersOf, textOf } from '../../../../electron/engine/checks/reading/read-line.ts';
import type { Page, PageLine } from '../../../../electron/engine/checks/reading/read-page.ts';
import { isSoundNumber, readCardBack, readCardFront } from '../../../../electron/engine/checks/reading/resident-card.ts';

/** A line of text as it was read, its left end and the level of its middle in px. */
const line = (text: string, left: number, level: number, confidence = 0.99, size = 30): PageLine => {
  const width = [...text].reduce((sum, character) => sum + (/[\d.\-A-Z]/.test(character) ? size * 0.6 : size), 0);
  const letters = [...text];
  return {
    box: { centre: { x: left + width / 2, y: level }, width, height: size * 1.4, angle: 0 },
    read: letters.map((character, index) => ({ character, confidence, at: (index + 0.5) / letters.length })),
    text,
    probabilities: { values: new Float32Array(), steps: 0, classes: 0 },
    left,
    right: left + width,
    level,
  };
};
const pageOf = (lines: PageLine[]): Page => ({
  picture: { width: 1_000, height: 700, rgb: new Uint8Array() },
  lines,
  direction: 0,
  straighten: (point) => point,
  directionAt: () => 0,
  fractions: (points) => {
    const [xs, ys] = [points.map(({ x }) => x / 1_000), points.map(({ y }) => y / 700)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
  },
});
const texts = (page: Page) => Object.fromEntries(readCardFront(page).values.map(({ field, text }) => [field, text]));
const number = '11010519491231002X';
const whole = {
  name: '欧阳若溪',
  sex: 'female',
  ethnicity: '维吾尔',
  birthDate: '1949-12-31',
  address: '北京市朝阳区样例路105号8幢4单元304室',
  idNumber: number,
};
const apart = [
  line('姓名', 60, 100),
  line('欧阳若溪', 160, 102),
  line('性别', 60, 170),
  line('女', 160, 172),
  line('民族', 250, 170),
  line('维吾尔', 330, 171),
  line('出生', 60, 240),
  line('1949年12月31日', 160, 241),
  line('住址', 60, 310),
  line('北京市朝阳区样例路', 160, 311),
  line('105号8幢4单元304室', 160, 353),
  line('公民身份号码', 60, 500),
  line(number, 280, 500),
];

describe('the front of a card', () => {
  it('is read whether labels and values are lines of their own or together', () => {
    expect(texts(pageOf(apart))).toEqual(whole);
    const together = [
      line('姓名欧阳若溪', 60, 100),
      line('性别女民族维吾尔', 60, 170),
      line('出生1949年12月31日', 60, 240),
      line('住址北京市朝阳区样例路', 60, 310),
      line('105号8幢4单元304室', 120, 353),
      line(`公民身份号码${number}`, 60, 500),
    ];
    expect(texts(pageOf(together))).toEqual(whole);
  });

  it('is read without the labels of name and address, by their places', () => {
    expect(texts(pageOf(apart.filter(({ text }) => text !== '姓名' && text !== '住址')))).toEqual(whole);
  });

  it('takes no misread label into the name or the address', () => {
    const misread = apart.map((one) => (one.text === '姓名' ? line('姓召', 60, 100) : one.text === '住址' ? line('住扯', 60, 310) : one));
    expect(texts(pageOf(misread))).toEqual(whole);
  });

  it('is read in whatever order the lines were found, and beside a watermark', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(apart, { minLength: apart.length }), (lines) => {
        expect(texts(pageOf([...lines, line('样本', 300, 430, 0.99, 120)]))).toEqual(whole);
      }),
    );
  });

  it('tells each value’s place and the confidence of its least certain character', () => {
    const unsure = apart.map((one) =>
      one.text === '欧阳若溪' ? { ...one, read: one.read.map((read, index) => (index === 2 ? { ...read, confidence: 0.3 } : read)) } : one,
    );
    const name = readCardFront(pageOf(unsure)).values.find(({ field }) => field === 'name');
    expect(name?.confidence).toBe(0.3);
    expect(name?.region.x).toBeCloseTo(0.16, 1);
    expect(name?.region.y).toBeCloseTo(0.12, 1);
  });

  it('concludes nothing from a birth date or sex that the number contradicts', () => {
    const other = apart.map((one) => (one.text === '1949年12月31日' ? line('1949年12月21日', 160, 241) : one));
    const values = readCardFront(pageOf(other)).values;
    expect(values.find(({ field }) => field === 'birthDate')).toMatchObject({ text: '1949-12-21', confidence: 0 });
    expect(values.find(({ field }) => field === 'sex')).toMatchObject({ confidence: 0.99, verified: true });
  });

  it('does not take a number for sound that misses a digit or has another check digit', () => {
    const read = (text: string) =>
      readCardFront(pageOf([...apart.slice(0, -1), line(text, 280, 500)])).values.find(({ field }) => field === 'idNumber')?.verified;
    expect(read(number)).toBe(true);
    expect(read(number.slice(0, 17))).toBe(false);
    expect(read('110105194912310021')).toBe(false);
    expect(isSoundNumber('110105194913310026')).toBe(false);
  });

  it('reads letters that look like digits as digits within the number alone', () => {
    const read = readCardFront(pageOf([...apart.slice(0, -1), line('11O1O5I949123IOO2X', 280, 500)])).values;
    expect(read.find(({ field }) => field === 'idNumber')).toMatchObject({ text: number, verified: true });
  });
});

describe('the back of a card', () => {
  const back = (validity: string) =>
    Object.fromEntries(
      readCardBack(
        pageOf([
          line('居民身份证', 300, 200, 0.99, 70),
          line('签发机关', 200, 400),
          line('北京市公安局朝阳分局', 340, 400),
          line('有效期限', 200, 480),
          line(validity, 340, 480),
        ]),
      ).values.map(({ field, text, confidence }) => [field, confidence === 0 ? 'unsure' : text]),
    );
  it('is read with a date at the end, and with none', () => {
    expect(back('2013.07.12-2033.07.12')).toEqual({
      issuingAuthority: '北京市公安局朝阳分局',
      validFrom: '2013-07-12',
      validUntil: '2033-07-12',
    });
    expect(back('2013.07.12-长期')).toMatchObject({ validFrom: '2013-07-12', validUntil: '长期' });
    expect(back('2016.02.29-2026.02.28')).toMatchObject({ validFrom: '2016-02-29', validUntil: '2026-02-28' });
  });
  it('concludes nothing from a length of validity that no card has', () => {
    expect(back('2013.07.12-2032.07.12')).toMatchObject({ validFrom: 'unsure', validUntil: 'unsure' });
    expect(back('2013.07.12-2033.07.13')).toMatchObject({ validUntil: 'unsure' });
  });
});

describe('geometry', () => {
  it('finds the box around a turned rectangle, whatever the angle', () => {
    fc.assert(
      fc.property(fc.double({ min: -1.5, max: 1.5, noNaN: true }), fc.integer({ min: 40, max: 300 }), (angle, width) => {
        const corners = [
          [-width / 2, -8],
          [width / 2, -8],
          [width / 2, 8],
          [-width / 2, 8],
        ].map(([x = 0, y = 0]) => turned({ x, y }, angle));
        const box = smallestBox(corners);
        expect(Math.abs(undirected(box.angle - angle))).toBeLessThan(0.01);
        expect(box.width).toBeCloseTo(width + 1, 3);
        expect(box.height).toBeCloseTo(17, 3);
      }),
    );
  });
});

describe('the network’s classes', () => {
  it('begin with none and end with the space that the list of characters leaves out', () => {
    expect(classesOf('甲\n乙\n')).toEqual(['', '甲', '乙', ' ']);
  });
  it('are joined where they repeat, and parted by none', () => {
    const characters = ['', 'A', 'B'];
    const steps = [1, 1, 0, 1, 2, 2];
    const values = new Float32Array(steps.length * 3);
    for (const [step, best] of steps.entries()) values[step * 3 + best] = 0.8;
    expect(textOf(charactersOf({ values, steps: steps.length, classes: 3 }, characters))).toBe('AAB');
    expect(textOf(charactersOf({ values, steps: steps.length, classes: 3 }, characters, [2]))).toBe('B');
  });
});
