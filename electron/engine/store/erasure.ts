import type { ErasureOutlook } from '../../../shared/domain/erasure.ts';
import { writeApplications } from './applications.ts';
import { type Connection, fromJson, sortable } from './connection.ts';
import { openStripping, type StrippedRow } from './decision-skeleton.ts';
import { requestDraftKey } from './drafts.ts';
import { openErasedApplications } from './erased-applications.ts';
import { openProgress } from './progress.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** The decisions on an application and on requests about it, in the words of the index. */
const about = "(d.state IN ('held', 'waiting', 'sending')) IN (0, 1) AND coalesce(d.application_id, d.subject_id)";
/** Still to be answered for: nothing of it is erased. */
const unsettled = "('held', 'waiting', 'sending', 'conflict', 'refused')";

/** What the store tells of what is to be erased. */
export const readErasure = (
  connection: Connection,
): Pick<ReadableStore, 'settledApplications' | 'erasureOutlook' | 'erasureToken' | 'erasedFileCount'> => {
  const erased = openErasedApplications(connection);
  const settled = connection.statement<{
    number: number;
    id: string;
    photos_erased: number;
    receipted: string | null;
    recorded: string | null;
  }>(
    'applications.settled',
    `SELECT a.number, a.id, a.photos_erased,
         (SELECT max(coalesce(d.receipt ->> '$.at', d.decided_at)) FROM decisions d WHERE ${about} = a.id AND d.state = 'receipted') AS receipted,
         (SELECT max(f.decided_at) FROM first_looks f WHERE f.application = a.number) AS recorded
       FROM applications a
      WHERE a.number > ? AND a.number <= ? AND a.decided = 1 AND a.open_requests = 0
        AND NOT EXISTS (SELECT 1 FROM decisions d WHERE ${about} = a.id AND d.state IN ${unsettled})
      ORDER BY a.number`,
  );
  const last = connection.statement<{ number: number }>('applications.last', 'SELECT coalesce(max(number), 0) AS number FROM applications');
  const outlook = connection.statement<{ value: string }>('erasure.outlook', "SELECT value FROM erasure WHERE name = 'outlook'");
  const erasedFiles = connection.statement<{ value: number }>('tallies.erased', "SELECT value FROM tallies WHERE name = 'files_erased'");
  return {
    settledApplications: (after, span) => {
      const rows = settled.all(after, after + span).map(({ number, id, photos_erased, receipted, recorded }) => {
        const moments = [receipted, recorded].flatMap((moment) => (moment === null ? [] : [sortable(moment)])).sort();
        return { number, applicationId: id, photosErased: photos_erased === 1, settledAt: moments.at(-1) };
      });
      return { rows, next: after + span < (last.get()?.number ?? 0) ? after + span : undefined };
    },
    erasureOutlook: () => {
      const row = outlook.get();
      return row === undefined ? undefined : fromJson<ErasureOutlook>(row.value);
    },
    erasureToken: erased.tokenOf,
    erasedFileCount: () => erasedFiles.get()?.value ?? 0,
  };
};

