import type { FieldName } from './application.ts';
import type { Region } from './finding.ts';

/** One value as it was read from a document. */
export type ReadValue = {
  field: FieldName;
  /** In the form's spelling: dates `YYYY-MM-DD` or `长期`, sex `male` or `female`, numbers and names as printed. */
  text: string;
  /** The probability of its least certain character, 0–1. */
  confidence: number;
  /** Where it stands, as fractions of the upright picture. */
  region: Region;
  /** Whether what guards it fits: check digits, or a second print of the same. Absent where nothing does. */
  verified?: boolean | undefined;
};

/** The kinds of page that are recognised by what is printed on them. */
export const pageKinds = ['id_front', 'id_back', 'passport_page'] as const;
/** One of {@link pageKinds}. */
export type PageKind = (typeof pageKinds)[number];

/** A machine-readable zone as it was read. */
export type ReadZone = {
  format: 'TD1' | 'TD3';
  /** The lines as the network read them, before anything was known of them. */
  raw: string[];
  /** The lines after digits and letters were told apart by their places. */
  corrected: string[];
  /** The parts whose check digit does not fit; names of `mrzGuardedParts`. */
  wrong: string[];
  /** The probability of the least certain character that a check digit guards, 0–1. */
  confidence: number;
  /** One place a line, as fractions of the upright picture. */
  regions: Region[];
};

/**
 * What one document says. `error`: the reader could not do its work (`unavailable`: this machine can't run it; `selfTest`: it misread the card that it is tried
 * on; `time`, `crash`: it did not survive the file), and nothing may be concluded.
 */
export type DocumentReading =
  | {
      state: 'read';
      /** The kind of page that was found; absent where none was recognised. */
      page?: PageKind | undefined;
      values: ReadValue[];
      zone?: ReadZone | undefined;
      /** By how many degrees the picture has to be turned, clockwise, to stand upright. */
      turn: 0 | 90 | 180 | 270;
    }
  | { state: 'error'; cause: 'unavailable' | 'selfTest' | 'time' | 'crash' };

/** The fields that each kind of page carries. The passport's are those of its data page and its machine-readable zone. */
export const fieldsOfPage: Record<PageKind, readonly FieldName[]> = {
  id_front: ['name', 'sex', 'ethnicity', 'birthDate', 'address', 'idNumber'],
  id_back: ['issuingAuthority', 'validFrom', 'validUntil'],
  passport_page: ['name', 'latinName', 'sex', 'nationality', 'birthDate', 'passportNumber', 'validUntil'],
};

/** Whether this kind of document is read at all. */
export const isPageKind = (kind: string): kind is PageKind => (pageKinds as readonly string[]).includes(kind);

/** How form and document agree in one field. `unreadable`: nothing may be concluded. */
export type Agreement = 'agrees' | 'differs' | 'unreadable';

/** One read value beside the form, as the review shows it. */
export type FieldReading = {
  field: FieldName;
  documentId: string;
  /** As read; masked as the form's value beside it is. Absent where nothing was read. */
  text?: string | undefined;
  confidence: number;
  region?: Region | undefined;
  agreement: Agreement;
};

/** What was read of an application's documents, as the review shows it. */
export type ReviewReadings = {
  fields: FieldReading[];
  /** Machine-readable zones, only where the sensitive values are shown in full. */
  zones: (Pick<ReadZone, 'raw' | 'corrected'> & { documentId: string })[];
  /** Documents that are still to be read. */
  waiting: number;
};
