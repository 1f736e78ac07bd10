/** What a workstation under test tells of itself after opening, and at the end. */
export type EngineReport = {
  /** `ok`, or what SQLite finds wrong. */
  integrity: string;
  decisions: Record<string, string>;
  /** SHA-256 of the documents of open applications that have arrived. */
  held: string[];
  files: { held: number; total: number; damaged: number };
  outbox: Record<string, number>;
};

/** A line of `engine-process.ts`. */
export type EngineLine = { opened: EngineReport } | { decided: string; application: string } | { settled: EngineReport };

/** A line of `intake-process.ts`. */
export type IntakeLine =
  | { url: string; tokens: { token: string }[] }
  | { arrived: number }
  | { decisions: { decisionId: string; applicationId: string; status: string }[] };

/** What `intake-process.ts` is asked. */
export type IntakeQuestion = { arrive: number } | { tell: 'decisions' };
