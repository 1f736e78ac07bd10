/** Every expected failure of the product. One code = one sentence in both languages = one thing that the person can do. */
export const failureCodes = [
  // vault
  'vault_absent',
  'vault_exists',
  'vault_locked',
  'vault_damaged',
  'passphrase_wrong',
  'passphrase_weak',
  'passphrase_guessable',
  'desktop_absent',
  'recovery_code_absent',
  'recovery_code_mistyped',
  'recovery_code_wrong',
  'backup_damaged',
  'folder_not_empty',
  'store_newer',
  'migration_failed',
  'copy_unknown',
  // disk
  'disk_full',
  'disk_read_only',
  'folder_in_use',
  // the platform
  'server_address_invalid',
  'server_unreachable',
  'server_untrusted',
  'server_trust_invalid',
  'not_an_intake_server',
  'token_refused',
  'workstation_too_old',
  'server_too_old',
  'maintenance',
  'rate_limited',
  'server_fault',
  'answer_malformed',
  'feed_endless',
  'exchange_stopped',
  // signing in
  'sign_in_needed',
  'sign_in_refused',
  'sign_in_invalid',
  'sign_in_timeout',
  'sign_in_cancelled',
  'issuer_unreachable',
  'issuer_invalid',
  'browser_not_opened',
  'reviewer_other',
  'account_not_reviewer',
  'vault_unknown',
  // documents
  'document_unknown',
  'document_not_arrived',
  'document_damaged',
  // review
  'application_unknown',
  'application_changed',
  'already_decided',
  'approval_blocked',
  'override_needs_senior',
  'notice_refused',
  'alike_not_allowed',
  'postponement_too_long',
  'decision_unknown',
  'take_back_too_late',
  'not_signed_in',
  'request_unknown',
  'not_in_conflict',
  'second_look_own',
  'second_look_unknown',
  'second_look_needs_senior',
  // claims
  'claim_lost',
  'claims_unsupported',
  'offline_too_long',
  // packages
  'package_not_one',
  'package_damaged',
  'package_hostile',
  'package_unsigned',
  'package_untrusted',
  'package_unverifiable',
  'package_altered',
  'package_conflicting',
  'package_empty',
  'key_invalid',
  'key_unknown',
  // newer versions of the program
  'release_unverifiable',
  'release_untrusted',
  'release_other_product',
  'release_expired',
  'release_older',
  'release_none',
  'release_not_due',
  'release_file_absent',
  'release_file_wrong',
  'update_not_installed',
  // input
  'input_invalid',
  'file_unreadable',
  'file_exists',
  'print_failed',
  // the unexpected
  'engine_lost',
  'bug',
] as const;
/** One of {@link failureCodes}. */
export type FailureCode = (typeof failureCodes)[number];

/** An expected failure, as a value. */
export type Failure = {
  code: FailureCode;
  /** Whether doing the same again can help: never, after a while, or once something was put right. */
  retry: 'never' | 'later' | 'after-fix';
  /** What it is about: an application's or decision's id, a field's name, a setting. Never a personal value. */
  subject?: string | undefined;
  /** Fills the sentence's placeholders. Never a personal value. */
  details: Record<string, string | number | boolean | string[]>;
};

/** What a function that may fail in an expected way returns. */
export type Result<Value> = { ok: true; value: Value } | { ok: false; error: Failure };

/** A success. */
export const succeed = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

const retryOf: Partial<Record<FailureCode, Failure['retry']>> = {
  server_unreachable: 'later',
  server_untrusted: 'later',
  maintenance: 'later',
  rate_limited: 'later',
  server_fault: 'later',
  feed_endless: 'later',
  exchange_stopped: 'later',
  issuer_unreachable: 'later',
  sign_in_timeout: 'later',
  sign_in_cancelled: 'later',
  document_not_arrived: 'later',
  engine_lost: 'later',
  vault_damaged: 'never',
  store_newer: 'never',
  already_decided: 'never',
  take_back_too_late: 'never',
  claim_lost: 'never',
  claims_unsupported: 'never',
  request_unknown: 'never',
  not_in_conflict: 'never',
  second_look_own: 'never',
  second_look_unknown: 'never',
  offline_too_long: 'later',
  decision_unknown: 'never',
  document_unknown: 'never',
  key_unknown: 'never',
  release_not_due: 'later',
  release_none: 'later',
  release_older: 'never',
  application_unknown: 'never',
  bug: 'never',
};

/** A failure with that code; `retry` follows from the code. */
export const fail = (code: FailureCode, details: Failure['details'] = {}, subject?: string): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, retry: retryOf[code] ?? 'after-fix', details, ...(subject === undefined ? {} : { subject }) },
});
