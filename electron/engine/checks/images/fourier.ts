/**
 * A two-dimensional Fourier transform of squares of one size, made ready once. Works in place on the two arrays of `side × side` values it is given, and leaves
 * frequencies across in the rows and those down in the columns: laying them back would take a tenth of the time and nobody asks for it.
 */
export type Fourier = (real: Float32Array, imaginary: Float32Array) => void;

/** Prepares the transform (radix 2, decimation in time; Cooley and Tukey 1965). `side`: a power of two. */
export const fourierOf = (side: number): Fourier => {
  const cosines = Float32Array.from({ length: side / 2 }, (_, index) => Math.cos((2 * Math.PI * index) / side));
  const sines = Float32Array.from({ length: side / 2 }, (_, index) => -Math.sin((2 * Math.PI * index) / side));
  const reversed = new Uint16Array(side);
  for (let index = 1; index < side; index += 1) reversed[index] = ((reversed[index >> 1] as number) >> 1) | ((index & 1) * (side >> 1));

  /** All columns at once: what lies side by side in memory is worked on side by side. */
  const alongColumns = (real: Float32Array, imaginary: Float32Array): void => {
    for (let row = 0; row < side; row += 1) {
      const other = reversed[row] as number;
      if (other <= row) continue;
      for (let column = 0, one = row * side, two = other * side; column < side; column += 1, one += 1, two += 1) {
        const re = real[one] as number;
        real[one] = real[two] as number;
        real[two] = re;
        const im = imaginary[one] as number;
        imaginary[one] = imaginary[two] as number;
        imaginary[two] = im;
      }
    }
    for (let half = 1; half < side; half *= 2) {
      const stride = side / (half * 2);
      for (let first = 0; first < side; first += half * 2)
        for (let step = 0; step < half; step += 1) {
          const cos = cosines[step * stride] as number;
          const sin = sines[step * stride] as number;
          let one = (first + step) * side;
          let two = one + half * side;
          for (const end = one + side; one < end; one += 1, two += 1) {
            const re = (real[two] as number) * cos - (imaginary[two] as number) * sin;
            const im = (real[two] as number) * sin + (imaginary[two] as number) * cos;
            real[two] = (real[one] as number) - re;
            imaginary[two] = (imaginary[one] as number) - im;
            real[one] = (real[one] as number) + re;
            imaginary[one] = (imaginary[one] as number) + im;
          }
        }
    }
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
