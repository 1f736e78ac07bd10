/** What a file truly is, by its first bytes. `type` is its media type; unknown content is `application/octet-stream`. */
export type TrueFormat = { type: string; name: string };

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
const startsWith = (bytes: Uint8Array, ...values: number[]): boolean => values.every((value, index) => bytes[index] === value);

/** Brands of ISO base media files (ISO/IEC 14496-12, `ftyp`) that are pictures. */
const brands: Record<string, TrueFormat> = {
  avif: { type: 'image/avif', name: 'AVIF' },
  avis: { type: 'image/avif', name: 'AVIF' },
  heic: { type: 'image/heic', name: 'HEIC' },
  heix: { type: 'image/heic', name: 'HEIC' },
  heim: { type: 'image/heic', name: 'HEIC' },
  heis: { type: 'image/heic', name: 'HEIC' },
  hevc: { type: 'image/heic', name: 'HEIC' },
  hevx: { type: 'image/heic', name: 'HEIC' },
  mif1: { type: 'image/heif', name: 'HEIF' },
  msf1: { type: 'image/heif', name: 'HEIF' },
};

/** Recognises a file by content. The name and what the upload declared are not looked at. */
export const recognise = (bytes: Uint8Array): TrueFormat => {
  if (bytes.length === 0) return { type: 'application/x-empty', name: 'empty' };
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { type: 'image/jpeg', name: 'JPEG' };
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { type: 'image/png', name: 'PNG' };
  const head = ascii(bytes, 0, 4);
  if (head === 'GIF8') return { type: 'image/gif', name: 'GIF' };
  if (head === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return { type: 'image/webp', name: 'WebP' };
  if (ascii(bytes, 4, 4) === 'ftyp') return brands[ascii(bytes, 8, 4)] ?? { type: 'video/mp4', name: 'MP4' };
  if (head === '%PDF') return { type: 'application/pdf', name: 'PDF' };
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return { type: 'image/tiff', name: 'TIFF' };
  if (head.startsWith('BM') && bytes.length > 26) return { type: 'image/bmp', name: 'BMP' };
  if (head === 'PK\u0003\u0004') return { type: 'application/zip', name: 'ZIP' };
  if (startsWith(bytes, 0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20) || startsWith(bytes, 0xff, 0x4f, 0xff, 0x51))
    return { type: 'image/jp2', name: 'JPEG 2000' };
  if (startsWith(bytes, 0, 0, 1, 0) && bytes.length > 22) return { type: 'image/vnd.microsoft.icon', name: 'ICO' };
  if (head === '8BPS') return { type: 'image/vnd.adobe.photoshop', name: 'PSD' };
  if (startsWith(bytes, 0x49, 0x49, 0x2b, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2b)) return { type: 'image/tiff', name: 'TIFF' };
  if (head === '{\\rt') return { type: 'application/rtf', name: 'RTF' };
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { type: 'application/x-ole-storage', name: 'Office' };
  if (startsWith(bytes, 0xff, 0x0a) || startsWith(bytes, 0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c)) return { type: 'image/jxl', name: 'JPEG XL' };
  const beginning = bytes.subarray(0, 512);
  if (/^\s*<(\?xml|svg|!doctype|html)/i.test(ascii(beginning, 0, beginning.length))) return { type: 'text/html', name: 'markup' };
  if (beginning.every((value) => value === 9 || value === 10 || value === 13 || value >= 32)) return { type: 'text/plain', name: 'text' };
  return { type: 'application/octet-stream', name: 'unknown' };
};
