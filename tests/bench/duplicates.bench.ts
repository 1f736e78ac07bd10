/**
 * `duplicates`: one portrait looked up among 1,000,000 hashes (55,000 portraits with the hashes of their crops), in every orientation and crop, and the candidates
 * compared — what a photo costs beside its other checks. Hashes are random but for one portrait that is held, of which the copy that is asked for is turned and a few
 * bits off. The limit is 250 ms, "well under a second"; the index's memory and how long it takes to build are told beside.
 */
import { createLikenessIndex } from '../../electron/engine/checks/duplicates/likeness-index.ts';
import { crops, hashesToKeep, signaturesOf } from '../../electron/engine/checks/duplicates/signature.ts';
import { tileSide } from '../../electron/engine/checks/duplicates/tile.ts';
import { systemClock } from '../../electron/engine/ports/clock.ts';
import { printFigure } from './figure.ts';

const hashes = 1_000_000;
const pictures = Math.ceil(hashes / crops.length);
const rounds = 60;
/** ms */
const limit = 250;

/** A small generator (Marsaglia's xorshift32): the same hashes at every run. */
let state = 2_463_534_242;
const random = (): number => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};

/** An invented picture of random blocks. */
const draw = (): { width: number; height: number; rgb: Uint8Array } => {
  const side = 96;
  const blocks = Uint8Array.from({ length: 144 }, () => random() & 0xff);
  const rgb = new Uint8Array(side * side * 3);
  for (let at = 0; at < side * side; at += 1)
    rgb.fill(blocks[Math.floor((at % side) / 8) + Math.floor(at / side / 8) * 12] ?? 0, at * 3, at * 3 + 3);
  return { width: side, height: side, rgb };
};
const mirrored = ({ width, height, rgb }: ReturnType<typeof draw>): ReturnType<typeof draw> => {
  const other = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      other.set(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), (y * width + width - 1 - x) * 3);
  return { width, height, rgb: other };
};

const index = createLikenessIndex();
const began = systemClock.monotonic();
const before = process.memoryUsage().arrayBuffers;
for (let picture = 0; picture < pictures; picture += 1) index.add(picture, Uint32Array.from({ length: crops.length * 2 }, random));
const held = Array.from({ length: rounds }, () => {
  const picture = draw();
  const [signature] = signaturesOf('portrait', picture);
  if (signature === undefined) throw new Error('a portrait is compared');
  return { picture, signature };
});
for (const [place, { signature }] of held.entries()) index.add(pictures + place, hashesToKeep(signature));
const built = systemClock.monotonic() - began;
const megabytes = (process.memoryUsage().arrayBuffers - before) / 1_048_576;

const noise = new Uint8Array(tileSide * tileSide).map(() => random() & 0xff);
const times: number[] = [];
for (const [place, { picture }] of held.entries()) {
  const [asked] = signaturesOf('portrait', mirrored(picture));
  if (asked === undefined) throw new Error('a portrait is compared');
  const start = systemClock.monotonic();
  const found = await index.alike(asked, 0.98, (candidate) => (candidate < pictures ? noise : held[candidate - pictures]?.signature.tile));
  const took = systemClock.monotonic() - start;
  if (found[0]?.picture !== pictures + place) throw new Error('the copy was not found');
  times.push(took);
}
printFigure('duplicates', 'ms', times, [limit]);
process.stderr.write(`${index.size} pictures, built in ${Math.round(built)} ms, ${Math.round(megabytes)} MB\n`);
