import type { BothLanguages } from './announcement.ts';
import type { ApplicationDocument, ApplicationType, DocumentKind, FieldName } from './application.ts';
import type { RequestKind } from './request.ts';

/**
 * What fields, documents, applications and requests are called in a notice. The English ones are written so that they follow "the".
 * A word of a newer platform that has no name here is called by a general one, never by its identifier.
 */

const fields: Record<FieldName, BothLanguages> = {
  name: { zh: '姓名', en: 'name' },
  latinName: { zh: '姓名拼音（拉丁字母姓名）', en: 'name in Latin letters' },
  sex: { zh: '性别', en: 'sex' },
  ethnicity: { zh: '民族', en: 'ethnicity' },
  nationality: { zh: '国籍', en: 'nationality' },
  birthDate: { zh: '出生日期', en: 'date of birth' },
  region: { zh: '所属地区', en: 'region' },
  address: { zh: '住址', en: 'address' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  passportNumber: { zh: '护照号码', en: 'passport number' },
  issuingAuthority: { zh: '签发机关', en: 'issuing authority' },
  validFrom: { zh: '有效期开始日期', en: 'first day of validity' },
  validUntil: { zh: '有效期截止日期', en: 'last day of validity' },
  phone: { zh: '手机号码', en: 'mobile number' },
  email: { zh: '电子邮箱', en: 'e-mail address' },
};

const documents: Record<string, BothLanguages> = {
  id_front: { zh: '身份证人像面', en: 'portrait side of the ID card' },
  id_back: { zh: '身份证国徽面', en: 'emblem side of the ID card' },
  passport_page: { zh: '护照资料页', en: 'data page of the passport' },
  portrait: { zh: '证件照', en: 'portrait photo' },
  handheld: { zh: '手持证件照', en: 'photo of you holding the document' },
  supplement: { zh: '补充材料', en: 'supplementary document' },
};

const applications: Record<string, BothLanguages> = {
  resident_identity: { zh: '居民身份证认证申请', en: 'application for certification by resident ID card' },
  passport: { zh: '护照认证申请', en: 'application for certification by passport' },
};

const requests: Record<string, BothLanguages> = {
  amendment: { zh: '修改请求', en: 'request for an amendment' },
  withdrawal: { zh: '撤回请求', en: 'request for a withdrawal' },
  contact_recovery: { zh: '找回联系方式请求', en: 'request for contact recovery' },
  follow_up: { zh: '催办请求', en: 'follow-up' },
};

const named = (names: Record<string, BothLanguages>, word: string): BothLanguages | undefined =>
  Object.hasOwn(names, word) ? names[word] : undefined;

/** Whether `word` is the identifier of a field that has a name. */
export const isFieldName = (word: string): word is FieldName => Object.hasOwn(fields, word);
/** Whether `word` is the identifier of a kind of document that has a name. */
export const isDocumentKind = (word: string): boolean => Object.hasOwn(documents, word);

/** The field's name. */
export const fieldTitle = (field: string): BothLanguages => named(fields, field) ?? { zh: '填写项', en: 'entry' };
/** The name of a kind of document. */
export const documentTitle = (kind: DocumentKind): BothLanguages => named(documents, kind) ?? { zh: '其他资料', en: 'other document' };
/** The name of a type of application. */
export const applicationTitle = (type: ApplicationType): BothLanguages =>
  named(applications, type) ?? { zh: '认证申请', en: 'application for certification' };
/** The name of a kind of request. */
export const requestTitle = (kind: RequestKind): BothLanguages => named(requests, kind) ?? { zh: '请求', en: 'request' };

/** The name of one uploaded document among all of an application; where there are several of its kind, with its number among them. */
export const documentTitleAmong = (document: ApplicationDocument, all: readonly ApplicationDocument[]): BothLanguages => {
  const title = documentTitle(document.kind);
  const ofKind = all.filter(({ kind }) => kind === document.kind);
  if (ofKind.length < 2) return title;
  const place = ofKind.findIndex(({ id }) => id === document.id) + 1;
  return { zh: `${title.zh}（第${place}份）`, en: `${title.en} (no. ${place})` };
};
