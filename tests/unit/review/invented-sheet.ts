import catalogueFile from '../../../resources/reasons.json' with { type: 'json' };
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import type { ReviewSheet } from '../../../shared/domain/review.ts';

/** The catalogue that the product ships with. */
export const catalogue = catalogueFile as ReasonCatalogue;

const documentOf = (id: string, kind: string) => ({
  id,
  kind,
  sha256: id.padStart(64, '0'),
  byteLength: 1_000_000,
  declaredType: 'image/jpeg',
  fileName: `${id}.jpg`,
  uploadedAt: '2026-11-02T02:00:00Z',
  arrival: 'held' as const,
});

/** An invented application as the review shows it. */
export const inventedSheet = (
  change: {
    findings?: Finding[];
    draft?: ReviewSheet['draft'];
    applicant?: Record<string, string>;
    readings?: ReviewSheet['readings'];
  } = {},
): ReviewSheet => ({
  application: {
    id: 'application-1',
    revision: 2,
    batchId: 'batch-1',
    type: 'resident_identity',
    submittedAt: '2026-11-02T02:00:00Z',
    priority: 0,
    account: { id: 'account-1', status: 'active' },
    applicant: change.applicant ?? { name: '样本一', sex: 'male', phone: '138••••0017', shoeSize: '••••' },
    documents: [documentOf('d1', 'id_front'), documentOf('d2', 'id_back')],
    attempts: [],
  },
  revealed: false,
  state: 'open',
  due: { dueAt: '2026-11-05T02:00:00Z', state: 'in_time', explanation: { zh: '', en: '' } },
  documents: [documentOf('d1', 'id_front'), documentOf('d2', 'id_back')],
  checks: 'complete',
  readings: change.readings ?? { fields: [], zones: [], waiting: 0 },
  findings: change.findings ?? [],
  suggestions: [],
  approval: { allowed: true, causes: [], overridable: false },
  similar: [],
  requests: [],
  decisions: [],
  draft: change.draft ?? { reasons: [], matched: [] },
});
