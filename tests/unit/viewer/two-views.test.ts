import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insideViewport, loupeRange, loupeZoomed, magnified } from '../../../renderer/viewer/loupe-view.ts';
import { draftAfterKey, middleDraft, regionOf } from '../../../renderer/viewer/marking.ts';
import { following, laidOver } from '../../../renderer/viewer/two-views.ts';
import {
  applied,
  type Frame,
  fitted,
  pictureBox,
  regionBox,
  toFraction,
  toViewport,
  type ViewCommand,
  type ViewState,
} from '../../../renderer/viewer/view-state.ts';
import { wipedBy } from '../../../renderer/viewer/wipe-share.ts';

const length = (min: number, max: number) => fc.integer({ min, max });
const viewport = { width: 800, height: 600 };
const frames: fc.Arbitrary<Frame> = fc.record({
  picture: fc.record({ width: length(200, 6_000), height: length(200, 6_000) }),
  viewport: fc.constant(viewport),
  pixelRatio: fc.constant(1),
});
const places = fc.record({ x: length(0, 800), y: length(0, 600) });
const commands: fc.Arbitrary<ViewCommand> = fc.oneof(
  fc.record({ do: fc.constant('zoom' as const), factor: fc.double({ min: 0.5, max: 3, noNaN: true }), at: places }),
  fc.record({ do: fc.constant('pan' as const), by: fc.record({ x: length(-400, 400), y: length(-400, 400) }) }),
  fc.record({ do: fc.constant('toggle' as const), at: places }),
  fc.constant({ do: 'fit' as const }),
  fc.constant({ do: 'actual' as const }),
);
const seenAfter = (frame: Frame, given: readonly ViewCommand[]): ViewState =>
  given.reduce<ViewState>((view, command) => applied(view, command, frame), fitted(frame));

describe('two photos beside each other', () => {
  test('of the same size stay alike, whatever is done to one of them', () => {
    fc.assert(
      fc.property(frames, fc.array(commands, { maxLength: 12 }), (frame, given) => {
        let [one, other] = [fitted(frame), fitted(frame)];
        for (const command of given) {
          const next = applied(one, command, frame);
          const also = following(command, one, next);
          if (also !== undefined) other = applied(other, also, frame);
          one = next;
        }
        expect(other.scale / one.scale).toBeCloseTo(1, 6);
        expect(other.offset.x).toBeCloseTo(one.offset.x, 3);
        expect(other.offset.y).toBeCloseTo(one.offset.y, 3);
      }),
    );
  });

  test('keep how each of them lies', () => {
    const view = fitted({ picture: { width: 400, height: 300 }, viewport, pixelRatio: 1 });
    expect(following({ do: 'turn', direction: 1 }, view, view)).toBeUndefined();
    expect(following({ do: 'straighten', to: 3 }, view, view)).toBeUndefined();
  });

  test('a photo under another covers the same place at any zoom, whatever its own size', () => {
    fc.assert(
      fc.property(frames, fc.double({ min: 0.3, max: 3, noNaN: true }), fc.array(commands, { maxLength: 8 }), (frame, share, given) => {
        const under: Frame = { ...frame, picture: { width: frame.picture.width * share, height: frame.picture.height * share } };
        const view = seenAfter(frame, given);
        const [over, below] = [pictureBox(view, frame), pictureBox(laidOver(view, frame, under), under)];
        for (const side of ['x', 'y', 'width', 'height'] as const) expect(below[side]).toBeCloseTo(over[side], 3);
      }),
    );
  });

  test('the divider moves by keys between both edges', () => {
    expect(wipedBy(0.5, 'ArrowRight')).toBe(0.52);
    expect(wipedBy(0.01, 'ArrowLeft')).toBe(0);
    expect([wipedBy(0.5, 'Home'), wipedBy(0.5, 'End'), wipedBy(0.5, 'x')]).toEqual([0, 1, undefined]);
  });
});

describe('the loupe', () => {
  test('shows larger what lies under it, and the place itself stays', () => {
    fc.assert(
      fc.property(frames, fc.array(commands, { maxLength: 6 }), places, (frame, given, at) => {
        const view = seenAfter(frame, given);
        const near = magnified(view, frame, at, 3);
        const [before, after] = [toFraction(view, frame, at), toFraction(near, frame, at)];
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
        expect(near.scale).toBeCloseTo(view.scale * 3, 9);
      }),
    );
  });

  test('magnifies between two and four times, and stays on the stage', () => {
    expect([loupeZoomed(3, 10), loupeZoomed(3, 0.1)]).toEqual([loupeRange.greatest, loupeRange.least]);
    expect(insideViewport({ x: -5, y: 700 }, { picture: viewport, viewport, pixelRatio: 1 })).toEqual({ x: 0, y: 600 });
  });
});

describe('a box on the photo', () => {
  const frame: Frame = { picture: { width: 1_600, height: 1_200 }, viewport, pixelRatio: 1 };

  test('is the same place on the photo at any zoom', () => {
    fc.assert(
      fc.property(frames, fc.array(commands, { maxLength: 6 }), places, places, (seen, given, from, to) => {
        const view = seenAfter(seen, given);
        const region = regionOf({ from, to }, view, seen);
        if (region === undefined) return;
        const box = regionBox(view, seen, region);
        const photo = pictureBox(view, seen);
        const within = (value: number, at: number, size: number) => Math.min(Math.max(value, at), at + size);
        expect(box.x).toBeCloseTo(within(Math.min(from.x, to.x), photo.x, photo.width), 3);
        expect(box.y + box.height).toBeCloseTo(within(Math.max(from.y, to.y), photo.y, photo.height), 3);
      }),
    );
  });

  test('beside the photo is none', () => {
    const view = applied(fitted({ ...frame, picture: { width: 300, height: 1_200 } }), { do: 'fit' }, frame);
    expect(regionOf({ from: { x: -90, y: -90 }, to: { x: -20, y: -20 } }, view, frame)).toBeUndefined();
  });

  test('is moved and sized by keys', () => {
    const start = middleDraft(frame);
    const press = (key: string, shiftKey = false) => draftAfterKey(start, { key, shiftKey, altKey: false });
    expect(press('ArrowRight')).toEqual({ from: { x: start.from.x + 16, y: start.from.y }, to: { x: start.to.x + 16, y: start.to.y } });
    expect(press('ArrowDown', true)).toEqual({ from: start.from, to: { x: start.to.x, y: start.to.y + 16 } });
    expect(press('a')).toBeUndefined();
    expect(toViewport(fitted(frame), frame, { x: 0.5, y: 0.5 })).toEqual({ x: 400, y: 300 });
  });
});
