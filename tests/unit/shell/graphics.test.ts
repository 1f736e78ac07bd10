import type { App } from 'electron';
import { expect, it } from 'vitest';
import { leaveOutAbsentGraphics } from '../../../electron/main/graphics.ts';

const isLeftOut = (platform: string, card: boolean): boolean => {
  let leftOut = false;
  const disableHardwareAcceleration = () => {
    leftOut = true;
  };
  leaveOutAbsentGraphics({ disableHardwareAcceleration } as App, platform, () => card);
  return leftOut;
};

it('starts no graphics process on a Linux desktop without a graphics card, and one everywhere else', () => {
  expect(isLeftOut('linux', false)).toBe(true);
  expect(isLeftOut('linux', true)).toBe(false);
  expect(isLeftOut('win32', false)).toBe(false);
  expect(isLeftOut('darwin', false)).toBe(false);
});
