import { sentencesOf } from '../../../shared/contract/engine/errors.ts';
import type { Language } from '../../../shared/domain/announcement.ts';
import { type FailureCode, failureCodes } from '../../../shared/domain/failure.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';

/** What a failure's code means, in one language; undefined for a code that this version does not know. */
export const failureWords = (code: string, language: Language): ReturnType<typeof sentencesOf> | undefined =>
  isKnown<FailureCode>(failureCodes, code) ? sentencesOf(code, language) : undefined;
