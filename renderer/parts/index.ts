/**
 * Pieces that several screens show: marks for the domain's states, notices, progress, empty states, headings.
 * Promises that a part gets values and asks the engine nothing, and that colour never says anything that a word does not.
 * Called by the screens and the layout.
 */

export { BrowserWaiting } from './browser-waiting.tsx';
export { ChangedText } from './changed-text.tsx';
export { characterChanges } from './character-changes.ts';
export { copyText } from './copy-text.ts';
export { Dialogue } from './dialogue.tsx';
export { EmptyState, Loading } from './empty-state.tsx';
export { FailureNotice } from './failure-notice.tsx';
export { KeyCap } from './key-cap.tsx';
export { Labelled } from './labelled.tsx';
export { LanguageChoice } from './language-choice.tsx';
export { Mark, type Tone } from './mark.tsx';
export { AccountMark, DueBadge, OutboxMark, OutcomeMark, RequestMark, VerdictMark } from './marks.tsx';
export { isUsable, NewPassphrase } from './new-passphrase.tsx';
export { NoticePane } from './notice-pane.tsx';
export { PersonText } from './person-text.tsx';
export { ProblemNote } from './problem-note.tsx';
export { ProgressLine } from './progress-line.tsx';
export { ListRow, RowList } from './row-list.tsx';
export { ScreenFrame, Section } from './screen-frame.tsx';
export { isServerAccess, noServerAccess, wayOf, withAnnounced } from './server-access.ts';
export { ServerFields } from './server-fields.tsx';
export { useHere } from './use-here.ts';
export { useKeeping } from './use-keeping.ts';
export { useNow } from './use-now.ts';
export { useSteady } from './use-steady.ts';
