import type { FailureCode } from '../../domain/failure.ts';
import type { Sentences } from './sentences.ts';

/** The failures of packages and of the keys that sign them; `errors.ts` has the others, and what the placeholders are. */
export const packageSentences: Record<Extract<FailureCode, `package_${string}` | `key_${string}`>, { zh: Sentences; en: Sentences }> = {
  package_not_one: {
    zh: { what: '这个文件不是资料包：{{file}}', kept: '没有导入任何内容。', todo: '请选择扩展名为 .tpbatch 的文件。' },
    en: { what: 'This file is not a batch package: {{file}}', kept: 'Nothing was imported.', todo: 'Choose a .tpbatch file.' },
  },
  package_damaged: {
    zh: { what: '资料包已损坏或不完整，出错的是{{entry}}。', kept: '没有导入任何内容。', todo: '请重新获取这个资料包。' },
    en: {
      what: 'The package is damaged or incomplete. What is wrong: {{entry}}.',
      kept: 'Nothing was imported.',
      todo: 'Get the package again.',
    },
  },
  package_hostile: {
    zh: { what: '资料包里有不允许的内容：{{entry}}。', kept: '没有导入任何内容。', todo: '请不要使用这个文件，并告知管理员。' },
    en: {
      what: 'The package holds something that is not allowed: {{entry}}.',
      kept: 'Nothing was imported.',
      todo: 'Do not use this file, and tell your administrator.',
    },
  },
  package_unsigned: {
    zh: { what: '资料包没有签名，而本机要求签名。', kept: '没有导入任何内容。', todo: '请获取已签名的资料包。' },
    en: {
      what: 'The package is not signed, and this workstation asks for signatures.',
      kept: 'Nothing was imported.',
      todo: 'Get a signed package.',
    },
  },
  package_untrusted: {
    zh: { what: '资料包的签名不被信任（密钥 {{keyId}}）。', kept: '没有导入任何内容。', todo: '请核对密钥，确认后把它加入信任列表。' },
    en: {
      what: 'The package is signed by a key that is not trusted ({{keyId}}).',
      kept: 'Nothing was imported.',
      todo: 'Compare the key with its owner, then add it to the trust list.',
    },
  },
  package_unverifiable: {
    zh: {
      what: '资料包的签名没有写明密钥，也不是任何受信任的密钥所签：无法核实，可能已被改动。',
      kept: '没有导入任何内容。',
      todo: '请与签发方核对；如果密钥不在信任列表里，请先加入再导入。',
    },
    en: {
      what: 'The package’s signature names no key and is by none of the trusted ones: it can’t be verified, and the package may have been altered.',
      kept: 'Nothing was imported.',
      todo: 'Ask whoever signed it; if their key is not on the trust list, add it first, then import again.',
    },
  },
  package_altered: {
    zh: { what: '资料包在签名之后被改动过：签名与内容不符。', kept: '没有导入任何内容。', todo: '请不要信任这个文件，向签发方重新获取。' },
    en: {
      what: 'The package was altered after it was signed: the signature does not fit it.',
      kept: 'Nothing was imported.',
      todo: 'Do not trust this file; get it again from whoever signed it.',
    },
  },
  package_conflicting: {
    zh: {
      what: '这个批次号（{{batchId}}）以前已经导入过，但内容不同。',
      kept: '没有导入任何内容，以前导入的保持不变。',
      todo: '请向平台核实哪一个是对的；平台应以新的批次号重新发出。',
    },
    en: {
      what: 'A batch of this number ({{batchId}}) was imported before, with other content.',
      kept: 'Nothing was imported; what came before stands.',
      todo: 'Ask the platform which one is right; it has to send a changed batch under a new number.',
    },
  },
  package_empty: {
    zh: { what: '没有可导出的决定。', kept: '没有写入文件。', todo: '作出决定后再导出。' },
    en: { what: 'There is no decision to export.', kept: 'No file was written.', todo: 'Decide something first.' },
  },
  key_invalid: {
    zh: { what: '这不是一个 Ed25519 公钥。', kept: '信任列表不变。', todo: '请粘贴 32 字节公钥的 base64 或 PEM 文本。' },
    en: {
      what: 'This is not an Ed25519 public key.',
      kept: 'The trust list is unchanged.',
      todo: 'Paste the 32 bytes as base64, or the PEM text.',
    },
  },
  key_unknown: {
    zh: { what: '信任列表里没有这个密钥。', kept: '信任列表不变。', todo: '请用 desk trust list 查看密钥编号。' },
    en: {
      what: 'This key is not on the trust list.',
      kept: 'The trust list is unchanged.',
      todo: 'See the keys’ numbers with desk trust list.',
    },
  },
};

/** What the entries of a package, and what may be wrong with them as a whole, are to whoever reads of it. */
const entryWords: Record<string, { zh: string; en: string }> = {
  directory: { zh: '文件末尾的目录（可能没有传完整）', en: 'the table of contents at its end (it may not have been copied to the end)' },
  'manifest.json': { zh: '封面说明（manifest.json）', en: 'its cover sheet (manifest.json)' },
  'changes.ndjson': { zh: '申请内容（changes.ndjson）', en: 'its applications (changes.ndjson)' },
  'receipts.ndjson': { zh: '平台的回执（receipts.ndjson）', en: 'the platform’s receipts (receipts.ndjson)' },
  entries: { zh: '文件数量过多', en: 'too many files' },
  path: { zh: '指向资料包以外的文件路径', en: 'a file path that leads out of the package' },
  link: { zh: '指向别处的链接', en: 'a link to another place' },
  duplicate: { zh: '重名的文件', en: 'two files of the same name' },
  size: { zh: '解开后过大的内容', en: 'content that is too large once unpacked' },
};

/** An entry of a package in words; a document by the beginning of its number, and what has no words by its name. */
export const packageEntryWords = (entry: string, language: 'zh' | 'en'): string => {
  const document = /^documents\/([0-9a-f]{8})/.exec(entry)?.[1];
  if (document !== undefined) return language === 'zh' ? `一份证件资料（编号 ${document}…）` : `a document (number ${document}…)`;
  return entryWords[entry]?.[language] ?? entry;
};
