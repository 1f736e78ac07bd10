/** What is said of one failure in one language. */
export type Sentences = {
  /** What happened. */
  what: string;
  /** What was kept. */
  kept: string;
  /** What to do. */
  todo: string;
};
