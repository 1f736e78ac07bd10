import { readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { type Finding, type Verdict, worstVerdict } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { openImageExaminer } from './image-examiner.ts';

/** The answer for one file of `desk check-images`. */
export type ImageFile = {
  file: string;
  verdict: Verdict;
  findings: Pick<Finding, 'check' | 'verdict' | 'measured' | 'limit' | 'unit' | 'cause'>[];
  problem?: string;
};

/**
 * Checks files and, below folders, everything in them, on all cores; one answer a file, in order, whatever the file is.
 * The kind of document is not known here, so the policy's default limits apply.
 */
export const checkImageFiles = async (paths: readonly string[], policy: Policy, onResult: (result: ImageFile) => void): Promise<void> => {
  const examiner = openImageExaminer(availableParallelism());
  const check = async (file: string): Promise<ImageFile> => {
    const examination = await examiner.examineFile(file, { fileName: basename(file), declaredType: '', kind: 'default' }, policy);
    if (examination === undefined) return { file, verdict: 'error', findings: [], problem: 'the file can’t be read' };
    const findings = examination.findings.map(({ check, verdict, measured, limit, unit, cause }) => ({
      check,
      verdict,
      measured,
      limit,
      unit,
      cause,
    }));
    return { file, verdict: worstVerdict(examination.findings), findings };
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
    await examiner.close();
  }
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
