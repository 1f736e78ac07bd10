import { describe, expect, test } from 'vitest';
import {
  addReason,
  obviousTarget,
  offeredReasons,
  openSuggestions,
  targetsOf,
} from '../../../renderer/screens/review/picker/given-reasons.ts';
import { searchReasons } from '../../../renderer/screens/review/picker/reason-search.ts';
import type { Outcome } from '../../../shared/domain/decision.ts';
import { findReason } from '../../../shared/domain/reason.ts';
import { catalogue, inventedSheet } from './invented-sheet.ts';

const { application, documents } = inventedSheet();
const policy = { requiredDocuments: { resident_identity: ['id_front', 'id_back', 'portrait'] } };
const about = { application, documents, policy };
const offered = (outcome: Outcome) => offeredReasons(catalogue, outcome, about);
const codes = (outcome: Outcome, typed = '') => searchReasons(offered(outcome), typed).map(({ reason }) => reason.code);
const targets = (code: string) => {
  const reason = findReason(catalogue, code);
  if (reason === undefined) throw new Error(`the catalogue has no ${code}`);
  return targetsOf(reason, about);
};

describe('the reasons offered', () => {
  test('go with the outcome, and are none that belong to requests', () => {
    expect(codes('request_fixes')).toContain('document.blurred');
    expect(codes('request_fixes')).not.toContain('authenticity.tampered');
    for (const outcome of ['request_fixes', 'reject', 'escalate'] as const)
      expect(codes(outcome).filter((code) => code.startsWith('request.'))).toEqual([]);
  });

  test('begin with the final ones for a rejection, which needs one', () => {
    const terminal = offered('reject').map(({ reason }) => reason.terminal);
    expect(terminal.indexOf(false)).toBe(terminal.lastIndexOf(true) + 1);
  });

  test('leave out what can be about nothing here', () => {
    // The portrait is missing, so the form of a passport page can't be the matter, but the missing portrait can.
    expect(targets('document.missing')).toEqual([{ code: 'document.missing', values: { document: 'portrait' } }]);
    expect(
      offeredReasons(catalogue, 'request_fixes', { ...about, policy: { requiredDocuments: {} } }).map(({ reason }) => reason.code),
    ).not.toContain('document.missing');
  });
});

describe('finding a reason', () => {
  test('works in Chinese, in English and by a part of its code', () => {
    expect(codes('request_fixes', '模糊')).toContain('document.blurred');
    expect(codes('request_fixes', 'blurred')[0]).toBe('document.blurred');
    expect(codes('request_fixes', 'too_large')).toEqual(['document.file_too_large']);
  });

  test('takes several words in any order, full-width ones too', () => {
    expect(codes('request_fixes', 'number phone')).toEqual(codes('request_fixes', 'phone number'));
    expect(codes('request_fixes', 'ｂｌｕｒｒｅｄ')).toEqual(codes('request_fixes', 'blurred'));
  });

  test('says nothing where nothing fits, and everything where nothing is typed', () => {
    expect(codes('request_fixes', 'qqqq')).toEqual([]);
    expect(codes('request_fixes', '  ')).toHaveLength(offered('request_fixes').length);
  });
});

describe('what a reason is tied to', () => {
  test('is taken without asking where there is only one, or the photo being looked at', () => {
    expect(obviousTarget(targets('info.id_number_format'), {}, [])?.target).toEqual({ field: 'idNumber' });
    expect(obviousTarget(targets('document.blurred'), { documentId: 'd2' }, [])?.target).toEqual({ documentId: 'd2' });
    expect(obviousTarget(targets('document.blurred'), {}, [])).toBeUndefined();
  });

  test('is the other photo once one has it already', () => {
    const taken = [{ code: 'document.blurred', target: { documentId: 'd2' } }];
    expect(obviousTarget(targets('document.blurred'), { documentId: 'd2' }, taken)?.target).toEqual({ documentId: 'd1' });
  });

  test('comes once for the same thing', () => {
    const reason = { code: 'document.blurred', target: { documentId: 'd1' } };
    expect(addReason([reason], { ...reason })).toEqual([reason]);
    expect(addReason([reason], { code: 'document.blurred', target: { documentId: 'd2' } })).toHaveLength(2);
  });
});

describe('the checks’ suggestions', () => {
  test('are offered until taken, and only with an outcome they go with', () => {
    const suggestion = { code: 'account.cancelled' };
    expect(openSuggestions([suggestion], [], offered('reject'))).toEqual([suggestion]);
    expect(openSuggestions([suggestion], [suggestion], offered('reject'))).toEqual([]);
    expect(openSuggestions([suggestion], [], offered('request_fixes'))).toEqual([]);
  });
});
