/** How long what is decided and receipted is kept, days after the receipt. Photos go first; a day has 24 hours. */
export type Retention = {
  /** Days after which photos and everything made from them for looking at are erased. */
  photoDays: number;
  /** Days after which everything else of the person is erased; only the decision's skeleton stays, for statistics and the audit. Never fewer than `photoDays`. */
  detailDays: number;
};

/** What waits to be erased: of how many applications, and when (RFC 3339, UTC) the first of them is due; absent where there is none. */
export type ErasureWaiting = { applications: number; next?: string | undefined };

/** What will be erased when, as of the last run. */
export type ErasureOutlook = {
  /** RFC 3339, UTC. */
  ranAt: string;
  photos: ErasureWaiting;
  details: ErasureWaiting;
};

/** What one run erased: of how many applications the photos and the details, and how many files and leftovers (kept drafts, entries of unknown kind, requests of no application). */
export type ErasureDone = { photos: number; details: number; files: number; leftovers: number };
