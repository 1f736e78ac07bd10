import cn from '../../../resources/calendars/cn.json' with { type: 'json' };
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import reasonsFile from '../../../resources/reasons.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/policy.ts';
import { catalogueSchema } from '../../../shared/contract/intake/schemas.ts';
import type { Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import type { WorkingCalendar } from '../../../shared/domain/working-days.ts';

/** The data that ships with the product, and an invented application to hold it against. */
export const calendar: WorkingCalendar = cn;
export const policy: Policy = policySchema.parse(policyFile);
export const catalogue: ReasonCatalogue = catalogueSchema.parse(reasonsFile);

export const inventedDocument = (kind: string, id = `document-${kind}`): ApplicationDocument => ({
  id,
  kind,
  sha256: 'a'.repeat(64),
  byteLength: 200_000,
  declaredType: 'image/jpeg',
  fileName: `${kind}.jpg`,
  uploadedAt: '2026-11-20T02:00:00.000Z',
});

export const inventedApplication = (changes: Partial<Application> = {}): Application => ({
  id: 'application-1',
  revision: 1,
  batchId: '',
  type: 'resident_identity',
  submittedAt: '2026-11-20T03:00:00.000Z',
  priority: 0,
  account: { id: 'account-1', status: 'active' },
  applicant: { name: '样本甲', idNumber: '11010519491231002X', phone: '13800000000', email: 'sample@example.com' },
  documents: ['id_front', 'id_back', 'portrait'].map((kind) => inventedDocument(kind)),
  attempts: [],
  ...changes,
});

export const finding = (changes: Partial<Finding> & Pick<Finding, 'check'>): Finding => ({
  verdict: 'fail',
  severity: 'blocking',
  ...changes,
});
