import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../../renderer/viewer/geometry.ts';
import {
  actualScale,
  applied,
  clamped,
  type Frame,
  fitted,
  outgrows,
  outlinePoints,
  percentOf,
  pictureBox,
  regionBox,
  scaleBounds,
  slantRange,
  toFraction,
  toViewport,
  turned,
  type ViewState,
  zoomedTo,
} from '../../../renderer/viewer/view-state.ts';

const length = (min: number, max: number) => fc.integer({ min, max });
const frames: fc.Arbitrary<Frame> = fc.record({
  picture: fc.record({ width: length(100, 6_000), height: length(100, 6_000) }),
  viewport: fc.record({ width: length(200, 2_000), height: length(200, 1_500) }),
  pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2),
});
const turns = fc.constantFrom<Turn>(0, 90, 180, 270);
const views = (frame: Frame): fc.Arbitrary<ViewState> =>
  fc
    .record({
      scale: fc.double({ min: 0.01, max: 20, noNaN: true }),
      offset: fc.record({ x: length(-3_000, 3_000), y: length(-3_000, 3_000) }),
      turn: turns,
      slant: fc.double({ min: slantRange.least, max: slantRange.greatest, noNaN: true }),
      fitted: fc.constant(false),
    })
    .map((view) => clamped(view, frame));
const framed = frames.chain((frame) => fc.record({ frame: fc.constant(frame), view: views(frame) }));
const inside = ({ viewport }: Frame) =>
  fc.record({ x: fc.double({ min: 0, max: viewport.width, noNaN: true }), y: fc.double({ min: 0, max: viewport.height, noNaN: true }) });

const hasGap = (view: ViewState, frame: Frame): boolean => {
  const box = pictureBox(view, frame);
  const gap = (at: number, size: number, room: number) =>
    size >= room ? at > 1e-6 || at + size < room - 1e-6 : Math.abs(at - (room - size) / 2) > 1e-6;
  return gap(box.x, box.width, frame.viewport.width) || gap(box.y, box.height, frame.viewport.height);
};

describe('the whole photo in view', () => {
  test('lies inside the viewport and touches it unless it is very small, whichever way it is turned', () => {
    fc.assert(
      fc.property(frames, turns, (frame, turn) => {
        const box = pictureBox(fitted(frame, turn), frame);
        expect(box.x).toBeGreaterThanOrEqual(-1e-6);
        expect(box.y).toBeGreaterThanOrEqual(-1e-6);
        expect(box.x + box.width).toBeLessThanOrEqual(frame.viewport.width + 1e-6);
        expect(box.y + box.height).toBeLessThanOrEqual(frame.viewport.height + 1e-6);
        // Eight times as large as it is, it is large enough.
        if (percentOf(fitted(frame, turn), frame) < 800)
          expect(Math.min(frame.viewport.width - box.width, frame.viewport.height - box.height)).toBeCloseTo(0, 6);
      }),
    );
  });

  test('stays whole when the window changes its size', () => {
    fc.assert(
      fc.property(frames, frames, (before, { viewport }) => {
        const frame = { ...before, viewport };
        expect(applied(fitted(before), { do: 'reframe' }, frame)).toEqual(fitted(frame));
      }),
    );
  });
});

describe('zoom', () => {
  test('keeps the place under the pointer', () => {
    fc.assert(
      fc.property(
        framed.chain(({ frame, view }) => fc.record({ frame: fc.constant(frame), view: fc.constant(view), at: inside(frame) })),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        ({ frame, view, at }, factor) => {
          const before = toFraction(view, frame, at);
          const seen = toViewport(zoomedTo(view, frame, view.scale * factor, at), frame, before);
          expect(seen.x).toBeCloseTo(at.x, 4);
          expect(seen.y).toBeCloseTo(at.y, 4);
        },
      ),
    );
  });

  test('keeps it also at the photo’s edge, once the photo fills the viewport', () => {
    fc.assert(
      fc.property(
        framed.chain(({ frame, view }) => fc.record({ frame: fc.constant(frame), view: fc.constant(view), at: inside(frame) })),
        fc.double({ min: 1, max: 5, noNaN: true }),
        ({ frame, view, at }, factor) => {
          const { width, height } = pictureBox(view, frame);
          fc.pre(width >= frame.viewport.width && height >= frame.viewport.height);
          const before = toFraction(view, frame, at);
          const seen = toViewport(applied(view, { do: 'zoom', factor, at }, frame), frame, before);
          expect(seen.x).toBeCloseTo(at.x, 4);
          expect(seen.y).toBeCloseTo(at.y, 4);
        },
      ),
    );
  });

  test('ends at its bounds', () => {
    fc.assert(
      fc.property(framed, fc.double({ min: 1e-4, max: 1e4, noNaN: true }), ({ frame, view }, factor) => {
        const { least, greatest } = scaleBounds(frame, view);
        const { scale } = applied(view, { do: 'zoom', factor }, frame);
        expect(scale).toBeGreaterThanOrEqual(least * (1 - 1e-9));
        expect(scale).toBeLessThanOrEqual(greatest * (1 + 1e-9));
      }),
    );
  });

  test('a double-click goes to 100 % at the pointer, and back to the whole photo', () => {
    const frame: Frame = { picture: { width: 4_000, height: 3_000 }, viewport: { width: 800, height: 600 }, pixelRatio: 1.25 };
    const near = applied(fitted(frame), { do: 'toggle', at: { x: 200, y: 150 } }, frame);
    expect(percentOf(near, frame)).toBe(100);
    expect(toFraction(near, frame, { x: 200, y: 150 })).toEqual({ x: 0.25, y: 0.25 });
    expect(applied(near, { do: 'toggle' }, frame)).toEqual(fitted(frame));
  });

  test('a double-click enlarges also a photo that is shown at 100 % already', () => {
    const frame: Frame = { picture: { width: 400, height: 300 }, viewport: { width: 800, height: 600 }, pixelRatio: 1 };
    expect(applied(fitted(frame), { do: 'toggle' }, frame).scale).toBe(4);
  });

  test('a photo of a single px stays a dot, and one of 60,000 px is seen whole', () => {
    const viewport = { width: 800, height: 600 };
    const dot: Frame = { picture: { width: 1, height: 1 }, viewport, pixelRatio: 1.5 };
    expect(percentOf(fitted(dot), dot)).toBe(800);
    const wide: Frame = { picture: { width: 60_000, height: 300 }, viewport, pixelRatio: 1 };
    expect(pictureBox(fitted(wide), wide)).toEqual({ x: 0, y: 298, width: 800, height: 4 });
  });
});

