/**
 * `queue-search`: searching 1,000,000 encrypted applications by application number, name (whole, one character, two, its pinyin and initials), identity number (whole, birth date, last four), phone
 * (whole, middle, last four) and e-mail, among the open ones and among all; against 50 ms, and (`-growth`) against the same over 10,000.
 */
import { spellingsOf } from '../../electron/engine/store/name-spelling.ts';
import { applicantOf, idOf } from './many-applications.ts';
import { measureQueue } from './queue-lists.ts';

const people = 12;
/** A prime, so that the people are spread over the whole. */
const stride = 7_919;

measureQueue('queue-search', (count) =>
  Array.from({ length: people }, (_, person) => (person * stride) % count).flatMap((index) => {
    const { name, idNumber, phone, email } = applicantOf(index);
    const searches = [
      idOf(index),
      name,
      name.slice(0, 1),
      name.slice(-2),
      ...[spellingsOf(name)?.at(0), spellingsOf(name)?.at(-1)].flatMap((spelling) => spelling ?? []),
      idNumber,
      idNumber.slice(6, 14),
      idNumber.slice(-4),
      phone,
      phone.slice(3, 9),
      phone.slice(-4),
      email.slice(0, 9),
    ];
    return searches.flatMap((search) => (['mine', 'all'] as const).map((view) => ({ view, search })));
  }),
);
