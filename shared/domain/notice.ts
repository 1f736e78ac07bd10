import type { BothLanguages, Language } from './announcement.ts';
import type { ApplicationDocument, ApplicationType } from './application.ts';
import type { GivenReason, Outcome } from './decision.ts';
import { applicationTitle, documentTitle, documentTitleAmong, fieldTitle, isDocumentKind, isFieldName, requestTitle } from './names.ts';
import { findReason, type Reason, type ReasonCatalogue } from './reason.ts';
import type { RequestKind } from './request.ts';

/** The placeholders that the catalogue's texts may hold. */
export const placeholders = ['measured', 'limit', 'field', 'document'] as const;

/** What a notice is about. */
export type NoticeSubject =
  | { kind: 'application'; type: ApplicationType; documents: readonly ApplicationDocument[] }
  | { kind: 'request'; requestKind: RequestKind; documents?: readonly ApplicationDocument[] | undefined };

/** Of what a notice is composed. */
export type NoticeInput = {
  outcome: Outcome;
  subject: NoticeSubject;
  reasons: readonly GivenReason[];
  catalogue: ReasonCatalogue;
};

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/gu;

/** The names of the placeholders that stand in `text`. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(placeholder)].map((found) => found[1] ?? '');

/** What fills the placeholders of a reason's texts, in both languages. */
const valuesOf = (reason: GivenReason, documents: readonly ApplicationDocument[]): Record<string, BothLanguages> => {
  const values: Record<string, BothLanguages> = {};
  const { field, documentId } = reason.target ?? {};
  if (field !== undefined) values.field = fieldTitle(field);
  const document = documents.find(({ id }) => id === documentId);
  if (document !== undefined) values.document = documentTitleAmong(document, documents);
  for (const [name, value] of Object.entries(reason.values ?? {})) {
    if (value.trim() === '') continue;
    // A document that was never uploaded can't be pointed at: it is named by its kind, and so is a field, so that both languages get its name.
    if (name === 'document') values[name] = isDocumentKind(value) ? documentTitle(value) : { zh: value, en: value };
    else if (name === 'field') values[name] = isFieldName(value) ? fieldTitle(value) : { zh: value, en: value };
    else values[name] = { zh: value, en: value };
  }
  return values;
};

/** A part of a text that is only said where all that it asks for was measured: `[[ (sharpness {{measured}}, at least {{limit}})]]`. */
const optionalPart = /\[\[(.*?)\]\]/gsu;

/** A text of the catalogue as it is shown beside its reason, with its placeholders, but without the brackets around its optional parts. */
export const withoutBrackets = (text: string): string => text.replace(optionalPart, (_whole, part: string) => part);

/**
 * Fills the placeholders of a text of the catalogue for one given reason; one that has no value stays as it is, for the linter to find. Parts in double brackets
 * are left out where a value is missing.
 */
export const fillText = (text: BothLanguages, reason: GivenReason, documents: readonly ApplicationDocument[]): BothLanguages => {
  const values = valuesOf(reason, documents);
  const fill = (language: Language): string =>
    text[language]
      .replace(optionalPart, (_whole, part: string) => (placeholdersIn(part).every((name) => Object.hasOwn(values, name)) ? part : ''))
      .replace(placeholder, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name]?.[language] ?? whole) : whole));
  return { zh: fill('zh'), en: fill('en') };
};

/** The placeholders of a reason's texts that nothing fills: with any of them left it can't be sent. */
export const unfilledIn = (
  reason: Pick<Reason, 'sentence' | 'remedy'>,
  given: GivenReason,
  documents: readonly ApplicationDocument[],
): string[] => {
  const texts = [reason.sentence, reason.remedy].map((text) => fillText(text, given, documents));
  return [...new Set(texts.flatMap(({ zh, en }) => [...placeholdersIn(zh), ...placeholdersIn(en)]))];
};

const applicationOpenings: Record<Outcome, BothLanguages> = {
  approve: { zh: '您的{subject}已通过审核。', en: 'Your {subject} has been approved.' },
  reject: {
    zh: '很抱歉，您的{subject}未能通过审核，原因如下：',
    en: 'We are sorry to tell you that your {subject} could not be approved, for the following reasons:',
  },
  request_fixes: {
    zh: '您的{subject}还需要补正以下内容，补正后我们会继续审核：',
    en: 'Your {subject} needs the following to be put right; we will then continue the review:',
  },
  escalate: { zh: '您的{subject}需要由另一位审核员进一步审核。', en: 'Your {subject} will be looked at by a second reviewer.' },
};

