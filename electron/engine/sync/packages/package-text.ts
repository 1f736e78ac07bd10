import { fail } from '../../../../shared/domain/failure.ts';
import { DamagedEntry, RefusedPackage } from './archive.ts';

/** Lines that a text may have, empty ones among them: a day's applications are some thousands. */
const mostLines = 1_000_000;
/** Longest line, bytes: an application of the greatest lengths that the protocol allows is a fraction of it. */
const longestLine = 4 * 1024 * 1024;
/** How deep values may stand in one another. The protocol's own stand eight deep; what goes through a value calls itself for each level. */
const deepest = 64;

const lineEnd = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Whether brackets outside of strings stand deeper in one another than {@link deepest}. `json` is valid JSON, or will be refused anyhow. */
const isTooDeep = (json: string): boolean => {
  let depth = 0;
  for (let place = 0; place < json.length; place += 1) {
    const character = json[place];
    if (character === '"') {
      for (place += 1; place < json.length && json[place] !== '"'; place += 1) if (json[place] === '\\') place += 1;
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
};

const readValue = (bytes: Uint8Array, entry: string): unknown => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (isTooDeep(text)) throw new DamagedEntry(entry);
    return JSON.parse(text);
  } catch {
    throw new DamagedEntry(entry);
  }
};

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  byteOrderMark.every((byte, place) => bytes[place] === byte) ? bytes.subarray(byteOrderMark.length) : bytes;

/** The value of a JSON text, UTF-8, with or without a byte order mark; throws {@link DamagedEntry} where it is none. */
export const readJson = (bytes: Uint8Array, entry: string): unknown => readValue(withoutMark(bytes), entry);

/**
 * The values of a text of JSON lines, UTF-8, one after the other, so that a text of many small ones never stands in memory as values. Empty lines are passed over, lines may
 * end as on Windows. Throws {@link DamagedEntry} where one is no JSON, and `package_hostile` where there are more, or longer ones, than anybody needs.
 */
export function* readJsonLines(bytes: Uint8Array, entry: string): Generator<unknown> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = withoutMark(content) === content ? 0 : byteOrderMark.length;
  for (let lines = 0; start < content.length; ) {
    const found = content.indexOf(lineEnd, start);
    const end = found === -1 ? content.length : found;
    const from = start;
    start = end + 1;
    lines += 1;
    if (lines > mostLines || end - from > longestLine) throw new RefusedPackage(fail('package_hostile', { entry }));
    if (!isBlank(content, from, end)) yield readValue(content.subarray(from, end), entry);
  }
}

/** Whether nothing stands there but spaces, tabs and carriage returns (JSON's white space, RFC 8259). */
const isBlank = (content: Buffer, from: number, end: number): boolean => {
  for (let place = from; place < end; place += 1) {
    const byte = content[place];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
};