/** Erases. What a deleted row held is overwritten with zeros in its page (`secure_delete`); the log's older pages go with `checkpoint`. */
export const writeErasure = (
  connection: Connection,
): Pick<WritableStore, 'erasePhotos' | 'eraseDetails' | 'eraseWithdrawn' | 'eraseLeftovers' | 'saveErasureOutlook'> => {
  const progress = openProgress(connection);
  const erased = openErasedApplications(connection);
  const { removeApplication } = writeApplications(connection);
  const mark = connection.statement('applications.photos_erased', 'UPDATE applications SET photos_erased = 1 WHERE number = ?');
  // A file that another application names is kept until the photos of that one are due as well.
  const files = connection.statement<{ sha256: string }>(
    'files.to_erase',
    `SELECT DISTINCT d.sha256 FROM documents d JOIN files f ON f.sha256 = d.sha256 WHERE d.application = ? AND f.erased = 0
       AND NOT EXISTS (SELECT 1 FROM documents o JOIN applications b ON b.number = o.application WHERE o.sha256 = d.sha256 AND b.photos_erased = 0)`,
  );
  const eraseFile = connection.statement(
    'files.erase',
    "UPDATE files SET arrival = 'evicted', key = NULL, renditions = 0, erased = 1 WHERE sha256 = ?",
  );
  const forgetPartial = connection.statement('partial_downloads.erase', 'DELETE FROM partial_downloads WHERE sha256 = ?');
  // A tile of 64 by 64 is a portrait that can be recognised.
  const forgetPictures = connection.statement('pictures.erase', 'DELETE FROM pictures WHERE sha256 = ?');
  const revision = connection.statement<{ revision: number }>('applications.revision', 'SELECT revision FROM applications WHERE id = ?');
  const decisions = connection.statement<StrippedRow>(
    'decisions.to_strip',
    `SELECT d.decision_id, d.content, d.receipt FROM decisions d WHERE ${about} = ? AND d.state NOT IN ${unsettled}`,
  );
  const stripAll = openStripping(connection);
  const forgetDraft = connection.statement('drafts.erase', 'DELETE FROM drafts WHERE application_id = ?');
  const requests = connection.statement<{ id: string }>('requests.ids_of', 'SELECT id FROM requests WHERE application_id = ?');
  const forgetClaim = connection.statement('claims.erase', 'DELETE FROM claims WHERE application_id = ?');
  const forgetBases = connection.statement(
    'decision_bases.erase',
    `DELETE FROM decision_bases WHERE decision_id IN (SELECT d.decision_id FROM decisions d WHERE ${about} = ?)`,
  );
  const keptDrafts = connection.statement('drafts.erase_kept', 'DELETE FROM drafts WHERE removed_at IS NOT NULL AND removed_at < ?');
  // An entry that does not say when it was made is as old as it can be.
  const unknown = connection.statement(
    'unknown_changes.erase',
    "DELETE FROM unknown_changes WHERE content <> 'null' AND coalesce(content ->> '$.at', '') < ?",
  );
  const looseRequests = connection.statement<{ id: string }>(
    'requests.to_erase',
    `SELECT r.id FROM requests r WHERE r.state = 'decided' AND r.submitted_at < ?
       AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.id = r.application_id)
       AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.subject_kind = 'request' AND d.subject_id = r.id
         AND (d.state IN ${unsettled} OR coalesce(d.receipt ->> '$.at', d.decided_at) >= ?)) LIMIT 500`,
  );
  const ofRequest = connection.statement<StrippedRow>(
    'decisions.of_request_to_strip',
    "SELECT decision_id, content, receipt FROM decisions WHERE subject_kind = 'request' AND subject_id = ?",
  );
  const forgetRequest = connection.statement('requests.erase', 'DELETE FROM requests WHERE id = ?');
  const save = connection.statement(
    'erasure.save',
    "INSERT INTO erasure (name, value) VALUES ('outlook', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

  return {
    erasePhotos: (number) => {
      mark.run(number);
      const found = files.all(number).map(({ sha256 }) => sha256);
      for (const sha256 of found) {
        eraseFile.run(sha256);
        forgetPartial.run(sha256);
        forgetPictures.run(sha256);
        progress.refreshFile(sha256);
      }
      return found;
    },
    eraseDetails: (id, at) => {
      const held = revision.get(id);
      if (held === undefined) return { orphanedFiles: [], decisions: 0 };
      erased.note(id, held.revision, at);
      for (const request of requests.all(id)) forgetDraft.run(requestDraftKey(request.id));
      const { orphanedFiles } = removeApplication(id);
      forgetDraft.run(id);
      forgetClaim.run(id);
      forgetBases.run(id);
      return { orphanedFiles, decisions: stripAll(decisions.all(id)) };
    },
    eraseWithdrawn: (id, revisionErased, at) => {
      if (revisionErased !== undefined) erased.note(id, revisionErased, at);
      const onRequests = requests.all(id).reduce((count, request) => count + forgetDraft.run(requestDraftKey(request.id)), 0);
      return { drafts: forgetDraft.run(id) + onRequests, decisions: stripAll(decisions.all(id)) };
    },
    eraseLeftovers: (before) => {
      const until = sortable(before);
      let count = keptDrafts.run(until) + unknown.run(until);
      for (const { id } of looseRequests.all(until, until)) {
        stripAll(ofRequest.all(id));
        forgetDraft.run(requestDraftKey(id));
        count += forgetRequest.run(id);
      }
      return count;
    },
    saveErasureOutlook: (outlook) => {
      save.run(JSON.stringify(outlook));
    },
  };
};
