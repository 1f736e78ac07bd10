import sharp, { type JpegOptions, type Sharp } from 'sharp';

/** Print-like marks on tinted paper before a darker ground: text, a coloured seal, a soft shadow. All invented. */
export const drawPhoto = (width = 1200, height = 800): Promise<Uint8Array> => {
  const lines = Array.from({ length: 14 }, (_, row) =>
    Array.from({ length: 34 }, (_, column) => {
      const [x, y] = [150 + column * 24, 140 + row * 36];
      const high = 10 + ((row * 7 + column * 5) % 14);
      return `<rect x="${x}" y="${y}" width="4" height="${high}"/><rect x="${x + 7}" y="${y + 3}" width="9" height="3"/><path d="M${x} ${y + 18}l12 -14" stroke="#223" stroke-width="3"/>`;
    }).join(''),
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1200 800"><defs><radialGradient id="g"><stop offset="0" stop-color="#7d6a55"/><stop offset="1" stop-color="#4b4034"/></radialGradient></defs><rect width="1200" height="800" fill="url(#g)"/><rect x="110" y="90" width="980" height="620" rx="20" fill="#d5dfe4"/><g fill="#223">${lines}</g><circle cx="930" cy="560" r="90" fill="#b8262e"/><rect x="130" y="110" width="220" height="20" fill="#2f7d4f"/></svg>`;
  return jpegOf(sharp(Buffer.from(svg)));
};

/** JPEG bytes of what a pipeline gives. */
export const jpegOf = async (pipeline: Sharp, options: JpegOptions = {}): Promise<Uint8Array> =>
  new Uint8Array(
    await pipeline
      .flatten({ background: 'white' })
      .jpeg({ quality: 88, ...options })
      .toBuffer(),
  );

/** A lamp mirrored in the middle of the photo. */
export const withGlare = (photo: Uint8Array): Promise<Uint8Array> => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><defs><radialGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="0.45" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs><circle cx="620" cy="380" r="190" fill="url(#g)"/></svg>';
  return jpegOf(sharp(photo).composite([{ input: Buffer.from(svg) }]));
};
