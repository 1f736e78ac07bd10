/**
 * Measures how well documents are read: invented cards and passport pages in several fonts and layouts, none of them the sample batch's, photographed in
 * many ways, read, and laid beside a form that says the truth and one that is wrong in one value. One line of JSON a field for the clean photos and for all
 * others, and one a rendering; `--subjects N` (8 unless told), `--seed N`, `--show` tells each wrong reading. With `--folder FOLDER` the photos of one's own that its
 * `truth.json` names are read instead. `wrongMatch` must be 0.
 */
import { parseArgs } from 'node:util';
import policyFile from '../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../shared/contract/intake/index.ts';
import type { Applicant, FieldName } from '../../shared/domain/application.ts';
import type { Agreement, DocumentReading, PageKind } from '../../shared/domain/reading.ts';
import { compare } from '../engine/checks/reading/compare/findings.ts';
import { loadModels } from '../engine/checks/reading/models.ts';
import { readDocument } from '../engine/checks/reading/read-document.ts';
import { randomFrom } from '../intake/sample/random.ts';
import { drawBack, drawFront, drawPassport } from './reading-evaluation/cards.ts';
import { type OwnPhoto, openOwnPhotos, ownRenderings } from './reading-evaluation/own-photos.ts';
import { inventSubject, misspeltName, otherDigitIn, otherNumber, type Subject } from './reading-evaluation/people.ts';
import { photograph, renderings } from './reading-evaluation/photos.ts';

/** Counts of one group. `read`: the value came out exactly; of the true forms: agreed, unreadable, accused (said to differ); of the wrong ones: caught, unreadable, wrongMatch. */
type Counts = {
  n: number;
  read: number;
  agrees: number;
  unreadable: number;
  accused: number;
  caught: number;
  uncaught: number;
  wrongMatch: number;
};

