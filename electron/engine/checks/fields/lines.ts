import { type Applicant, type accountStatuses, type FieldName, fieldNames } from '../../../../shared/domain/application.ts';
import { fieldNameOf } from '../../../../shared/domain/field-name.ts';
import { type Finding, type Verdict, worstVerdict } from '../../../../shared/domain/finding.ts';
import { halfWidth } from '../../../../shared/domain/half-width.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { checkAccount } from '../account/state.ts';
import { checkApplicant } from './index.ts';

/**
 * The answer for one line of `desk check-fields`. `id`: as it was in the line, and `line`: its number counted from 1, so that answers find their way.
 * `problem`: why a line could not be read.
 */
export type FieldLine = {
  line: number;
  id?: string | number | undefined;
  verdict: Verdict;
  findings: Finding[];
  problem?: string | undefined;
};

type Members = Record<string, unknown>;

/** Members that hold the fields of one application; they may lie in one another (`application.applicant`). */
const holders = ['application', 'applicant', 'fields', 'applicantFields', 'form', 'person', 'values', '申请', '申请人', '填写项'];
const idMembers = ['id', 'applicationId', 'application_id', 'caseId', 'case_id', 'case', 'key', 'ref', '编号', '申请编号'];
const typeMembers = [
  'type',
  'applicationType',
  'application_type',
  'documentType',
  'document_type',
  'idType',
  'id_type',
  '证件类型',
  '类型',
];
const validityMembers = ['validity', 'validityPeriod', 'validity_period', 'validPeriod', 'valid_period', '有效期', '有效期限'];
const accountMembers = ['accountStatus', 'account_status', 'accountState', 'account_state', '账号状态', '账户状态'];

/** What an account's status is called elsewhere. */
const statusWords: Record<string, (typeof accountStatuses)[number]> = {
  正常: 'active',
  normal: 'active',
  enabled: 'active',
  锁定: 'locked',
  已锁定: 'locked',
  禁用: 'disabled',
  已禁用: 'disabled',
  注销: 'cancelled',
  已注销: 'cancelled',
  canceled: 'cancelled',
  closed: 'cancelled',
};

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers that are more than a number of this language holds stay as they are written: an identity number may have come without quotation marks. */
const parseLine = (line: string): unknown =>
  JSON.parse(line.replace(/^\uFEFF/u, ''), (_name, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== String(value) ? context?.source : value,
  );

/** The text of a value: `{"value": "…"}` too; undefined for what is no text. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isMembers(value) && 'value' in value ? textOf(value.value) : undefined;
};

const firstText = (members: readonly Members[], names: readonly string[]): string | undefined => {
  for (const holder of members) for (const name of names) if (textOf(holder[name]) !== undefined) return textOf(holder[name]);
  return undefined;
};

/** The line's object and what lies inside it, outermost first. */
const layersOf = (outermost: Members): Members[] => {
  const layers = [outermost];
  for (const layer of layers) for (const name of holders) if (isMembers(layer[name]) && layers.length < 10) layers.push(layer[name]);
  return layers;
};

/** `2016.05.01-2036.05.01`, `2016年5月1日至长期`, or `{from, until}`. */
const validityOf = (layers: readonly Members[]): Partial<Record<'validFrom' | 'validUntil', string>> => {
  for (const layer of layers)
    for (const name of validityMembers) {
      const value = layer[name];
      if (isMembers(value)) {
        const from = firstText([value], ['from', 'start', 'begin', '起']);
        const until = firstText([value], ['until', 'to', 'end', 'through', '止']);
        if (from !== undefined || until !== undefined)
          return { ...(from === undefined ? {} : { validFrom: from }), ...(until === undefined ? {} : { validUntil: until }) };
      }
      const text = textOf(value);
      if (text === undefined) continue;
      const halves = /^(\S*\d\S*?)(?:至|到|~|—|–|\s+-\s+|\s+to\s+|(?<=\d{4}[./]?\d{2}[./]?\d{2})-)(\S+)$/u.exec(halfWidth(text).trim());
      return halves === null ? { validUntil: text } : { validFrom: halves[1] ?? '', validUntil: halves[2] ?? '' };
    }
  return {};
};

const accountStatusOf = (layers: readonly Members[]): string | undefined => {
  const account = layers.map(({ account }) => account).find((value) => value !== undefined);
  const told =
    (isMembers(account) ? firstText([account], ['status', 'state', '状态']) : textOf(account)) ?? firstText(layers, accountMembers);
  if (told === undefined) return undefined;
  const word = told.trim().toLowerCase();
  return Object.hasOwn(statusWords, word) ? statusWords[word] : word;
};

const passportTypes = /passport|护照/iu;

/**
 * Checks one line: an application's fields as a JSON object, plain or within `applicant`, `fields` and the like, or a whole application; names in
 * camelCase, snake_case or Chinese. Fields that the line does not have are not asked about. A line that can't be read gets the verdict `error`.
 * @param number the line's number, counted from 1
 */
export const checkFields = (line: string, policy: Policy, nowMs: number, number = 1): FieldLine => {
  let raw: unknown;
  try {
    raw = parseLine(line);
  } catch {
    return { line: number, verdict: 'error', findings: [], problem: 'not JSON' };
  }
  if (!isMembers(raw)) return { line: number, verdict: 'error', findings: [], problem: 'not an object of fields' };
  const layers = layersOf(raw);
  const applicant: Applicant = validityOf(layers);
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer)) {
      const field = fieldNameOf(name);
      const text = value === null ? '' : textOf(value);
      if (isField(field) && text !== undefined && !(value === null && applicant[field] !== undefined)) applicant[field] = text;
    }
  const type = firstText(layers, typeMembers);
  const isPassport =
    type === undefined ? applicant.passportNumber !== undefined && applicant.idNumber === undefined : passportTypes.test(type);
  const status = accountStatusOf(layers);
  const findings = [
    ...checkApplicant(applicant, isPassport ? 'passport' : 'resident_identity', policy, nowMs, true),
    ...(status === undefined ? [] : [checkAccount({ id: '', status }, policy)]),
  ];
  const id = idOf(layers);
  return { line: number, ...(id === undefined ? {} : { id }), verdict: worstVerdict(findings), findings };
};

const isField = (name: string): name is FieldName => (fieldNames as readonly string[]).includes(name);

/** The line's own name for itself, as it was: a number stays one. */
const idOf = (layers: readonly Members[]): string | number | undefined => {
  for (const layer of layers)
    for (const name of idMembers) {
      const value = layer[name];
      if (typeof value === 'string' || typeof value === 'number') return value;
    }
  return undefined;
};
