/** A picture in memory: sRGB, three bytes a pixel. */
export type Pixels = { width: number; height: number; rgb: Buffer };
