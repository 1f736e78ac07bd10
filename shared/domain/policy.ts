import type { DocumentKind } from './application.ts';
import type { GivenReason } from './decision.ts';
import type { Retention } from './erasure.ts';
import type { CheckId, Severity } from './finding.ts';

/** The limits photos are held against. Each is a judgement and lives in `resources/policy.json`, where its origin is told. */
export type ImageLimits = {
  /** Media types an upload may truly be. */
  allowedTypes: string[];
  /** Largest file, bytes. */
  maxBytes: number;
  /** Smallest file, bytes: below it a photo can't hold what has to be read. */
  minBytes: number;
  /** Shortest permitted side of the upright photo, px, by kind of document; `default` for the others. */
  minShortSide: Record<string, number>;
  /** Largest number of pixels decoded at all (a bound against decompression bombs), px. */
  maxPixels: number;
  /** Sharpness index (see the sharpness check) under which a photo fails, and under which it is only doubtful. */
  sharpness: { fail: number; warn: number };
  /** Exposure index (0–100, see the exposure check) under which a photo fails, and under which it is only doubtful. */
  exposure: { fail: number; warn: number };
  /** Glare: largest share (0–1) of the photo covered by edgeless bright blobs: fail and warn. */
  glare: { fail: number; warn: number };
  /** Chroma index under which a photo counts as black-and-white (fail) or doubtful (warn). */
  colour: { fail: number; warn: number };
  /** A display's grid: how far a regular pattern may stand out all over the photo, decibels (see the screen check); doubtful from there on. */
  screen: { warn: number };
  /** The document lying in a photo: least short side of the document itself, px, and least share (0–1) of the photo; doubtful under either. */
  document: { minShortSide: number; minShare: number };
  /** Largest angle at which a document or a head may lean, degrees. */
  orientation: { maxSkew: number };
  /** A portrait's face: least distance between the eyes, px, and how far the nose may be off their middle, as a share of that distance. */
  face: { minEyes: number; maxTurn: number };
  /** Share (0–1) of a portrait's background that is not plain, from which it is doubtful. */
  background: { warn: number };
};

/** What the form's fields are held against beyond the standards they follow. */
export type FieldRules = {
  /** Longest name that is taken without a look, characters. */
  longestName: number;
  /** Shortest address that can name a place, characters; twice as many in Latin letters. */
  shortestAddress: number;
  /** Countries (ISO 3166-1, two letters) whose mobile numbers are taken, and the verdict on those of all others. */
  phone: { regions: string[]; elsewhere: 'pass' | 'warn' | 'fail' };
  /** Mail domains that people mean when they mistype one. */
  mailDomains: string[];
};

/** How sure the reader of documents must be of each character, as its probability (0–1). Less is never a result: a person looks. */
export type ReadingLimits = {
  /** From here a value that equals the form's counts as a match. */
  agreeFrom: number;
  /** From here one that does not counts as different. */
  differFrom: number;
  /** From here either, where check digits guard the value and fit. */
  verifiedFrom: number;
};