const { values: options } = parseArgs({
  options: {
    subjects: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});
const policy = policySchema.parse(policyFile);
const models = await loadModels(2);
const groups = new Map<string, Counts>();
const times: number[] = [];

const truthOf = (subject: Subject, page: PageKind): Applicant => ({
  name: subject.name,
  sex: subject.sex,
  birthDate: subject.birthDate,
  ...(page === 'passport_page'
    ? {
        latinName: `${subject.latinSurname} ${subject.latinGivenNames}`,
        nationality: 'CHN',
        passportNumber: subject.passportNumber,
        validUntil: subject.passportUntil,
      }
    : {
        ethnicity: subject.ethnicity,
        address: subject.address,
        idNumber: subject.idNumber,
        issuingAuthority: subject.issuingAuthority,
        validFrom: subject.validFrom,
        validUntil: subject.validUntil,
      }),
});

/** The form with one value wrong, in a way that people get it wrong. */
const wrongValue = (field: FieldName, truth: string, seed: string): string => {
  const random = randomFrom(seed);
  switch (field) {
    case 'name':
    case 'issuingAuthority':
      return misspeltName(truth, random);
    case 'idNumber':
      return otherNumber(truth, random);
    case 'sex':
      return truth === 'male' ? 'female' : 'male';
    case 'ethnicity':
      return truth === '汉' ? '回' : '汉';
    case 'nationality':
      return 'JPN';
    case 'latinName':
      return truth.endsWith('N') ? `${truth}G` : `${truth.slice(0, -1)}${truth.endsWith('G') ? '' : 'N'}`;
    case 'validUntil':
      return truth === '长期' ? '2035-01-01' : `${Number(truth.slice(0, 4)) + 1}${truth.slice(4)}`;
    case 'birthDate':
    case 'validFrom':
      return `${truth.slice(0, 9)}${truth.endsWith('1') ? '2' : '1'}`;
    default:
      return otherDigitIn(truth, random);
  }
};

const add = (group: string, exact: boolean, honest: Agreement, wrong: Agreement): void => {
  const counts = groups.get(group) ?? { n: 0, read: 0, agrees: 0, unreadable: 0, accused: 0, caught: 0, uncaught: 0, wrongMatch: 0 };
  counts.n += 1;
  counts.read += exact ? 1 : 0;
  counts[honest === 'agrees' ? 'agrees' : honest === 'differs' ? 'accused' : 'unreadable'] += 1;
  counts[wrong === 'differs' ? 'caught' : wrong === 'agrees' ? 'wrongMatch' : 'uncaught'] += 1;
  groups.set(group, counts);
};

const judge = (
  reading: DocumentReading,
  page: PageKind,
  truth: Applicant,
  rendering: { name: string; clean: boolean },
  seed: string,
): void => {
  const beside = (applicant: Applicant) => compare(applicant, [{ documentId: 'd', kind: page, reading }], policy);
  for (const { field, value, agreement } of beside(truth)) {
    const right = truth[field] ?? '';
    const wrongForm = wrongValue(field, right, `${seed} ${field}`);
    const wrong = beside({ ...truth, [field]: wrongForm }).find((other) => other.field === field)?.agreement ?? 'unreadable';
    const exact = value?.text === right;
    add(`${page} ${field} ${rendering.clean ? 'clean' : 'hard'}`, exact, agreement, wrong);
    add(`rendering ${rendering.name}`, exact, agreement, wrong);
    if (options.show && (!exact || agreement !== 'agrees' || wrong === 'agrees'))
      process.stderr.write(
        `${rendering.name} ${page} ${field}: ${right} read ${value?.text ?? '-'} (${value?.confidence.toFixed(2) ?? ''}) ${agreement}; ${wrongForm} ${wrong}\n`,
      );
  }
};

const read = async (bytes: Uint8Array): Promise<DocumentReading> => {
  const begun = performance.now();
  const reading = await readDocument(models, bytes, policy.image.maxPixels);
  times.push(performance.now() - begun);
  return reading;
};

const evaluateDrawn = async (): Promise<void> => {
  for (let index = 0; index < Number(options.subjects); index += 1) {
    const seed = `reading ${options.seed} ${index}`;
    const subject = inventSubject(randomFrom(seed));
    const pages = [
      ['id_front', drawFront],
      ['id_back', drawBack],
      ['passport_page', drawPassport],
    ] as const;
    for (const [page, draw] of pages) {
      const drawn = await draw(subject, randomFrom(`${seed} ${page}`));
      for (const rendering of renderings) {
        const bytes = await photograph(drawn, rendering, randomFrom(`${seed} ${page} ${rendering.name}`));
        const reading = await read(bytes);
        judge(reading, page, truthOf(subject, page), rendering, `${seed} ${rendering.name}`);
      }
    }
    process.stderr.write(`${index + 1} of ${options.subjects}\n`);
  }
};

/** The machine-readable zones of photos as they are: how many there are, and in how many all check digits fit. */
const zones = { pages: 0, found: 0, sound: 0 };

const evaluateOwn = async (photos: readonly OwnPhoto[]): Promise<void> => {
  for (const { name, page, truth, open } of photos) {
    const photo = await open();
    for (const rendering of ownRenderings) {
      const reading = await read(await rendering.change(photo));
      judge(reading, page, truth, rendering, `own ${options.seed} ${name} ${rendering.name}`);
      if (!rendering.clean || page !== 'passport_page' || reading.state !== 'read') continue;
      zones.pages += 1;
      zones.found += reading.zone === undefined ? 0 : 1;
      zones.sound += reading.zone?.wrong.length === 0 ? 1 : 0;
    }
    process.stderr.write(`${JSON.stringify(name)}\n`);
  }
};

if (options.folder === undefined) await evaluateDrawn();
else await evaluateOwn(await openOwnPhotos(options.folder));
for (const [group, counts] of [...groups].sort(([left], [right]) => left.localeCompare(right)))
  process.stdout.write(`${JSON.stringify({ evaluate: 'reading', group, ...counts })}\n`);
const sorted = times.sort((left, right) => left - right);
process.stdout.write(
  `${JSON.stringify({ evaluate: 'reading', group: 'all', photos: sorted.length, medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0), wrongMatch: [...groups].filter(([name]) => name.startsWith('rendering')).reduce((sum, [, { wrongMatch }]) => sum + wrongMatch, 0) })}\n`,
);
if (zones.pages > 0) process.stdout.write(`${JSON.stringify({ evaluate: 'reading', group: 'zones as they are', ...zones })}\n`);
