import type { GivenReason, MatchMark, Outcome } from '../../../shared/domain/decision.ts';
import type { Draft, ReviewSheet } from '../../../shared/domain/review.ts';
import { neighbour, nextUnmarked, withMark } from './comparison.ts';
import { firstPhoto } from './first-photo.ts';
import { addReason } from './picker/given-reasons.ts';
import { type Place, pinned, reasonFor } from './pins.ts';

/** What the reviewer has done on one application, and where they stand on the screen. */
export type Work = {
  applicationId: string;
  revision: number;
  outcome?: Outcome | undefined;
  reasons: GivenReason[];
  marks: MatchMark[];
  note: string;
  override: string;
  /** The field being compared. */
  at?: string | undefined;
  /** The photo on the large view. */
  documentId?: string | undefined;
  /** The next box drawn on a photo is taken, for that reason or for the one that fits. */
  marking?: { reason?: number | undefined } | undefined;
  /** A box that was drawn before its reason was chosen. */
  pin?: Place | undefined;
  /** Counts the boxes that were taken: the keyboard goes back to where it was. */
  pinsTaken: number;
  /** Which panel lies over the decision column. */
  panel: 'findings' | 'reasons' | 'override' | 'postpone';
  /** Counts the changes worth keeping, so that a draft is saved exactly when there is something new. */
  changes: number;
};

/** What a reviewer does. */
export type WorkStep =
  /** The applicant's content changed meanwhile, and the reviewer has seen how. */
  | { do: 'seen'; revision: number }
  | { do: 'mark'; verdict: MatchMark['verdict']; items: readonly string[] }
  | { do: 'compare'; field: string }
  | { do: 'move'; by: 1 | -1; items: readonly string[] }
  | { do: 'look'; documentId: string }
  | { do: 'prepare'; outcome: Outcome }
  | { do: 'panel'; panel: Work['panel'] }
  | { do: 'add'; reason: GivenReason }
  | { do: 'change'; index: number; reason: GivenReason }
  | { do: 'remove'; index: number }
  /** Asks for a box on a photo, for that reason or for the one that fits; or gives it up. */
  | { do: 'marking'; on: boolean; reason?: number | undefined }
  /** A box was drawn. */
  | ({ do: 'pin' } & Place)
  /** The box that waits for its reason is taken away. */
  | { do: 'unpin' }
  | { do: 'note'; text: string }
  | { do: 'override'; text: string };

/** The work on an application just opened: its draft, the first field without a tick, the first photo that something is wrong with. */
export const beginWork = (sheet: ReviewSheet, items: readonly string[], panel: Work['panel'] = 'findings'): Work => {
  const { application, draft } = sheet;
  return {
    applicationId: application.id,
    revision: application.revision,
    outcome: draft.outcome,
    reasons: draft.reasons,
    marks: draft.matched,
    note: draft.note ?? '',
    override: '',
    at: items.find((item) => !draft.matched.some((mark) => mark.item === item)) ?? items[0],
    documentId: firstPhoto(sheet),
    pinsTaken: 0,
    panel,
    changes: 0,
  };
};

const changed = (work: Work, change: Partial<Work>): Work => ({ ...work, ...change, changes: work.changes + 1 });

/** With one reason more; a box that waits on the photo it is about goes with it. */
const added = (work: Work, reason: GivenReason): Work => {
  const { pin } = work;
  const fits = pin !== undefined && pin.documentId === reason.target?.documentId;
  return changed(work, {
    reasons: addReason(work.reasons, fits ? pinned(reason, pin) : reason),
    pin: fits ? undefined : pin,
  });
};

/** With a box: tied to the reason it was asked for, or to the latest about that photo while reasons are given; otherwise it waits for one. */
const withPin = (work: Work, place: Place): Work => {
  const asked = work.marking?.reason;
  const index =
    asked !== undefined && work.reasons[asked]?.target?.documentId === place.documentId
      ? asked
      : work.panel === 'reasons'
        ? reasonFor(work.reasons, place.documentId)
        : -1;
  const after = { ...work, marking: undefined, pinsTaken: work.pinsTaken + 1 };
  if (index === -1) return { ...after, pin: place };
  return changed(after, { reasons: work.reasons.map((reason, at) => (at === index ? pinned(reason, place) : reason)) });
};

/** The work after one step. */
export const afterStep = (work: Work, step: WorkStep): Work => {
  switch (step.do) {
    case 'seen':
      return { ...work, revision: step.revision };
    case 'mark': {
      if (work.at === undefined) return work;
      const marks = withMark(work.marks, work.at, step.verdict);
      const taken = !marks.some(({ item }) => item === work.at);
      return changed(work, { marks, at: taken ? work.at : nextUnmarked(step.items, marks, work.at) });
    }
    case 'compare':
      return { ...work, at: step.field };
    case 'move':
      return { ...work, at: neighbour(step.items, work.at, step.by) };
    case 'look':
      return { ...work, documentId: step.documentId };
    case 'prepare':
      return changed(work, { outcome: step.outcome, panel: 'reasons' });
    case 'panel':
      return { ...work, panel: step.panel };
    case 'add':
      return added(work, step.reason);
    case 'change':
      return changed(work, { reasons: work.reasons.map((reason, index) => (index === step.index ? step.reason : reason)) });
    case 'remove':
      return changed(work, { reasons: work.reasons.filter((_, index) => index !== step.index) });
    case 'marking': {
      if (!step.on) return { ...work, marking: undefined };
      const about = step.reason === undefined ? undefined : work.reasons[step.reason]?.target?.documentId;
      return { ...work, marking: { reason: step.reason }, documentId: about ?? work.documentId };
    }
    case 'pin':
      return withPin(work, { documentId: step.documentId, region: step.region });
    case 'unpin':
      return { ...work, pin: undefined };
    case 'note':
      return changed(work, { note: step.text });
    case 'override':
      return { ...work, override: step.text };
    default:
      return step satisfies never;
  }
};

/** The work as it is kept. */
export const draftOf = ({ outcome, reasons, marks, note }: Work): Draft => ({
  ...(outcome === undefined ? {} : { outcome }),
  reasons,
  matched: marks,
  ...(note.trim() === '' ? {} : { note }),
});