/** The rules (规则) the checks and the review follow: versioned data, replaceable by the platform. */
export type Policy = {
  version: string;
  image: ImageLimits;
  fields: FieldRules;
  duplicates: {
    /** Likeness (0–1, see the duplicates check) from which two portraits are called alike. */
    alike: number;
    /** The same of two portraits printed on cards or passport pages, which two photos of one card show a little differently. */
    alikeOnCards: number;
  };
  reading: ReadingLimits;
  /** Kinds of document each type of application must have. */
  requiredDocuments: Record<string, DocumentKind[]>;
  /** What a failed check means; a check not listed is `warning`. */
  severities: Partial<Record<CheckId, Severity>>;
  /** Youngest and oldest plausible applicant, whole years. */
  age: { min: number; max: number };
  /** Days before the end of validity from which the document is "about to expire". */
  validityWarningDays: number;
  review: {
    /** Seconds in which a decision can be taken back before it goes to the outbox. */
    takeBackSeconds: number;
    /** Longest postponement, minutes. */
    maxPostponeMinutes: number;
    /** Attempts after which `request_fixes` is no longer offered. */
    maxAttempts: number;
    /** Most applications with the identical fault that one reason may be given to together; absent or 0: each by itself. */
    alikeAtOnce?: number | undefined;
  };
  /** Second looks; absent: the figures of `second-look.ts`, and nothing planted. */
  secondReview?: SecondLookRules | undefined;
  due: {
    /** Working days an application may take. */
    workingDays: number;
    /** Hours before the due time from which an application is "at risk". */
    atRiskHours: number;
    /** The working day, local wall clock in Asia/Shanghai, hours. */
    dayStartsAt: number;
    dayEndsAt: number;
  };
  claims: {
    /** Length of an ordinary lease, and of one taken along for work without a network, minutes. */
    leaseMinutes: number;
    takeAlongMinutes: number;
    /** Hours without reaching the platform after which nothing more may be decided. */
    offlineHours: number;
    /** Most applications asked for at once. */
    mostAtOnce: number;
  };
  transfer: {
    /** Largest space that documents may take, bytes; beyond it, what is decided and receipted is given up first. */
    documentBudgetBytes: number;
  };
  /** What keeps photos and copied text on this screen; absent: {@link usualProtection}. */
  protection?: ScreenProtection | undefined;
  /** How newer versions of the program are taken; absent: {@link usualUpdates}. */
  updates?: UpdateRules | undefined;
  retention: Retention;
  vault: {
    /** Minutes without input after which the workstation locks itself. */
    idleLockMinutes: number;
  };
};

/** What is laid before a reviewer a second time. */
export type SecondLookRules = {
  /** How many of a hundred decisions a second person looks at; 0 switches it off. */
  sharePercent: number;
  /** How many of a hundred of their own decisions a reviewer looks at again, and after how many weeks; 0 % switches it off. Absent: {@link usualOwnLooks}. */
  own?: OwnLookRules | undefined;
  /** Applications whose right decision the site knows. They stay inside the engine: a page that knew them would show them. Absent or empty: none. */
  planted?: PlantedCase[] | undefined;
};

/** Which of one's own decisions are looked at again. */
export type OwnLookRules = { sharePercent: number; afterWeeks: number };

/** Where the policy says nothing: one in a hundred, after three weeks, while the photos are still held (`retention.photoDays` is 30). */
export const usualOwnLooks: OwnLookRules = { sharePercent: 1, afterWeeks: 3 };

/** An application whose right decision is known (已知案例), on one revision. */
export type PlantedCase = {
  applicationId: string;
  revision: number;
  outcome: string;
  /** Absent: any will do, and reasons are left out of the agreement. */
  reasons?: GivenReason[] | undefined;
  /** Why that is right, in the site's words; shown beside the reviewer's own view afterwards. Must name nobody. */
  note?: string | undefined;
};

/** What keeps photos and copied text on the screen they are shown on. */
export type ScreenProtection = {
  /** Whether the system is asked to leave the window out of screen captures (Windows, macOS; Linux has nothing to ask). */
  blockCapture: boolean;
  /** Whether the reviewer's name and the time lie over every photo, so that a picture taken of the screen says who took it. */
  watermark: boolean;
  /** Seconds after which what was copied from the program leaves the clipboard again, 5 to 3,600. */
  clearClipboardSeconds: number;
};

/** Where the policy says nothing: nothing over the photos, captures allowed, and a minute for pasting. */
export const usualProtection: ScreenProtection = { blockCapture: false, watermark: false, clearClipboardSeconds: 60 };

/** How newer versions of the program are taken. */
export type UpdateRules = {
  /** Whether a person may have a newer version before it is their workstation's turn. */
  beforeTurn: boolean;
};

/** Where the policy says nothing: whoever asks for a newer version gets it. */
export const usualUpdates: UpdateRules = { beforeTurn: true };

/** The severity that `policy` gives to a failed `check`. */
export const severityOf = (policy: Policy, check: CheckId): Severity => policy.severities[check] ?? 'warning';
