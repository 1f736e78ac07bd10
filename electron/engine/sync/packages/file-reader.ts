import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import yauzl from 'yauzl';

/** Bytes read at a time. */
const pieceLength = 64 * 1024;

/**
 * The bytes of a file as yauzl asks for them. A zip tells places of 64 bits (zip64): one beyond the file is an error here, where Node would throw it into
 * nobody's hands and end the program.
 */
class FileReader extends yauzl.RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #length: number;
  /** The last piece read for the directory, which is asked for in small bits, one behind the other. */
  #near: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(handle: FileHandle, length: number) {
    super();
    this.#handle = handle;
    this.#length = length;
  }

  async #piece(start: number, length: number): Promise<Buffer> {
    if (!Number.isSafeInteger(start) || start < 0 || start + length > this.#length) throw new RangeError('a place outside of the file');
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      const { bytesRead } = await this.#handle.read(bytes, filled, length - filled, start + filled);
      if (bytesRead === 0) throw new RangeError('the file became shorter');
      filled += bytesRead;
    }
    return bytes;
  }

  async #bit(start: number, length: number): Promise<Buffer> {
    const { start: from, bytes } = this.#near;
    if (start >= from && start + length <= from + bytes.length) return bytes.subarray(start - from, start - from + length);
    const ahead = Math.max(length, Math.min(pieceLength, this.#length - start));
    this.#near = { start, bytes: await this.#piece(start, ahead) };
    return this.#near.bytes.subarray(0, length);
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let place = start; place < end; place += pieceLength) yield await this.#piece(place, Math.min(pieceLength, end - place));
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, read?: number) => void,
  ): void {
    // What the callback throws is not the reading's failure: it has to stay where it can be seen.
    this.#bit(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        setImmediate(callback, null, length);
      },
      (error: Error) => setImmediate(callback, error),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    this.#handle.close().then(() => callback(null), callback);
  }
}

/** Opens a zip file and reads where its directory stands. Rejects with the system's error, or with yauzl's where it is no zip. */
export const openZip = async (path: string): Promise<yauzl.ZipFile> => {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return await new Promise((resolve, reject) => {
      yauzl.fromRandomAccessReader(
        new FileReader(handle, size),
        size,
        { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true },
        (error, file) => (error === null ? resolve(file) : reject(error)),
      );
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
};
