import { type HuffmanTable, huffmanTable, type Mark, readStretch } from './huffman.ts';
import { type MarkedScan, marksFor, type PlacesOf, type SampledComponent } from './jpeg-squares.ts';
import type { Structure } from './structure.ts';

type FrameComponent = { id: number; horizontal: number; vertical: number; quantisation: number };

/** What the segments read so far have set. */
type State = {
  structure: Structure;
  /** Only baseline and extended sequential Huffman pictures of 8 bits are read through; of the others the decoder tells more itself. */
  readable: boolean;
  components: FrameComponent[];
  tables: Map<number, HuffmanTable>;
  /** Quantisation tables in the order in which coefficients are stored. */
  steps: Map<number, Uint16Array>;
  /** Whether the colours are stored as red, green and blue. */
  asRgb: boolean;
  placesOf: PlacesOf;
  /** MCUs between restart markers; 0 for none. */
  restart: number;
};

/** Bytes after the last MCU that are let pass as an encoder's whim. */
const whim = 1;

const readTables = (state: State, segment: Uint8Array): void => {
  for (let at = 0; at + 17 <= segment.length; ) {
    const counts = segment.subarray(at + 1, at + 17);
    const length = counts.reduce((sum, count) => sum + count, 0);
    const table = huffmanTable(counts, segment.subarray(at + 17, at + 17 + length));
    if (table === undefined || at + 17 + length > segment.length) {
      state.structure.damage ??= 'code table';
      return;
    }
    state.tables.set(segment[at] ?? 0, table);
    at += 17 + length;
  }
};

const readQuantisation = (state: State, segment: Uint8Array): void => {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at] ?? 0;
    const wide = head >> 4 !== 0;
    const first = at + 1;
    state.steps.set(
      head & 15,
      Uint16Array.from({ length: 64 }, (_, index) =>
        wide ? ((segment[first + index * 2] ?? 0) << 8) | (segment[first + index * 2 + 1] ?? 0) : (segment[first + index] ?? 1),
      ),
    );
    at += wide ? 129 : 65;
  }
};

