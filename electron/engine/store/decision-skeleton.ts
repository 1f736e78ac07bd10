import type { Decision, GivenReason, Receipt } from '../../../shared/domain/decision.ts';
import { type Connection, fromJson } from './connection.ts';

/** A decision's row, as far as it names a person. */
export type StrippedRow = { decision_id: string; content: string; receipt: string | null };

/** A reason without what was measured, written and drawn. */
const bareReason = ({ code, target }: GivenReason): GivenReason =>
  target?.field === undefined ? { code } : { code, target: { field: target.field } };

/** What statistics and audit need of a decision. Texts are empty, since a decision without them is no decision to the rest of the program. */
const skeletonOf = ({ note: _note, override, reasons, ...decision }: Decision): Decision => ({
  ...decision,
  reasons: reasons.map(bareReason),
  notice: { zh: '', en: '' },
  ...(override === undefined ? {} : { override: { reason: '' } }),
});

/** Leaves of decisions what names nobody; used inside the store only. Returns how many there were. */
export const openStripping = (connection: Connection): ((rows: readonly StrippedRow[]) => number) => {
  const strip = connection.statement(
    'decisions.strip',
    'UPDATE decisions SET content = ?, receipt = ?, drop_note = NULL WHERE decision_id = ?',
  );
  return (rows) => {
    for (const { decision_id: id, content, receipt } of rows) {
      const told = receipt === null ? undefined : fromJson<Receipt>(receipt);
      const bare = told === undefined ? null : JSON.stringify({ decisionId: told.decisionId, status: told.status, at: told.at });
      strip.run(JSON.stringify(skeletonOf(fromJson<Decision>(content))), bare, id);
    }
    return rows.length;
  };
};
