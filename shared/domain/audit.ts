/** What is put on record, by what it is about. The order is the one in which the kinds are offered. */
export const auditGroups = {
  decisions: [
    'decision.made',
    'decision.made_overriding',
    'decision.taken_back',
    'decision.reopened',
    'decision.dropped',
    'decision.retried',
    'draft.dropped',
    'second_look.seeded',
    'second_look.formed',
    'second_look.explained',
  ],
  applications: [
    'application.opened',
    'request.opened',
    'conflict.opened',
    'second_look.opened',
    'photo.opened',
    'application.postponed',
    'fields.revealed',
    'sheet.printed',
    'sheet.printed_in_full',
    'note.added',
    'note.removed',
    'finding.disputed',
    'finding.dispute_taken_back',
  ],
  packages: [
    'package.imported',
    'package.exported',
    'packages.changed',
    'packages.key_trusted',
    'packages.key_distrusted',
    'reviewer.named',
  ],
  workstation: [
    'vault.unlocked',
    'vault.key_shown',
    'vault.passphrase_changed',
    'vault.recovery_code_made',
    'vault.recovered',
    'vault.desktop_bound',
    'vault.desktop_freed',
    'backup.made',
    'backup.restored',
    'signed.in',
    'signed.out',
    'policy.changed',
    'reasons.changed',
    'settings.changed',
    'calendar.imported',
    'audit.viewed',
    'audit.verified',
    'audit.exported',
    'insight.exported',
    'diagnostics.exported',
    'update.found',
    'update.fetched',
    'update.handed_over',
    'update.refused',
  ],
  erasure: ['erasure.withdrawn', 'erasure.photos', 'erasure.details'],
} as const;
/** See {@link auditGroups}. */
export type AuditGroup = keyof typeof auditGroups;

/** Every kind of entry that this program writes. A chain may hold kinds of a newer one, which are shown as others. */
export const auditActions = Object.values(auditGroups).flat();
/** One of {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number];

/** Characters at the end of an application's number that lists show, and that are enough to look for it. */
export const numberEnding = 8;

/** Which entries are wanted; absent members: all. */
export type AuditFilter = {
  /** The kind, {@link AuditAction} or one of a newer program. */
  action?: string | undefined;
  /** The day in Asia/Shanghai, `YYYY-MM-DD`. */
  day?: string | undefined;
  /** What the entry is about: a whole number, or its last {@link numberEnding} characters or more. */
  number?: string | undefined;
};

/** A place in the list, which is ordered by time and then by the place in the chain: pages begin behind one. */
export type AuditPlace = { at: string; seq: number };

/** One entry as it is shown. Nothing personal is in it. */
export type AuditRecord = {
  /** Its place in the chain, from 1. */
  seq: number;
  /** RFC 3339. */
  at: string;
  /** Who did it; the name is told of whoever is signed in here. */
  reviewer: { id: string; name?: string | undefined };
  action: string;
  /** What it was about. `kind` is absent where that is neither an application nor a request held here now, so that nothing can be opened. */
  about?: { id: string; kind?: 'application' | 'request' | undefined } | undefined;
  /** Numbers and fixed words. */
  details: Record<string, string | number>;
  /** Lower-case hex SHA-256 over the previous entry's hash and this entry. */
  hash: string;
};

/** A page of the audit, newest first. */
export type AuditPage = {
  records: AuditRecord[];
  /** Where the next page begins; absent on the last one. */
  next?: AuditPlace | undefined;
  /** Every kind that the chain holds. */
  actions: string[];
};

/** How far an export is. */
export type AuditExport = { done: number; total: number; finished: boolean };

/** The columns of an exported audit, in their order. */
export const auditColumns = [
  'seq',
  'time',
  'utc',
  'reviewer',
  'kind',
  'code',
  'about',
  'details',
  'previous',
  'hash',
  'signature',
] as const;
/** One of {@link auditColumns}. */
export type AuditColumn = (typeof auditColumns)[number];
