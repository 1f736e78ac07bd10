import { crc32 } from 'node:zlib';
import type { Structure } from './structure.ts';

const signatureLength = 8;

/** Walks the chunks of a PNG (PNG specification, 5.3) and verifies each one's CRC, which libpng may pass over. */
export const walkPng = (bytes: Uint8Array): Structure => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const structure: Structure = { width: 0, height: 0, complete: false, trailing: 0, scans: 1 };
  let at = signatureLength;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (!/^[A-Za-z]{4}$/.test(type)) return { ...structure, damage: 'chunk name' };
    if (end > bytes.length) return structure;
    const critical = type.charCodeAt(0) < 0x60;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      if (critical) structure.damage ??= 'chunk checksum';
      else structure.blemish ??= 'chunk checksum';
    }
    if (type === 'IHDR' && length === 13) {
      structure.width = view.getUint32(at + 8);
      structure.height = view.getUint32(at + 12);
    } else if (at === signatureLength) structure.damage ??= 'no header';
    at = end;
    if (type === 'IEND') return { ...structure, complete: true, trailing: bytes.length - at };
  }
  return structure;
};
