/**
 * A reader of baseline JPEG scans that decodes every code but computes no pixel. The decoder's library stops where the picture is full and stays
 * silent on bytes that are missing in the middle, doubled, or overwritten; here such a scan ends too early, too late, or in something no encoder writes.
 */

/** A Huffman table made ready. */
export type HuffmanTable = {
  /** For the next 16 bits, `length of the code << 8 | symbol`; 0 where no code begins so. */
  codes: Uint16Array;
  /**
   * For the next {@link strideBits} bits of AC coefficients, what the one or two codes in them do together: `1 << 16` if they end the block, the places they go on by `<< 8`, and
   * their length with their values, bits; 0 where no code lies in them whole.
   */
  strides: Uint32Array;
};

/** So many bits hold two codes of most pictures, and their table stays in the fastest memory. */
const strideBits = 12;
const endsBlock = 1 << 16;

/** One component of a scan, with its tables. */
export type ScanComponent = {
  /** Blocks of it in one MCU. */
  blocks: number;
  dc: HuffmanTable;
  ac: HuffmanTable;
  /** The first entry of its quantisation table: the step of the DC coefficient. */
  dcStep: number;
};

/**
 * Builds a table from a DHT segment's 16 counts and its symbols (ITU-T T.81, Annex C).
 * @returns undefined where the counts don't make a code
 */
export const huffmanTable = (counts: Uint8Array, symbols: Uint8Array): HuffmanTable | undefined => {
  const table = new Uint16Array(65_536);
  let code = 0;
  let taken = 0;
  for (let length = 1; length <= 16; length += 1) {
    for (let nth = 0; nth < (counts[length - 1] ?? 0); nth += 1) {
      const from = code << (16 - length);
      const to = (code + 1) << (16 - length);
      if (to > 65_536) return undefined;
      table.fill((length << 8) | (symbols[taken] ?? 0), from, to);
      taken += 1;
      code += 1;
    }
    code <<= 1;
  }
  return { codes: table, strides: stridesOf(table) };
};

/** What each {@link strideBits} bits of AC coefficients do, from the table of single codes. */
const stridesOf = (codes: Uint16Array): Uint32Array => {
  const strides = new Uint32Array(1 << strideBits);
  for (let window = 0; window < strides.length; window += 1) {
    let [bits, places, ends] = [0, 0, 0];
    for (let code = 0; code < 2 && ends === 0; code += 1) {
      const entry = codes[(window << (16 - strideBits + bits)) & 0xffff] as number;
      if (entry === 0 || bits + (entry >> 8) > strideBits) break;
      const symbol = entry & 0xff;
      bits += (entry >> 8) + (symbol & 15);
      if (symbol === 0) ends = endsBlock;
      else places += (symbol >> 4) + 1;
    }
    strides[window] = ends | (places << 8) | bits;
  }
  return strides;
};

/**
 * ITU-T T.81, A.3.1 and table F.1: with eight-bit samples the DC coefficient lies within ±1,024. Twice that is allowed here, since pictures
 * changed without decoding may go over; a reader that lost its place soon leaves even that.
 */
const largestDc = 2_048;

/** How reading a stretch went: bits left over (under 8 is padding), or what was wrong. */
export type Reading = { left: number } | { wrong: 'code' | 'overlong block' | 'dc range' | 'early end' };

/** Where an MCU begins and what its DC coefficients are counted from: enough to decode from there. */
export type Mark = { bit: number; predictions: Int32Array };

/** MCUs whose beginnings are noted while a stretch is read. `wanted`: their numbers in the stretch, rising. `note` is told each. */
export type Marking = { wanted: readonly number[]; note: (mcu: number, mark: Mark) => void };

/**
 * Reads `mcus` MCUs from entropy-coded bytes without stuffing (no `FF 00` any more), from `from` up to `to`.
 * `bytes` must be readable three bytes beyond `to`.
 */
export const readStretch = (
  bytes: Uint8Array,
  from: number,
  to: number,
  mcus: number,
  components: readonly ScanComponent[],
  marking?: Marking,
): Reading => {
  const end = to * 8;
  let bit = from * 8;
  const predictions = new Int32Array(components.length);
  let marked = 0;
  let next = marking?.wanted[0] ?? -1;
  for (let mcu = 0; mcu < mcus; mcu += 1) {
    if (mcu === next) {
      marking?.note(mcu, { bit, predictions: predictions.slice() });
      marked += 1;
      next = marking?.wanted[marked] ?? -1;
    }
    for (let index = 0; index < components.length; index += 1) {
      const component = components[index];
      if (component === undefined) continue;
      const { blocks, dcStep } = component;
      const dc = component.dc.codes;
      const { codes, strides } = component.ac;
      for (let block = 0; block < blocks; block += 1) {
        let at = bit >> 3;
        let window =
          ((((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)) >> (8 - (bit & 7))) & 0xffff;
        let entry = dc[window] as number;
        if (entry === 0) return { wrong: bit + 16 > end ? 'early end' : 'code' };
        bit += entry >> 8;
        const size = entry & 0xff;
        if (size > 15) return { wrong: 'code' };
        if (size > 0) {
          at = bit >> 3;
          window =
            ((((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)) >> (8 - (bit & 7))) & 0xffff;
          const value = window >> (16 - size);
          const prediction = (predictions[index] as number) + (value < 1 << (size - 1) ? value - (1 << size) + 1 : value);
          if (prediction * dcStep > largestDc || prediction * dcStep < -largestDc) return { wrong: 'dc range' };
          predictions[index] = prediction;
          bit += size;
        }
        for (let place = 1; place < 64; ) {
          at = bit >> 3;
          const ahead = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
          const stride = strides[(ahead >> (24 - strideBits - (bit & 7))) & ((1 << strideBits) - 1)] as number;
          const next = place + ((stride >> 8) & 0xff);
          // A block's last coefficient ends it without a code, and the code behind it belongs to the next block.
          if (stride !== 0 && next < 64) {
            bit += stride & 0xff;
            if (stride >= endsBlock) break;
            place = next;
            continue;
          }
          entry = codes[(ahead >> (8 - (bit & 7))) & 0xffff] as number;
          if (entry === 0) return { wrong: bit + 16 > end ? 'early end' : 'code' };
          const symbol = entry & 0xff;
          bit += (entry >> 8) + (symbol & 15);
          if (symbol === 0) break;
          place += (symbol >> 4) + 1;
          if (place > 64) return { wrong: 'overlong block' };
        }
        if (bit > end) return { wrong: 'early end' };
      }
    }
  }
  return { left: end - bit };
};
