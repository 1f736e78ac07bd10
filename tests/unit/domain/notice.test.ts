import { expect, test } from 'vitest';
import { composeNotice } from '../../../shared/domain/notice.ts';
import { catalogue, inventedDocument } from './invented.ts';

const documents = ['id_front', 'id_back', 'portrait'].map((kind) => inventedDocument(kind));
const subject = { kind: 'application', type: 'resident_identity', documents } as const;

test('a request for fixes names each field and photo in a numbered paragraph with its remedy', () => {
  const notice = composeNotice({
    outcome: 'request_fixes',
    subject,
    catalogue,
    reasons: [
      { code: 'document.file_too_large', target: { documentId: 'document-id_front' }, values: { measured: '7.2 MB', limit: '5 MB' } },
      { code: 'info.phone_invalid', target: { field: 'phone' }, note: '最后一位好像漏了。' },
      { code: 'document.missing', values: { document: 'handheld' } },
    ],
  });
  expect(
    notice.en,
  ).toBe(`Your application for certification by resident ID card needs the following to be put right; we will then continue the review:

1. The file of the portrait side of the ID card has 7.2 MB; at most 5 MB is allowed.
What to do: Please crop away what surrounds the document, or save the picture as a JPEG of about 80 % quality, so that the file is no larger than 5 MB, and upload it again.

2. The mobile number you entered is not a valid mobile number, so we cannot reach you on it.
What to do: Please enter a mobile number that you use yourself: 11 digits for mainland China; for other places, with the country code in front, for example +65.
Reviewer’s remark: 最后一位好像漏了。

3. Your application lacks the photo of you holding the document.
What to do: Please upload the photo of you holding the document and submit again; what you have already uploaded need not be sent again.

Please change only what is listed above; everything else you entered and uploaded remains valid. If you have questions, please contact customer support and give the number of your application.`);
  expect(notice.zh).toContain('1. “身份证人像面”的文件大小是 7.2 MB，超过了 5 MB 的上限。\n改进建议：');
  expect(notice.zh).toContain('2. 您填写的手机号码不是有效的手机号码');
  expect(notice.zh).toContain('3. 您的申请中缺少“手持证件照”。');
});

test('two documents of one kind are told apart by their number', () => {
  const two = [inventedDocument('supplement', 'one'), inventedDocument('supplement', 'two')];
  const notice = composeNotice({
    outcome: 'request_fixes',
    subject: { ...subject, documents: two },
    catalogue,
    reasons: [{ code: 'document.blurred', target: { documentId: 'two' } }],
  });
  expect(notice.zh).toContain('“补充材料（第2份）”');
  expect(notice.en).toContain('supplementary document (no. 2)');
});

test('the same input makes the same notice, and an approval needs no reason', () => {
  const input = { outcome: 'approve', subject, catalogue, reasons: [] } as const;
  expect(composeNotice(input)).toEqual(composeNotice(structuredClone(input)));
  expect(composeNotice(input).zh).toBe('您的居民身份证认证申请已通过审核。\n\n感谢您的配合，现在可以使用认证后的全部功能。');
});

test('an escalation tells the applicant no reason', () => {
  const reasons = [{ code: 'authenticity.tampered', target: { documentId: 'document-id_front' } }];
  const notice = composeNotice({ outcome: 'escalate', subject, catalogue, reasons });
  expect(notice.zh).not.toContain('1.');
  expect(notice.en).toContain('second reviewer');
});

test('a request gets a notice of its own, and a type of a newer platform a general name', () => {
  const reasons = [{ code: 'request.withdrawal_refused' }];
  expect(composeNotice({ outcome: 'reject', subject: { kind: 'request', requestKind: 'withdrawal' }, catalogue, reasons }).zh).toMatch(
    /^很抱歉，您的撤回请求未能同意/,
  );
  expect(composeNotice({ outcome: 'approve', subject: { ...subject, type: 'residence_permit' }, catalogue, reasons: [] }).zh).toMatch(
    /^您的认证申请已通过审核/,
  );
});

test('what is written into a value can’t act as a placeholder or a pattern of replacement', () => {
  const reasons = [
    { code: 'document.pixels_too_few', target: { documentId: 'document-id_front' }, values: { measured: '$& {{limit}}', limit: '600 px' } },
  ];
  expect(composeNotice({ outcome: 'request_fixes', subject, catalogue, reasons }).en).toContain('has only $& {{limit}}; at least 600 px');
});

test('the figures of a photo are told where they were measured, and left out with what surrounds them where they were not', () => {
  const target = { documentId: 'document-id_front' };
  const told = (values?: Record<string, string>) =>
    composeNotice({
      outcome: 'request_fixes',
      subject,
      catalogue,
      reasons: [{ code: 'document.blurred', target, ...(values === undefined ? {} : { values }) }],
    });
  const measured = told({ measured: '21', limit: '28' });
  expect(measured.en).toContain('cannot be read clearly (sharpness 21 of 100, at least 28).');
  expect(measured.zh).toContain('看不清楚（清晰度 21，至少需要 28）。');
  for (const notice of [told(), told({ measured: '21' })]) {
    expect(notice.en).toContain('cannot be read clearly.');
    expect(notice.zh).toContain('看不清楚。');
    expect(notice.en + notice.zh).not.toMatch(/\[\[|\]\]|\{\{/);
  }
});