describe('turning', () => {
  test('four times in one direction changes nothing', () => {
    fc.assert(
      fc.property(framed, fc.constantFrom<1 | -1>(1, -1), ({ view }, direction) => {
        let seen = view;
        for (let times = 0; times < 4; times += 1) seen = turned(seen, direction);
        expect(seen.turn).toBe(view.turn);
        expect(seen.offset.x).toBeCloseTo(view.offset.x, 9);
        expect(seen.offset.y).toBeCloseTo(view.offset.y, 9);
      }),
    );
  });

  test('keeps the whole photo in view', () => {
    fc.assert(
      fc.property(frames, turns, (frame, turn) => {
        expect(applied(fitted(frame, turn), { do: 'turn', direction: 1 }, frame)).toEqual(fitted(frame, ((turn + 90) % 360) as Turn));
      }),
    );
  });
});

describe('any view', () => {
  const commands = fc.oneof(
    fc.record({ do: fc.constant('zoom' as const), factor: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
    fc.record({ do: fc.constant('pan' as const), by: fc.record({ x: length(-2_000, 2_000), y: length(-2_000, 2_000) }) }),
    fc.record({ do: fc.constant('turn' as const), direction: fc.constantFrom<1 | -1>(1, -1) }),
    fc.record({ do: fc.constant('straighten' as const), to: fc.double({ min: -40, max: 40, noNaN: true }) }),
    fc.constant({ do: 'actual' as const }),
    fc.constant({ do: 'toggle' as const }),
    fc.record({ do: fc.constant('show' as const), region: fc.constant({ x: 0.7, y: 0.1, w: 0.2, h: 0.3 }) }),
  );

  test('leaves no gap beside a photo that is larger than the viewport, and centres a smaller one', () => {
    fc.assert(
      fc.property(frames, fc.array(commands, { maxLength: 20 }), (frame, given) => {
        const view = given.reduce<ViewState>((seen, command) => applied(seen, command, frame), fitted(frame));
        expect(hasGap(view, frame)).toBe(false);
      }),
    );
  });

  test('places and fractions of the photo are each other’s inverse', () => {
    fc.assert(
      fc.property(
        framed,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ frame, view }, x, y) => {
          const back = toFraction(view, frame, toViewport(view, frame, { x, y }));
          expect(back.x).toBeCloseTo(x, 6);
          expect(back.y).toBeCloseTo(y, 6);
        },
      ),
    );
  });

  test('evidence on the photo’s top left corner lies top right after one turn', () => {
    const frame: Frame = { picture: { width: 400, height: 200 }, viewport: { width: 400, height: 400 }, pixelRatio: 1 };
    const view = applied(fitted(frame), { do: 'turn', direction: 1 }, frame);
    expect(regionBox(view, frame, { x: 0, y: 0, w: 0.25, h: 0.5 })).toEqual({ x: 200, y: 0, width: 100, height: 100 });
  });

  test('an outline follows the photo as a box around it does, in CSS px of that box', () => {
    const frame: Frame = { picture: { width: 400, height: 200 }, viewport: { width: 400, height: 400 }, pixelRatio: 1 };
    const view = applied(fitted(frame), { do: 'turn', direction: 1 }, frame);
    const box = regionBox(view, frame, { x: 0, y: 0, w: 0.25, h: 0.5 });
    const outline = [
      { x: 0, y: 0 },
      { x: 0.25, y: 0 },
      { x: 0.25, y: 0.5 },
    ];
    expect(outlinePoints(view, frame, outline, box)).toBe('100.0,0.0 100.0,100.0 0.0,100.0');
  });

  test('showing a region brings its middle to the viewport’s middle', () => {
    const frame: Frame = { picture: { width: 4_000, height: 3_000 }, viewport: { width: 800, height: 600 }, pixelRatio: 1 };
    const view = applied(fitted(frame), { do: 'show', region: { x: 0.4, y: 0.5, w: 0.1, h: 0.1 } }, frame);
    const box = regionBox(view, frame, { x: 0.4, y: 0.5, w: 0.1, h: 0.1 });
    expect(box.x + box.width / 2).toBeCloseTo(400, 6);
    expect(box.y + box.height / 2).toBeCloseTo(300, 6);
  });

  test('asks for the original exactly when the rendition has no more to show', () => {
    const frame: Frame = { picture: { width: 4_000, height: 3_000 }, viewport: { width: 800, height: 600 }, pixelRatio: 1 };
    const rendered = { width: 1_600, height: 1_200 };
    expect(outgrows(fitted(frame), frame, rendered)).toBe(false);
    expect(outgrows(applied(fitted(frame), { do: 'actual' }, frame), frame, rendered)).toBe(true);
    expect(outgrows(applied(fitted(frame), { do: 'actual' }, frame), { ...frame, picture: rendered }, rendered)).toBe(false);
    expect(actualScale(frame)).toBe(1);
  });
});
