import { type FieldName, fieldNames } from './application.ts';

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[_\-\s.:]/gu, '')
    .toLowerCase();

/** Other names for the same fields, as independent platforms, card readers and spreadsheets write them. */
const otherNames: Record<FieldName, readonly string[]> = {
  name: ['fullName', 'realName', 'chineseName', 'applicantName', '姓名', '名字', '真实姓名', '申请人姓名'],
  latinName: ['englishName', 'nameEn', 'nameLatin', 'pinyin', 'passportName', '姓名拼音', '拼音', '英文姓名', '英文名', '拉丁姓名'],
  sex: ['gender', '性别'],
  ethnicity: ['nation', 'ethnicGroup', '民族'],
  nationality: ['country', 'countryCode', 'citizenship', '国籍', '国家'],
  birthDate: ['birthday', 'birth', 'dateOfBirth', 'dob', 'bornOn', '出生日期', '出生', '生日', '出生年月日', '出生年月'],
  region: ['area', 'district', 'regionCode', '地区', '所属地区', '所在地区', '地区代码'],
  address: ['addr', 'homeAddress', 'residence', 'domicile', 'idAddress', '地址', '住址', '家庭住址', '户籍地址', '联系地址', '通讯地址'],
  idNumber: [
    'idNo',
    'idNum',
    'idCard',
    'idCardNo',
    'idCardNum',
    'idCardNumber',
    'identityNumber',
    'identityNo',
    'identityCard',
    'identityCardNumber',
    'identity',
    'citizenId',
    'residentId',
    'nationalId',
    'personalId',
    'sfz',
    '身份证',
    '身份证号',
    '身份证号码',
    '居民身份证号',
    '居民身份证号码',
    '公民身份号码',
    '公民身份证号码',
  ],
  passportNumber: ['passport', 'passportNo', 'passportNum', 'passportId', '护照', '护照号', '护照号码'],
  issuingAuthority: ['issuer', 'issuedBy', 'authority', '签发机关', '发证机关'],
  validFrom: [
    'issueDate',
    'issuedAt',
    'issuedOn',
    'dateOfIssue',
    'validityStart',
    'validityFrom',
    'startDate',
    'validStart',
    '签发日期',
    '发证日期',
    '有效期起',
    '有效期开始',
    '有效期始',
    '有效期起始',
    '有效期开始日期',
    '有效期起始日期',
    '起始日期',
  ],
  validUntil: [
    'validTo',
    'validThrough',
    'validThru',
    'validEnd',
    'expiryDate',
    'expiry',
    'expiresAt',
    'expiresOn',
    'expirationDate',
    'dateOfExpiry',
    'validityEnd',
    'validityTo',
    'validityUntil',
    'endDate',
    '有效期至',
    '有效期止',
    '有效期到',
    '有效期截止',
    '有效期结束',
    '有效期截止日期',
    '截止日期',
    '到期日期',
    '失效日期',
  ],
  phone: [
    'mobile',
    'mobileNo',
    'mobileNumber',
    'mobilePhone',
    'phoneNo',
    'phoneNumber',
    'cellphone',
    'cell',
    'telephone',
    'tel',
    'contactPhone',
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '电话号码',
    '联系电话',
    '联系方式',
    '移动电话',
  ],
  email: ['mail', 'emailAddress', 'mailAddress', 'eMail', '邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', '电子邮箱地址'],
};

const byPlainName = new Map<string, FieldName>(
  fieldNames.flatMap((field) => [field, ...otherNames[field]].map((name) => [plain(name), field] as const)),
);

/**
 * The field that a platform means by `name`, however it writes it (`idNumber`, `id_number`, `ID-Number`, `身份证号`), or the name as it is where no field is
 * known by it. Matters beyond comfort: a sensitive field under another name would not be masked.
 */
export const fieldNameOf = (name: string): string => byPlainName.get(plain(name)) ?? name;

/** Whether a field is known by `name`, however it is written. `type` and the like, which an application has of its own, are none. */
export const isFieldName = (name: string): boolean => byPlainName.has(plain(name));