const requestOpenings: Record<Outcome, BothLanguages> = {
  approve: { zh: '您的{subject}已处理完毕。', en: 'Your {subject} has been granted.' },
  reject: {
    zh: '很抱歉，您的{subject}未能同意，原因如下：',
    en: 'We are sorry to tell you that your {subject} could not be granted, for the following reasons:',
  },
  request_fixes: { zh: '处理您的{subject}还需要补充以下内容：', en: 'To deal with your {subject} we need the following from you:' },
  escalate: { zh: '您的{subject}需要由另一位审核员进一步处理。', en: 'Your {subject} will be looked at by a second reviewer.' },
};

const applicationClosings: Record<Outcome, BothLanguages> = {
  approve: { zh: '感谢您的配合，现在可以使用认证后的全部功能。', en: 'Thank you. Everything that needs certification is now open to you.' },
  reject: {
    zh: '本次申请到此结束。如对结果有疑问，请联系客服，并提供申请编号。',
    en: 'This application ends here. If you have questions about the result, please contact customer support and give the number of your application.',
  },
  request_fixes: {
    zh: '请只修改以上各项，其他已填写和上传的内容仍然有效，不用重新提供。如有疑问，请联系客服，并提供申请编号。',
    en: 'Please change only what is listed above; everything else you entered and uploaded remains valid. If you have questions, please contact customer support and give the number of your application.',
  },
  escalate: { zh: '您现在不需要做任何操作，请等待审核结果。', en: 'There is nothing you need to do now; please await the result.' },
};

const requestClosings: Record<Outcome, BothLanguages> = {
  approve: { zh: '感谢您的配合。', en: 'Thank you.' },
  reject: {
    zh: '如有疑问，请联系客服，并提供申请编号。',
    en: 'If you have questions, please contact customer support and give the number of your application.',
  },
  request_fixes: {
    zh: '补充后我们会继续处理。如有疑问，请联系客服。',
    en: 'We will continue once we have it. If you have questions, please contact customer support.',
  },
  escalate: { zh: '您现在不需要做任何操作，请等待处理结果。', en: 'There is nothing you need to do now; please await the result.' },
};

const followUpOpening: BothLanguages = { zh: '您的催办已处理。', en: 'Your follow-up has been dealt with.' };

/**
 * Composes the exact notice that the applicant gets: an opening, one numbered paragraph a reason (what is wrong, then what to do), a closing.
 * It greets nobody by name and holds nothing personal beyond what a reviewer writes into a note. The same input gives the same text.
 * A code that the catalogue does not know is left out; the linter refuses it. On an escalation no reason is told, since no decision is made yet.
 */
export const composeNotice = ({ outcome, subject, reasons, catalogue }: NoticeInput): BothLanguages => {
  const ofApplication = subject.kind === 'application';
  const documents = subject.documents ?? [];
  const title = ofApplication ? applicationTitle(subject.type) : requestTitle(subject.requestKind);
  const answeredFollowUp = !ofApplication && subject.requestKind === 'follow_up' && outcome === 'approve';
  const opening = answeredFollowUp ? followUpOpening : (ofApplication ? applicationOpenings : requestOpenings)[outcome];
  const closing = (ofApplication ? applicationClosings : requestClosings)[outcome];
  const told = outcome === 'escalate' ? [] : reasons;
  const inLanguage = (language: Language): string => {
    const paragraphs: string[] = [];
    for (const given of told) {
      const reason = findReason(catalogue, given.code);
      if (reason === undefined) continue;
      const sentence = fillText(reason.sentence, given, documents)[language];
      const remedy = fillText(reason.remedy, given, documents)[language];
      const note = given.note?.trim() ?? '';
      const lines = [
        `${paragraphs.length + 1}. ${sentence}`,
        remedy === '' ? '' : `${language === 'zh' ? '改进建议：' : 'What to do: '}${remedy}`,
      ];
      if (note !== '') lines.push(`${language === 'zh' ? '补充说明：' : 'Reviewer’s remark: '}${note}`);
      paragraphs.push(lines.filter((line) => line !== '').join('\n'));
    }
    return [opening[language].replace('{subject}', title[language]), ...paragraphs, closing[language]].join('\n\n');
  };
  return { zh: inLanguage('zh'), en: inLanguage('en') };
};
