import type { Look } from '../../app/theme/index.ts';

/** What a bar can stand for; each has its colour, and each series of a picture a pattern beside it. */
export type Hue = 'approve' | 'request_fixes' | 'reject' | 'escalate' | 'other' | 'good' | 'bad';

/** The colours of a picture. */
export type Palette = { hues: Record<Hue, string>; text: string; quiet: string; line: string; ground: string; pattern: string };

/**
 * After Okabe and Ito, moved apart in lightness so that neighbours differ for every kind of colour vision and in print; on their ground each has at least 3:1
 * or a line around it (WCAG 1.4.11).
 */
export const palettes: Record<Look, Palette> = {
  light: {
    hues: {
      approve: '#1b7f5c',
      request_fixes: '#d99520',
      reject: '#8c2d62',
      escalate: '#4f9fd8',
      other: '#6f7b8a',
      good: '#2f6fb5',
      bad: '#c9500a',
    },
    text: '#1a222d',
    quiet: '#4d5969',
    line: '#d5dce5',
    ground: '#ffffff',
    pattern: 'rgba(255, 255, 255, 0.35)',
  },
  dark: {
    hues: {
      approve: '#3fb68b',
      request_fixes: '#f2c063',
      reject: '#d47fb3',
      escalate: '#7cc0f0',
      other: '#9aa6b4',
      good: '#6ea8ec',
      bad: '#ff8f4d',
    },
    text: '#e4e9f0',
    quiet: '#a6b1c0',
    line: '#303947',
    ground: '#191e25',
    pattern: 'rgba(0, 0, 0, 0.3)',
  },
};
