/** What a diagnosis looks at, in its order. */
export const diagnosed = [
  'folder',
  'space',
  'log',
  'versions',
  'vault',
  'database',
  'copies',
  'documents',
  'audit',
  'clock',
  'server',
  'outbox',
  'crashes',
] as const;
/** One of {@link diagnosed}. */
export type Diagnosed = (typeof diagnosed)[number];

/** How it stands. `skipped`: it could not be looked at, and why is said. */
export type DiagnosisState = 'ok' | 'warn' | 'fail' | 'skipped';

/** What each check may find, by its name, and how bad that is. */
export const diagnoses = {
  folder: { writable: 'ok', unwritable: 'fail', open_to_others: 'warn' },
  space: { enough: 'ok', little: 'warn', none: 'fail' },
  log: { written: 'ok', unwritable: 'warn' },
  versions: { supported: 'ok', other_node: 'warn' },
  vault: { present: 'ok', absent: 'fail' },
  database: { whole: 'ok', open: 'ok', damaged: 'fail', dangling: 'warn', locked: 'skipped' },
  copies: { none: 'ok', kept: 'ok', many: 'warn' },
  documents: { complete: 'ok', missing: 'fail', locked: 'skipped', unreadable: 'skipped' },
  audit: {
    confirmed: 'ok',
    local: 'ok',
    differs: 'fail',
    earlier: 'fail',
    broken: 'fail',
    key: 'fail',
    locked: 'skipped',
    unreadable: 'fail',
  },
  clock: { right: 'ok', off: 'warn', set_back: 'warn', unknown: 'skipped' },
  server: { reached: 'ok', unreachable: 'warn', refused: 'fail', none: 'ok', locked: 'skipped', unreadable: 'skipped' },
  outbox: { empty: 'ok', waiting: 'ok', returned: 'warn', locked: 'skipped', unreadable: 'skipped' },
  crashes: { none: 'ok', some: 'warn' },
} as const satisfies Record<Diagnosed, Record<string, DiagnosisState>>;

/** One of the things that a check may find: `space.little`. */
export type DiagnosisCause = { [Name in Diagnosed]: `${Name}.${keyof (typeof diagnoses)[Name] & string}` }[Diagnosed];

/** What one check found. */
export type Diagnosis = {
  check: Diagnosed;
  cause: DiagnosisCause;
  state: DiagnosisState;
  /** Numbers and fixed words that fill the sentence. Nothing personal, and no address. */
  details: Record<string, string | number>;
};

/** A finding; how bad it is follows from it. */
export const diagnosis = (cause: DiagnosisCause, details: Diagnosis['details'] = {}): Diagnosis => {
  const [check, found] = cause.split('.') as [Diagnosed, string];
  return { check, cause, state: (diagnoses[check] as Record<string, DiagnosisState>)[found] ?? 'fail', details };
};
