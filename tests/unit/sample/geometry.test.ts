import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carry, fromUnitSquare, inverse, layInPerspective, type Quadrilateral } from '../../../electron/intake/sample/homography.ts';

const unitSquare: Quadrilateral = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];
const wobble = fc.double({ min: -0.24, max: 0.24, noNaN: true });
/** Convex quadrilaterals: each corner of a rectangle is moved by less than a quarter of its sides. */
const quadrilaterals = fc
  .tuple(
    fc.integer({ min: 20, max: 4000 }),
    fc.integer({ min: 20, max: 4000 }),
    fc.array(fc.tuple(wobble, wobble), { minLength: 4, maxLength: 4 }),
  )
  .map(
    ([width, height, moves]) =>
      unitSquare.map(([x, y], index) => [
        (x + (moves[index]?.[0] ?? 0)) * width,
        (y + (moves[index]?.[1] ?? 0)) * height,
      ]) as unknown as Quadrilateral,
  );

describe('a homography', () => {
  test('carries the corners of the unit square onto the four corners', () => {
    fc.assert(
      fc.property(quadrilaterals, (corners) => {
        const map = fromUnitSquare(corners);
        for (const [index, corner] of unitSquare.entries()) {
          const [x, y] = carry(map, corner);
          expect(x).toBeCloseTo(corners[index]?.[0] ?? Number.NaN, 5);
          expect(y).toBeCloseTo(corners[index]?.[1] ?? Number.NaN, 5);
        }
      }),
    );
  });

  test('is undone by its inverse', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(quadrilaterals, share, share, (corners, x, y) => {
        const map = fromUnitSquare(corners);
        const [backX, backY] = carry(inverse(map), carry(map, [x, y]));
        expect(backX).toBeCloseTo(x, 6);
        expect(backY).toBeCloseTo(y, 6);
      }),
    );
  });

  test('keeps straight lines straight', () => {
    fc.assert(
      fc.property(quadrilaterals, (corners) => {
        const map = fromUnitSquare(corners);
        const [a, b, c] = [carry(map, [0.1, 0.2]), carry(map, [0.4, 0.45]), carry(map, [0.82, 0.8])];
        const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        const size = Math.hypot(c[0] - a[0], c[1] - a[1]);
        expect(Math.abs(area) / (size * size + 1)).toBeLessThan(1e-6);
      }),
    );
  });
});

test('a picture laid onto its own rectangle is itself, and nothing outside is touched', () => {
  const [width, height] = [8, 6];
  const source = {
    width,
    height,
    pixels: Uint8Array.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : (at * 7) % 256)),
  };
  const target = { width: 20, height: 12, pixels: new Uint8Array(20 * 12 * 3).fill(9) };
  layInPerspective(target, source, [
    [5, 3],
    [13, 3],
    [13, 9],
    [5, 9],
  ]);
  for (let row = 0; row < 12; row += 1) {
    for (let column = 0; column < 20; column += 1) {
      const inside = column >= 5 && column < 13 && row >= 3 && row < 9;
      for (let channel = 0; channel < 3; channel += 1) {
        const expected = inside ? source.pixels[((row - 3) * width + column - 5) * 4 + channel] : 9;
        expect(target.pixels[(row * 20 + column) * 3 + channel]).toBe(expected);
      }
    }
  }
});
