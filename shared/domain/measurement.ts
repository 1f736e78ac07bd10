/**
 * Measured values and limits as an applicant reads them: `7.2 MB`, `480 px`, `WebP`. The same spelling serves both languages.
 */

/** 1024 B; file sizes are told as the applicants' own file managers tell them. */
const kilobyte = 1_024;

/** Names of formats by media type without `image/`. */
const formatNames: Record<string, string> = {
  jpeg: 'JPEG',
  jpg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  heic: 'HEIC',
  heif: 'HEIF',
  avif: 'AVIF',
  tiff: 'TIFF',
  bmp: 'BMP',
  svg: 'SVG',
  'svg+xml': 'SVG',
  pdf: 'PDF',
};

/** At most `decimals` places, without trailing zeros. */
const plain = (value: number, decimals: number): string => {
  const fixed = value.toFixed(decimals);
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
};

const bytes = (value: number, decimals: number): string => {
  if (value < kilobyte) return `${plain(value, 0)} B`;
  if (value < kilobyte * kilobyte) return `${plain(value / kilobyte, decimals)} KB`;
  return `${plain(value / (kilobyte * kilobyte), decimals)} MB`;
};

const number = (value: number, unit: string | undefined, decimals: number): string => {
  if (unit === 'B') return bytes(value, decimals);
  if (unit === 'px') return `${plain(value, 0)} px`;
  if (unit === '°') return `${plain(value, 0)}°`;
  // How alike two pictures are is measured from 0 to 1.
  if (unit === 'likeness') return `${plain(value * 100, decimals)}%`;
  if (unit === '%') return `${plain(value, decimals)}%`;
  // Other units are words that say what was measured (`index`, `digits`); a sentence says that better than a unit behind a figure.
  return plain(value, decimals);
};

const words = (value: string): string =>
  value
    .split(/[,|/\s]+(?=image\/|application\/)|[,|]\s*/u)
    .map((part) => {
      const bare = part.trim().replace(/^(image|application)\//u, '');
      return formatNames[bare.toLowerCase()] ?? bare;
    })
    .filter((part) => part !== '')
    .join(' / ');

/** One value, in the unit that findings use (`B`, `px`, `%`, `°`, `likeness`, `1`). */
export const formatMeasurement = (value: number | string, unit?: string, decimals = 1): string =>
  typeof value === 'string' ? words(value) : number(value, unit, decimals);

/** A measured value beside its limit, with as many decimals as it takes to tell two different values apart: never "5 MB is over 5 MB". */
export const formatPair = (measured: number | string, limit: number | string, unit?: string): { measured: string; limit: string } => {
  if (typeof measured === 'number' && typeof limit === 'number' && measured !== limit) {
    for (const decimals of [1, 2, 3]) {
      const pair = { measured: number(measured, unit, decimals), limit: number(limit, unit, decimals) };
      if (pair.measured !== pair.limit) return pair;
    }
    const exact = unit === 'B' ? ' B' : '';
    return { measured: `${measured}${exact}`, limit: `${limit}${exact}` };
  }
  return { measured: formatMeasurement(measured, unit), limit: formatMeasurement(limit, unit) };
};
