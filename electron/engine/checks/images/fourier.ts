/**
 * A two-dimensional Fourier transform of squares of one size, made ready once. Works in place on the two arrays of `side × side` values it is given, and leaves
 * frequencies across in the rows and those down in the columns: laying them back would take a tenth of the time and nobody asks for it.
 */
export type Fourier = (real: Float32Array, imaginary: Float32Array) => void;

/** Prepares the transform (decimation in time, two steps of radix 2 at once; Cooley and Tukey 1965). `side`: a power of two. */
export const fourierOf = (side: number): Fourier => {
  const cosines = Float32Array.from({ length: side / 2 }, (_, index) => Math.cos((2 * Math.PI * index) / side));
  const sines = Float32Array.from({ length: side / 2 }, (_, index) => -Math.sin((2 * Math.PI * index) / side));
  const reversed = new Uint16Array(side);
  for (let index = 1; index < side; index += 1) reversed[index] = ((reversed[index >> 1] as number) >> 1) | ((index & 1) * (side >> 1));
  const kept = new Float32Array(side);

  const swapRows = (values: Float32Array): void => {
    for (let row = 0; row < side; row += 1) {
      const other = reversed[row] as number;
      if (other <= row) continue;
      kept.set(values.subarray(row * side, (row + 1) * side));
      values.copyWithin(row * side, other * side, (other + 1) * side);
      values.set(kept, other * side);
    }
  };

  /** The first step alone, where their number is odd: neighbouring rows, nothing to turn. */
  const firstStep = (real: Float32Array, imaginary: Float32Array): void => {
    for (let row = 0; row < side; row += 2)
      for (let one = row * side, two = one + side, end = two; one < end; one += 1, two += 1) {
        const re = real[one] as number;
        const im = imaginary[one] as number;
        const otherRe = real[two] as number;
        const otherIm = imaginary[two] as number;
        real[one] = re + otherRe;
        imaginary[one] = im + otherIm;
        real[two] = re - otherRe;
        imaginary[two] = im - otherIm;
      }
  };

  /** The steps of `half` and twice `half` rows at once, which reads and writes everything half as often. */
  const twoSteps = (real: Float32Array, imaginary: Float32Array, half: number): void => {
    const stride = side / (half * 4);
    for (let first = 0; first < side; first += half * 4)
      for (let step = 0; step < half; step += 1) {
        const cos = cosines[step * stride] as number;
        const sin = sines[step * stride] as number;
        const cosTwice = cosines[step * stride * 2] as number;
        const sinTwice = sines[step * stride * 2] as number;
        let a = (first + step) * side;
        let b = a + half * side;
        let c = b + half * side;
        let d = c + half * side;
        for (const end = a + side; a < end; a += 1, b += 1, c += 1, d += 1) {
          const bRe = (real[b] as number) * cosTwice - (imaginary[b] as number) * sinTwice;
          const bIm = (real[b] as number) * sinTwice + (imaginary[b] as number) * cosTwice;
          const dRe = (real[d] as number) * cosTwice - (imaginary[d] as number) * sinTwice;
          const dIm = (real[d] as number) * sinTwice + (imaginary[d] as number) * cosTwice;
          const sumRe = (real[c] as number) + dRe;
          const sumIm = (imaginary[c] as number) + dIm;
          const apartRe = (real[c] as number) - dRe;
          const apartIm = (imaginary[c] as number) - dIm;
          const turnedRe = sumRe * cos - sumIm * sin;
          const turnedIm = sumRe * sin + sumIm * cos;
          // A quarter turn further on than the one above.
          const quarterRe = apartRe * sin + apartIm * cos;
          const quarterIm = apartIm * sin - apartRe * cos;
          const lowRe = (real[a] as number) + bRe;
          const lowIm = (imaginary[a] as number) + bIm;
          const highRe = (real[a] as number) - bRe;
          const highIm = (imaginary[a] as number) - bIm;
          real[a] = lowRe + turnedRe;
          imaginary[a] = lowIm + turnedIm;
          real[b] = highRe + quarterRe;
          imaginary[b] = highIm + quarterIm;
          real[c] = lowRe - turnedRe;
          imaginary[c] = lowIm - turnedIm;
          real[d] = highRe - quarterRe;
          imaginary[d] = highIm - quarterIm;
        }
      }
  };

  /** All columns at once: what lies side by side in memory is worked on side by side. */
  const alongColumns = (real: Float32Array, imaginary: Float32Array): void => {
    swapRows(real);
    swapRows(imaginary);
    const odd = Math.log2(side) % 2 === 1;
    if (odd) firstStep(real, imaginary);
    for (let half = odd ? 2 : 1; half < side; half *= 4) twoSteps(real, imaginary, half);
  };

  const transpose = (values: Float32Array): void => {
    for (let row = 0; row < side; row += 1)
      for (let column = row + 1; column < side; column += 1) {
        const value = values[row * side + column] as number;
        values[row * side + column] = values[column * side + row] as number;
        values[column * side + row] = value;
      }
  };

  return (real, imaginary) => {
    alongColumns(real, imaginary);
    transpose(real);
    transpose(imaginary);
    alongColumns(real, imaginary);
  };
};
