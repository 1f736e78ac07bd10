/** The pictures of a document that can be asked for: made to fill a screen, as uploaded, and for the filmstrip. */
export type Rendition = 'screen' | 'original' | 'thumbnail';

let pass = (): string => '';
/** Says what this page asks for pictures by; once, before anything is shown. It is asked for each address, since it changes when the desk is locked. */
export const askPicturesBy = (source: () => string): void => {
  pass = source;
};

/** The address under which the shell serves a picture to this page. */
export const pictureAddress = (sha256: string, rendition: Rendition): string => `desk-image://${pass()}/${sha256}/${rendition}`;

/** One picture on its way or here. `failed`: it can't be had or is no picture. */
export type CachedPicture<Picture> =
  | { state: 'loading'; ready: Promise<CachedPicture<Picture>> }
  | { state: 'ready'; picture: Picture }
  | { state: 'failed' };

/** How a picture is fetched and made ready to be painted at once; rejects where that can't be done. */
export type LoadPicture<Picture> = (address: string) => Promise<Picture>;

/** How much room decoded pictures may take up, bytes: those made for the screen, and originals apart, so that a few large ones push none of the next photos out. */
export type Room = { screens: number; originals: number };

const isOriginal = (address: string): boolean => address.endsWith('/original');

/**
 * Decoded pictures, newest use last, within their room; the very last one of its sort is kept however large it is, since it is being looked at. A failure is not
 * kept: the next asking tries again, since a document may have arrived in between.
 */
export class PictureCache<Picture> {
  readonly #load: LoadPicture<Picture>;
  readonly #bytesOf: (picture: Picture) => number;
  readonly #room: Room;
  readonly #entries = new Map<string, CachedPicture<Picture>>();

  /** `bytesOf`: what a decoded picture takes up. */
  constructor(load: LoadPicture<Picture>, bytesOf: (picture: Picture) => number, room: Room) {
    this.#load = load;
    this.#bytesOf = bytesOf;
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

  /** What is here takes up so many bytes, of one sort. */
  bytes(originals: boolean): number {
    return this.#ready(originals).reduce((sum, [, bytes]) => sum + bytes, 0);
  }

  /** Those of one sort that are decoded, the one used longest ago first. */
  #ready(originals: boolean): [string, number][] {
    return [...this.#entries].flatMap(([address, entry]): [string, number][] =>
      entry.state === 'ready' && isOriginal(address) === originals ? [[address, this.#bytesOf(entry.picture)]] : [],
    );
  }

  #settle(address: string, entry: CachedPicture<Picture>): CachedPicture<Picture> {
    // One that was crowded out or cleared while it came is handed to who waits for it, and not kept.
    if (this.#entries.has(address)) {
      this.#entries.set(address, entry);
      this.#shrink(isOriginal(address));
    }
    return entry;
  }

  #shrink(originals: boolean): void {
    let over = this.bytes(originals) - (originals ? this.#room.originals : this.#room.screens);
    for (const [address, bytes] of this.#ready(originals).slice(0, -1)) {
      if (over <= 0) return;
      this.#entries.delete(address);
      over -= bytes;
    }
  }
}

/** What a decoded picture takes up: four bytes a pixel. */
export const decodedBytes = ({ naturalWidth, naturalHeight }: Pick<HTMLImageElement, 'naturalWidth' | 'naturalHeight'>): number =>
  naturalWidth * naturalHeight * 4;

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
