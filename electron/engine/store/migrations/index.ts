import type { Database } from 'better-sqlite3';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { applications } from './0010-applications.ts';
import { documents } from './0020-documents.ts';
import { findings } from './0030-findings.ts';
import { requests } from './0040-requests.ts';
import { decisions } from './0050-decisions.ts';
import { drafts } from './0060-drafts.ts';
import { announcements } from './0070-announcements.ts';
import { rules } from './0080-rules.ts';
import { workstation } from './0090-workstation.ts';
import { audit } from './0100-audit.ts';
import { transfer } from './0110-transfer.ts';
import { claims } from './0120-claims.ts';
import { conflicts } from './0130-conflicts.ts';
import { packages } from './0140-packages.ts';
import { listing } from './0150-listing.ts';
import { batches } from './0160-batches.ts';
import { damagedDocuments } from './0170-damaged-documents.ts';
import { readings } from './0180-readings.ts';
import { duplicates } from './0200-duplicates.ts';
import { findingFeedback } from './0210-finding-feedback.ts';
import { decisionFigures } from './0220-decision-figures.ts';
import { secondLooks } from './0230-second-looks.ts';
import { auditListing } from './0240-audit-listing.ts';
import { colleagueNotes } from './0250-colleague-notes.ts';
import { earlierDocuments } from './0260-earlier-documents.ts';
import { decidedChecks } from './0270-decided-checks.ts';
import { queueFilters } from './0280-queue-filters.ts';
import { nameSpelling } from './0290-name-spelling.ts';
import { auditSignatures } from './0330-audit-signatures.ts';
import { ownReviewer } from './0340-own-reviewer.ts';
import { erasure } from './0350-erasure.ts';
import { largeQueue } from './0360-large-queue.ts';
import { lookSources } from './0390-look-sources.ts';
import { failedReadings } from './0400-failed-readings.ts';
import type { Migration } from './migration.ts';

/** All steps, in order; numbered in tens, so that a step can be put between two of a branch. */
export const migrations: readonly Migration[] = [
  applications,
  documents,
  findings,
  requests,
  decisions,
  drafts,
  announcements,
  rules,
  workstation,
  audit,
  transfer,
  claims,
  conflicts,
  packages,
  listing,
  batches,
  damagedDocuments,
  readings,
  duplicates,
  findingFeedback,
  decisionFigures,
  secondLooks,
  auditListing,
  colleagueNotes,
  earlierDocuments,
  decidedChecks,
  queueFilters,
  nameSpelling,
  auditSignatures,
  ownReviewer,
  erasure,
  largeQueue,
  lookSources,
  failedReadings,
];

/** The schema that this program writes. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;

/**
 * Brings a database to the present schema: all pending steps and the version in one transaction, or nothing. Fails with `store_newer` for a
 * database of a newer program, which is left untouched. Returns the names of the steps that were taken.
 */
export const migrate = (db: Database, steps: readonly Migration[] = migrations): Result<string[]> => {
  const latest = steps.at(-1)?.version ?? 0;
  const version = () => db.pragma('user_version', { simple: true }) as number;
  if (version() > latest) return fail('store_newer', { found: version(), known: latest });
  if (version() === latest) return succeed([]);
  return db
    .transaction(() => {
      // Asked again inside: another program may have migrated while this one waited for the lock.
      const pending = steps.filter((step) => step.version > version());
      for (const step of pending) step.up(db);
      db.pragma(`user_version = ${latest}`);
      return succeed(pending.map(({ name }) => name));
    })
    .immediate();
};
