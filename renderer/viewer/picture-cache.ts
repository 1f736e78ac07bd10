/** The pictures of a document that can be asked for: made to fill a screen, as uploaded, and for the filmstrip. */
export type Rendition = 'screen' | 'original' | 'thumbnail';

/** The address under which the shell serves a picture. */
export const pictureAddress = (sha256: string, rendition: Rendition): string => `desk-image://${sha256}/${rendition}`;

/** One picture on its way or here. `failed`: it can't be had or is no picture. */
export type CachedPicture<Picture> =
  | { state: 'loading'; ready: Promise<CachedPicture<Picture>> }
  | { state: 'ready'; picture: Picture }
  | { state: 'failed' };

/** How a picture is fetched and made ready to be painted at once; rejects where that can't be done. */
export type LoadPicture<Picture> = (address: string) => Promise<Picture>;

/**
 * Decoded pictures, newest use last, at most `room` of them. A failure is not kept: the next asking tries again, since a document may have
 * arrived in between.
 */
export class PictureCache<Picture> {
  readonly #load: LoadPicture<Picture>;
  readonly #room: number;
  readonly #entries = new Map<string, CachedPicture<Picture>>();

  constructor(load: LoadPicture<Picture>, room: number) {
    this.#load = load;
    this.#room = room;
  }

  /** The picture as it stands, fetched if it is not here. */
  ask(address: string): CachedPicture<Picture> {
    const known = this.#entries.get(address);
    if (known !== undefined) {
      this.#entries.delete(address);
      this.#entries.set(address, known);
      return known;
    }
    const ready = this.#load(address).then(
      (picture): CachedPicture<Picture> => this.#settle(address, { state: 'ready', picture }),
      (): CachedPicture<Picture> => {
        this.#entries.delete(address);
        return { state: 'failed' };
      },
    );
    const entry: CachedPicture<Picture> = { state: 'loading', ready };
    this.#entries.set(address, entry);
    this.#shrink();
    return entry;
  }

  /** What is here now, without asking for it. */
  peek(address: string): CachedPicture<Picture> | undefined {
    return this.#entries.get(address);
  }

  /** Forgets everything: the desk was locked. */
  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }

  #settle(address: string, entry: CachedPicture<Picture>): CachedPicture<Picture> {
    // One that was crowded out or cleared while it came is handed to who waits for it, and not kept.
    if (this.#entries.has(address)) this.#entries.set(address, entry);
    return entry;
  }

  #shrink(): void {
    for (const address of this.#entries.keys()) {
      if (this.#entries.size <= this.#room) return;
      this.#entries.delete(address);
    }
  }
}

/** Loads a picture as an element of the page and has it decoded, so that it is painted with the frame that shows it. */
export const loadImage: LoadPicture<HTMLImageElement> = async (address) => {
  const image = new Image();
  // Painted together with what stands around it, never a frame later.
  image.decoding = 'sync';
  image.draggable = false;
  // The stage that shows it says which photo it is.
  image.alt = '';
  image.src = address;
  await image.decode();
  return image;
};
