import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openImageExaminer } from '../../electron/engine/checks/index.ts';
import { type Random, randomFrom } from '../../electron/intake/sample/random.ts';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import { asJpeg, drawDocumentPhoto } from '../fixtures/photos.ts';
import { runSeed, tellFacts, times } from './line.ts';

/** `quality.md`: a verdict within 10 s, whatever the file is. */
const longest = 10_000;

const policy = policySchema.parse(policyFile);
const examiner = openImageExaminer({ workers: 2 });
const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));

/** Whole pictures by the name of their encoding. */
const whole = new Map<string, Buffer>();
const facts = { examined: 0, passed: 0, slowestMs: 0 };

beforeAll(async () => {
  const drawn = await drawDocumentPhoto(480, 360);
  whole.set('jpeg', await asJpeg(drawn));
  whole.set('jpeg-progressive', await sharp(drawn).jpeg({ progressive: true }).toBuffer());
  whole.set('jpeg-full-colour', await sharp(drawn).jpeg({ chromaSubsampling: '4:4:4', optimiseCoding: true }).toBuffer());
  whole.set('png', await sharp(drawn).removeAlpha().png({ palette: true }).toBuffer());
  whole.set('png-interlaced', await sharp(drawn).resize(160).png({ progressive: true }).toBuffer());
  if (!existsSync(samples))
    process.stderr.write('There are no sample photographs beside this checkout: only drawn pictures are damaged.\n');
});
afterAll(async () => {
  tellFacts('damaged-images', facts);
  await examiner.close();
});

/** What the checks say of a file's wholeness, within the time that a verdict may take. */
const intactness = async (bytes: Uint8Array): Promise<Finding> => {
  const begun = performance.now();
  const { findings } = await examiner.examine(bytes, { fileName: 'upload.jpg', declaredType: 'image/jpeg', kind: 'id_front' }, policy);
  const took = performance.now() - begun;
  facts.examined += 1;
  facts.slowestMs = Math.max(facts.slowestMs, Math.round(took));
  expect(took).toBeLessThan(longest);
  const found = findings.find(({ check }) => check === 'image.intact');
  if (found === undefined) throw new Error('a file got no verdict');
  if (found.verdict === 'pass') facts.passed += 1;
  return found;
};

/** Whether a decoder that takes every irregularity for an error refuses the file. */
const refusedByDecoder = async (bytes: Uint8Array): Promise<boolean> =>
  sharp(bytes, { failOn: 'warning', unlimited: false })
    .raw()
    .toBuffer()
    .then(
      () => false,
      () => true,
    );

/** Ways in which bytes are lost, changed or moved on a line or a disk. */
const damages: Record<string, (bytes: Buffer, random: Random) => Buffer> = {
  'a bit turned': (bytes, random) => changed(bytes, (copy) => flip(copy, random.whole(0, copy.length - 1), 1 << random.whole(0, 7))),
  'sixteen bytes changed': (bytes, random) =>
    changed(bytes, (copy) => {
      for (let count = 0; count < 16; count += 1) flip(copy, random.whole(0, copy.length - 1), random.whole(1, 255));
    }),
  'a sector of zeros': (bytes, random) => changed(bytes, (copy) => copy.fill(0, ...sector(copy, random))),
  'a sector of ones': (bytes, random) => changed(bytes, (copy) => copy.fill(0xff, ...sector(copy, random))),
  'a piece left out': (bytes, random) => {
    const [from, to] = sector(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  'a piece sent twice': (bytes, random) => {
    const [from, to] = sector(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  'cut off, and an end mark set behind': (bytes, random) =>
    Buffer.concat([bytes.subarray(0, random.whole(bytes.length >> 2, bytes.length - 20)), Buffer.from([0xff, 0xd9])]),
};
const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};
const flip = (bytes: Buffer, at: number, mask: number): void => {
  bytes[at] = (bytes[at] ?? 0) ^ mask;
};
/** Half a kilobyte somewhere behind the headers. */
const sector = (bytes: Buffer, random: Random): [number, number] => {
  const from = random.whole(Math.floor(bytes.length * 0.1), Math.max(Math.floor(bytes.length * 0.1), bytes.length - 600));
  return [from, Math.min(bytes.length, from + 512)];
};

describe('a file that lost its end', () => {
  it.each(['jpeg', 'jpeg-progressive', 'jpeg-full-colour', 'png', 'png-interlaced'])(
    'is never taken for whole: %s, cut at every percent',
    async (name) => {
      const bytes = whole.get(name) ?? Buffer.alloc(0);
      expect((await intactness(bytes)).verdict).toBe('pass');
      for (let percent = 0; percent < 100; percent += 1) {
        const { verdict } = await intactness(bytes.subarray(0, Math.floor((bytes.length * percent) / 100)));
        expect(verdict, `${percent} %`).not.toBe('pass');
      }
    },
  );
});

describe('a damaged file', () => {
  it.each(Object.keys(damages))(
    '%s: never passes where a strict decoder refuses it',
    async (kind) => {
      const random = randomFrom(`${runSeed}/${kind}`);
      for (const [name, bytes] of whole)
        for (let count = 0; count < 4 * times; count += 1) {
          const damaged = damages[kind]?.(bytes, random) ?? bytes;
          if ((await intactness(damaged)).verdict === 'pass')
            expect(await refusedByDecoder(damaged), `${name}, seed ${runSeed}`).toBe(false);
        }
    },
    30_000 * times,
  );

  it('of a real photograph never passes', async () => {
    const folder = join(samples, 'damaged');
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      expect((await intactness(readFileSync(join(folder, name)))).verdict, name).not.toBe('pass');
  });

  it('loses a PNG’s chunk and does not pass', async () => {
    const bytes = whole.get('png') ?? Buffer.alloc(0);
    for (const [name, from, to] of chunksOf(bytes))
      if (name !== 'pHYs')
        expect((await intactness(Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]))).verdict, name).not.toBe('pass');
  });
});

/** Name, beginning and end of each chunk (PNG specification, 5.3). */
const chunksOf = (bytes: Buffer): [string, number, number][] => {
  const found: [string, number, number][] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    found.push([bytes.toString('latin1', at + 4, at + 8), at, end]);
    at = end;
  }
  return found;
};

