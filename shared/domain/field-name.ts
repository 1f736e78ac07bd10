import { type FieldName, fieldNames } from './application.ts';

const plain = (name: string): string => name.replace(/[_\-\s]/g, '').toLowerCase();

/** Other names for the same fields, as independent platforms write them. */
const otherNames: Record<string, FieldName> = {
  fullname: 'name',
  gender: 'sex',
  mobile: 'phone',
  phonenumber: 'phone',
  birthday: 'birthDate',
  dateofbirth: 'birthDate',
  idcardnumber: 'idNumber',
  passportno: 'passportNumber',
  idno: 'idNumber',
};

const byPlainName = new Map<string, FieldName>([...Object.entries(otherNames), ...fieldNames.map((name) => [plain(name), name] as const)]);

/**
 * The field that a platform means by `name`, however it writes it (`idNumber`, `id_number`, `ID-Number`), or the name as it is where no field is
 * known by it. Matters beyond comfort: a sensitive field under another name would not be masked.
 */
export const fieldNameOf = (name: string): string => byPlainName.get(plain(name)) ?? name;

/** Whether a field is known by `name`, however it is written. `type` and the like, which an application has of its own, are none. */
export const isFieldName = (name: string): boolean => byPlainName.has(plain(name));
