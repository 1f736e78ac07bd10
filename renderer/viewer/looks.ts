import { type Adjustment, unadjusted } from './adjustment.ts';
import type { ViewState } from './view-state.ts';

/** How one document is being looked at; `view` is absent until it was first shown. */
export type Look = { view?: ViewState | undefined; adjustment: Adjustment };

/** The looks of an application's documents, by document, remembered while the application is open. */
export type Looks = Map<string, Look>;

/** How this document was looked at last. */
export const lookOf = (looks: Looks, documentId: string): Look => looks.get(documentId) ?? { adjustment: unadjusted };