const chunk = (name: string, content: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};

/** A PNG that claims so many pixels; `rows`: how many of them, all black, are there. */
const pngOf = (width: number, height: number, rows: number, more: Buffer[] = [], interlace = 0): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (width * 3 + 1)), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

describe('a hostile file', () => {
  const packed = deflateSync(Buffer.alloc(64 * 1_024 * 1_024), { level: 9 });
  const bombs: Record<string, () => Buffer> = {
    'claims 60,000 × 60,000 pixels': () => pngOf(60_000, 60_000, 100),
    'claims the largest sides there can be': () => pngOf(0x7fffffff, 0x7fffffff, 0),
    'claims no pixel': () => pngOf(0, 0, 0),
    'unpacks to a quarter of a gigabyte of black': () => pngOf(9_000, 9_000, 9_000),
    'unpacks to more rows than it claims': () => pngOf(64, 64, 200_000),
    'carries a colour profile that unpacks to 64 MB': () =>
      pngOf(64, 64, 64, [chunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), packed]))]),
    'carries a text that unpacks to 64 MB': () => pngOf(64, 64, 64, [chunk('zTXt', Buffer.concat([Buffer.from('t\0\0'), packed]))]),
    'claims an interlaced picture of 100 megapixels': () => pngOf(10_000, 10_000, 50, [], 1),
    'is a JPEG that claims 65,500 × 65,500 pixels': () =>
      changed(whole.get('jpeg') ?? Buffer.alloc(0), (copy) => {
        const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
        copy.writeUInt16BE(65_500, frame + 5);
        copy.writeUInt16BE(65_500, frame + 7);
      }),
    'is a progressive JPEG of a thousand scans': () => {
      const bytes = whole.get('jpeg-progressive') ?? Buffer.alloc(0);
      const last = bytes.lastIndexOf(Buffer.from([0xff, 0xda]));
      const scan = bytes.subarray(last, bytes.length - 2);
      return Buffer.concat([bytes.subarray(0, -2), ...Array.from({ length: 1_000 }, () => scan), Buffer.from([0xff, 0xd9])]);
    },
    'is a hundred megabytes of nothing behind a photo': () =>
      Buffer.concat([whole.get('jpeg') ?? Buffer.alloc(0), Buffer.alloc(100 * 1_024 * 1_024)]),
    'is a hundred megabytes of marks': () => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(100 * 1_024 * 1_024, 0xff)]),
    'has no byte': () => Buffer.alloc(0),
    'is text': () => Buffer.from('not a picture at all\n'),
    'is a zip': () => Buffer.from('504b0304140000000800', 'hex'),
    'is a program': () => Buffer.from('7f454c460201010000000000', 'hex'),
    'is a document': () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'),
  };

  /** Every pixel that these claim is there; what else they carry is never unpacked. */
  const wholeAllTheSame = new Set([
    'unpacks to more rows than it claims',
    'carries a colour profile that unpacks to 64 MB',
    'carries a text that unpacks to 64 MB',
    'is a hundred megabytes of nothing behind a photo',
  ]);

  it.each(Object.keys(bombs))('gets its verdict in time, and the next photo its own: %s', async (name) => {
    const finding = await intactness(bombs[name]?.() ?? Buffer.alloc(0));
    if (!wholeAllTheSame.has(name)) expect(finding.verdict).not.toBe('pass');
    expect((await intactness(whole.get('png') ?? Buffer.alloc(0))).verdict).toBe('pass');
  });
});
