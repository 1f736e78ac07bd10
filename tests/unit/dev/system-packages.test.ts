import { describe, expect, it } from 'vitest';
import { lineToType, missingPackages, needs, readSystem } from '../../../electron/dev/system-packages.mjs';

const debian = (version: string) => `PRETTY_NAME="Debian"\nID=debian\nVERSION_ID="${version}"\nVERSION_CODENAME=bookworm\n`;

describe('the system', () => {
  it.each([
    ['Debian 12', debian('12'), { isDebian: true, hasTimeChange: false }],
    ['Debian 13', debian('13'), { isDebian: true, hasTimeChange: true }],
    ['Debian testing', 'ID=debian\nVERSION_CODENAME=forky\n', { isDebian: true, hasTimeChange: true }],
    ['Ubuntu 22.04', 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n', { isDebian: true, hasTimeChange: false }],
    ['Ubuntu 24.04', 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', { isDebian: true, hasTimeChange: true }],
    [
      'a relative of Ubuntu 24.04',
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\nUBUNTU_CODENAME=noble\n',
      { isDebian: true, hasTimeChange: true },
    ],
    [
      'a relative of Ubuntu 22.04',
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="21"\nUBUNTU_CODENAME=jammy\n',
      { isDebian: true, hasTimeChange: false },
    ],
    ['Fedora', 'ID=fedora\nVERSION_ID=43\n', { isDebian: false, hasTimeChange: false }],
    ['no description at all', '', { isDebian: false, hasTimeChange: false }],
  ])('is recognised: %s', (_name, osRelease, expected) => expect(readSystem(osRelease)).toEqual(expected));
});

describe('what is missing', () => {
  const all = (hasTimeChange: boolean) => missingPackages(['engine', 'window', 'display'], new Set(), hasTimeChange);

  it('is everything on a bare Debian 12', () => {
    expect(all(false)).toEqual([
      'libatomic1',
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'libxss1',
      'libxtst6',
      'fonts-noto-cjk',
      'xvfb',
      'xauth',
    ]);
  });
  it('carries the new names since the 64-bit time change', () =>
    expect(all(true)).toEqual(expect.arrayContaining(['libgtk-3-0t64', 'libasound2t64', 'libnss3'])));
  it('is nothing once what was named is installed', () => {
    for (const hasTimeChange of [false, true])
      expect(missingPackages(['engine', 'window', 'display'], new Set(all(hasTimeChange)), hasTimeChange)).toEqual([]);
  });
  it('is not a font where another Chinese one is there', () =>
    expect(missingPackages(['window'], new Set(['fonts-wqy-zenhei']), false)).not.toContain('fonts-noto-cjk'));
  it('is only what was asked for', () => expect(missingPackages(['engine'], new Set(), false)).toEqual(['libatomic1']));
  it('is said as one line to type', () =>
    expect(lineToType(['xvfb', 'xauth'])).toBe('sudo apt-get update && sudo apt-get install -y xvfb xauth'));
  it('names every package once', () => {
    const names = Object.values(needs).flatMap((group) => group.flatMap(({ anyOf }) => anyOf));
    expect(new Set(names).size).toBe(names.length);
  });
});