const readFrame = (state: State, marker: number, segment: Uint8Array): void => {
  const count = segment[5] ?? 0;
  state.structure.height = ((segment[1] ?? 0) << 8) | (segment[2] ?? 0);
  state.structure.width = ((segment[3] ?? 0) << 8) | (segment[4] ?? 0);
  state.components = Array.from({ length: count }, (_, index) => {
    const at = 6 + index * 3;
    return {
      id: segment[at] ?? 0,
      horizontal: (segment[at + 1] ?? 0) >> 4,
      vertical: (segment[at + 1] ?? 0) & 15,
      quantisation: segment[at + 2] ?? 0,
    };
  });
  const sane = state.components.every(({ horizontal, vertical }) => horizontal >= 1 && horizontal <= 4 && vertical >= 1 && vertical <= 4);
  state.readable =
    sane && (marker === 0xc0 || marker === 0xc1) && segment[0] === 8 && state.structure.height > 0 && state.structure.width > 0;
  if (!sane || count === 0) state.structure.damage ??= 'frame header';
  // The letters as identifiers are how libjpeg tells such a picture where no segment says it.
  if (state.components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB') state.asRgb = true;
};

/** Entropy-coded data from `from` up to the next marker, freed of stuffing; `cuts` are the places where restart markers stood. */
const entropyFrom = (bytes: Buffer, from: number): { end: number; coded: Uint8Array; length: number; cuts: number[]; ordered: boolean } => {
  const coded = new Uint8Array(bytes.length - from + 4);
  const cuts: number[] = [];
  let [at, length, ordered] = [from, 0, true];
  for (;;) {
    const next = bytes.indexOf(0xff, at);
    const stop = next === -1 ? bytes.length : next;
    coded.set(bytes.subarray(at, stop), length);
    length += stop - at;
    if (next === -1) return { end: bytes.length, coded, length, cuts, ordered };
    const marker = bytes[next + 1];
    if (marker === 0) {
      coded[length] = 0xff;
      length += 1;
      at = next + 2;
    } else if (marker !== undefined && marker >= 0xd0 && marker <= 0xd7) {
      if (marker !== 0xd0 + (cuts.length % 8)) ordered = false;
      cuts.push(length);
      at = next + 2;
    } else if (marker === 0xff) at = next + 1;
    else return { end: next, coded, length, cuts, ordered };
  }
};

const scanComponents = (state: State, segment: Uint8Array): SampledComponent[] | undefined => {
  const count = segment[0] ?? 0;
  if (count !== state.components.length) return undefined;
  const found: SampledComponent[] = [];
  for (let index = 0; index < count; index += 1) {
    const frame = state.components.find(({ id }) => id === segment[1 + index * 2]);
    const choice = segment[2 + index * 2] ?? 0;
    const dc = state.tables.get(choice >> 4);
    const ac = state.tables.get(0x10 | (choice & 15));
    if (frame === undefined || dc === undefined || ac === undefined) return undefined;
    const [horizontal, vertical] = count === 1 ? [1, 1] : [frame.horizontal, frame.vertical];
    const steps = state.steps.get(frame.quantisation) ?? new Uint16Array(64).fill(1);
    found.push({ blocks: horizontal * vertical, horizontal, vertical, dc, ac, dcStep: steps[0] ?? 1, steps });
  }
  return found;
};

/** Reads one scan through to its end and notes what is wrong with it. Returns where the next marker is. */
const readScan = (state: State, bytes: Buffer, from: number, segment: Uint8Array): number => {
  const { structure } = state;
  structure.scans += 1;
  const { end, coded, length, cuts, ordered } = entropyFrom(bytes, from);
  const components = state.readable ? scanComponents(state, segment) : undefined;
  if (components === undefined || end === bytes.length) return end;
  if (!ordered) structure.damage ??= 'restart order';
  const largest = (side: 'horizontal' | 'vertical') => Math.max(...components.map((component) => component[side]));
  const across = Math.ceil(structure.width / (8 * largest('horizontal')));
  const mcus = across * Math.ceil(structure.height / (8 * largest('vertical')));
  const perStretch = state.restart === 0 ? mcus : state.restart;
  const stretches = Math.ceil(mcus / perStretch);
  if (cuts.length !== stretches - 1 && !(cuts.length === stretches && cuts.at(-1) === length)) structure.damage ??= 'restart count';
  const places = state.asRgb ? [] : state.placesOf(structure);
  const marked: MarkedScan = { coded, cuts, across, perStretch, components, marks: new Map() };
  const wanted = marksFor(places, marked);
  let reached = 0;
  for (let stretch = 0; stretch < stretches && structure.damage === undefined; stretch += 1) {
    const start = stretch === 0 ? 0 : (cuts[stretch - 1] ?? length);
    const stop = cuts[stretch] ?? length;
    const first = stretch * perStretch;
    const here: number[] = [];
    for (; (wanted[reached] ?? Number.POSITIVE_INFINITY) < first + perStretch; reached += 1) here.push((wanted[reached] as number) - first);
    const note = (mcu: number, mark: Mark): void => void marked.marks.set(first + mcu, mark);
    const reading = readStretch(coded, start, stop, Math.min(perStretch, mcus - first), components, { wanted: here, note });
    if ('wrong' in reading) structure.damage ??= reading.wrong;
    else if (reading.left >= 8 * (whim + 1)) structure.damage ??= 'bytes left over';
  }
  if (wanted.length > 0 && structure.damage === undefined) structure.marked = marked;
  return end;
};

/** Whether an Adobe segment says that the colours are stored as they are (Adobe Technical Note 5116). */
const saysRgb = (segment: Uint8Array): boolean =>
  segment.length >= 12 && String.fromCharCode(...segment.subarray(0, 5)) === 'Adobe' && segment[11] === 0;

/**
 * Walks the segments of a JPEG (ITU-T T.81, Annex B) to its end mark, and reads the scans of ordinary pictures through.
 * @param placesOf which squares of the picture are to be decoded by themselves afterwards
 */
export const walkJpeg = (source: Uint8Array, placesOf: PlacesOf = () => []): Structure => {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const structure: Structure = { width: 0, height: 0, complete: false, trailing: 0, scans: 0 };
  const state: State = {
    structure,
    readable: false,
    components: [],
    tables: new Map(),
    steps: new Map(),
    asRgb: false,
    restart: 0,
    placesOf,
  };
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      structure.damage ??= 'no marker';
      return structure;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      if (structure.scans === 0) structure.damage ??= 'no picture';
      return { ...structure, complete: true, trailing: bytes.length - at - 2 };
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (at + 2 + length > bytes.length) return structure;
    if (length < 2) {
      structure.damage ??= 'segment length';
      return structure;
    }
    const segment = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (marker === 0xc4) readTables(state, segment);
    else if (marker === 0xdb) readQuantisation(state, segment);
    else if (marker === 0xee) state.asRgb ||= saysRgb(segment);
    else if (marker === 0xdd) state.restart = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) readFrame(state, marker, segment);
    else if (marker === 0xda) at = readScan(state, bytes, at, segment);
  }
  return structure;
};
