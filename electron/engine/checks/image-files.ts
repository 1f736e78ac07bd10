import { readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import type { DocumentKind } from '../../../shared/domain/application.ts';
import { type Finding, type Verdict, worstVerdict } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { type DocumentReading, isPageKind, type PageKind, type ReadValue } from '../../../shared/domain/reading.ts';
import { openImageExaminer } from './image-examiner.ts';
import { unknownKind } from './images/contents.ts';
import { readFindings } from './reading/compare/findings.ts';
import { openDocumentReader } from './reading/document-reader.ts';

/** Longest time that reading may add to a file, ms: a verdict is promised within 10 s (`quality.md`), of which the checks take one at most. */
const readingTime = 8_000;
/** Processes that read at most: each takes some 600 MB. */
const mostReaders = 4;

/** The answer for one file of `desk check-images`. */
export type ImageFile = {
  file: string;
  verdict: Verdict;
  findings: Pick<Finding, 'check' | 'verdict' | 'measured' | 'limit' | 'unit' | 'cause'>[];
  /** What was read, where the file was read and something was recognised: the values with the probability of their least certain character. */
  read?: { page: PageKind; values: Pick<ReadValue, 'field' | 'text' | 'confidence' | 'verified'>[]; zone?: string[] };
  problem?: string;
};

/** How files are to be checked. */
export type FileChecks = {
  /** What all of them are photos of. Where it is not said nothing is guessed: the policy's default limits apply, and what depends on the kind is measured and not judged. */
  kind?: DocumentKind | undefined;
  /** Whether whole photos are read, too, which takes a second each; they are unless told. */
  withReading?: boolean | undefined;
};

/** Checks files and, below folders, everything in them, on all cores; one answer a file, in order, whatever the file is. */
export const checkImageFiles = async (
  paths: readonly string[],
  policy: Policy,
  onResult: (result: ImageFile) => void,
  { kind, withReading = true }: FileChecks = {},
): Promise<void> => {
  const examiner = openImageExaminer({ workers: availableParallelism() });
  // Neither a portrait nor a hand with a card can be read.
  const readable = kind === undefined || isPageKind(kind);
  const reader =
    withReading && readable
      ? openDocumentReader({ workers: Math.min(mostReaders, availableParallelism()), longest: readingTime })
      : undefined;
  const read = async (file: string, examined: readonly Finding[]): Promise<DocumentReading | undefined> => {
    // What is damaged or no photo has nothing to be read, and may be hostile: it is not decoded a second time.
    const isWhole = examined.some(({ check, verdict }) => check === 'image.intact' && (verdict === 'pass' || verdict === 'warn'));
    return reader === undefined || !isWhole ? undefined : reader.readFile(file, policy);
  };
  const check = async (file: string): Promise<ImageFile> => {
    const examination = await examiner.examineFile(file, { fileName: basename(file), declaredType: '', kind: kind ?? unknownKind }, policy);
    if (examination === undefined) return { file, verdict: 'error', findings: [], problem: 'the file can’t be read' };
    const reading = await read(file, examination.findings);
    const found = [...examination.findings, ...(reading === undefined ? [] : readFindings(reading, kind, policy))];
    const findings = found.map(({ check, verdict, measured, limit, unit, cause }) => ({
      check,
      verdict,
      measured,
      limit,
      unit,
      cause,
    }));
    // That a photo could not be read is told among the findings; the verdict on it stands.
    const judged = found.filter(({ check, verdict }) => !(check.startsWith('read.') && verdict === 'error'));
    return { file, verdict: worstVerdict(judged), findings, ...readOf(reading) };
  };
  /** A few more than there are cores are under way, and told in their order. */
  const underWay: Promise<ImageFile>[] = [];
  try {
    for await (const file of filesOf(paths)) {
      underWay.push(check(file));
      if (underWay.length > examiner.parallel * 2) onResult((await underWay.shift()) as ImageFile);
    }
    for (const result of underWay) onResult(await result);
  } finally {
    await Promise.all([examiner.close(), reader?.close()]);
  }
};

const readOf = (reading: DocumentReading | undefined): Pick<ImageFile, 'read'> => {
  if (reading?.state !== 'read' || reading.page === undefined) return {};
  const values = reading.values.map(({ field, text, confidence, verified }) => ({
    field,
    text,
    confidence: Number(confidence.toFixed(3)),
    ...(verified === undefined ? {} : { verified }),
  }));
  return { read: { page: reading.page, values, ...(reading.zone === undefined ? {} : { zone: reading.zone.corrected }) } };
};

/** The files at `paths` and below its folders, in the order of their names. A path that does not exist is given as it is: it gets its answer too. */
async function* filesOf(paths: readonly string[]): AsyncIterable<string> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() !== true) {
      yield path;
      continue;
    }
    const names = await readdir(path).catch((): string[] => []);
    yield* filesOf(names.sort().map((name) => join(path, name)));
  }
}
