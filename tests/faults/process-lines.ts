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

/** A line of `package-process.ts`. `ms`: how long the import took; `mostMemory`: the most that the process ever needed, bytes. */
export type PackageLine =
  | { key: string; integrity: string; batches: string[]; files: { held: number; total: number }; unreadable: string[] }
  | { importing: string }
  | { imported: string; code: string; entry: string; ms: number; mostMemory: number };

/** What `package-process.ts` is asked: to import this file. */
export type PackageQuestion = { path: string };

/** What `intake-process.ts` is asked. */
export type IntakeQuestion = { arrive: number } | { tell: 'decisions' };
