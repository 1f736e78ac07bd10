import type { CheckId, Verdict } from '../../../shared/domain/finding.ts';
import type { ExpectedVerdict, FeedbackCount, FindingFeedback, FindingPlace } from '../../../shared/domain/finding-feedback.ts';
import { type Connection, fromJson } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** Which findings were called wrong, and how often. */
export const readFindingFeedback = (connection: Connection): Pick<ReadableStore, 'findingFeedback' | 'feedbackCounts'> => {
  const ofApplication = connection.statement<{ content: string }>(
    'finding_feedback.of_application',
    'SELECT f.content FROM finding_feedback f JOIN applications a ON a.number = f.application WHERE a.id = ?',
  );
  const counts = connection.statement<{ check_id: CheckId; verdict: Verdict; expected: ExpectedVerdict; count: number }>(
    'finding_feedback.counts',
    'SELECT check_id, verdict, expected, count FROM finding_feedback_counts WHERE count > 0 ORDER BY count DESC, check_id, verdict, expected',
  );
  return {
    findingFeedback: (applicationId) => ofApplication.all(applicationId).map(({ content }) => fromJson<FindingFeedback>(content)),
    feedbackCounts: () =>
      counts.all().map(({ check_id, verdict, expected, count }): FeedbackCount => ({ check: check_id, verdict, expected, count })),
  };
};

type Row = { application: number; verdict: string; expected: string };

/** Keeps and forgets such words, and the counts with them. An application that is erased takes its rows along, by the foreign key, and leaves the counts. */
export const writeFindingFeedback = (connection: Connection): Pick<WritableStore, 'putFindingFeedback' | 'removeFindingFeedback'> => {
  const find = connection.statement<{ number: number }>('finding_feedback.find', 'SELECT number FROM applications WHERE id = ?');
  const put = connection.statement(
    'finding_feedback.put',
    'INSERT INTO finding_feedback (application, check_id, document_id, field, cause, verdict, expected, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = connection.statement<Row>(
    'finding_feedback.remove',
    `DELETE FROM finding_feedback WHERE application = ? AND check_id = ? AND document_id = ? AND field = ? AND cause = ?
       RETURNING application, verdict, expected`,
  );
  const add = connection.statement(
    'finding_feedback.count',
    `INSERT INTO finding_feedback_counts (check_id, verdict, expected, count) VALUES (?, ?, ?, ?)
       ON CONFLICT (check_id, verdict, expected) DO UPDATE SET count = count + excluded.count`,
  );
  const forget = (application: number, { check, documentId, field, cause }: FindingPlace): boolean => {
    const removed = remove.get(application, check, documentId ?? '', field ?? '', cause ?? '');
    if (removed === undefined) return false;
    add.run(check, removed.verdict, removed.expected, -1);
    return true;
  };
  return {
    putFindingFeedback: (applicationId, feedback) => {
      const application = find.get(applicationId)?.number;
      if (application === undefined) return;
      const { check, documentId, field, cause, verdict, expected } = feedback;
      forget(application, feedback);
      put.run(application, check, documentId ?? '', field ?? '', cause ?? '', verdict, expected, JSON.stringify(feedback));
      add.run(check, verdict, expected, 1);
    },
    removeFindingFeedback: (applicationId, place) => {
      const application = find.get(applicationId)?.number;
      return application !== undefined && forget(application, place);
    },
  };
};
