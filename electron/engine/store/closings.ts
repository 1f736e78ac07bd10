import type { Connection } from './connection.ts';

/**
 * Decisions after which the list's indexes are brought in line, all at once: moving one application from the open ones to the decided touches some
 * sixteen pages of indexes, as many as the rest of a decision twice over, and a group shares most of them. Until then the few are told apart
 * by the decisions themselves (`applications_unlisted`), so that they show as decided at once, and nothing is remembered outside the database.
 */
const group = 100;

/** Brings the list in line with decisions; used inside the store only. */
export type Closings = {
  /** To be called after the decision with this number was added: settles a full group. */
  follow(decisionNumber: number): void;
  /** Moves every application that was decided, and is still listed as open, to the decided ones. */
  settle(): void;
  /** Whether there may be any. */
  waiting(): boolean;
};

/** Opens it over a connection. */
export const openClosings = (connection: Connection): Closings => {
  const listed = connection.statement<{ value: number }>('closings.listed', "SELECT value FROM tallies WHERE name = 'decisions_listed'");
  const newest = connection.statement<{ number: number }>('closings.newest', 'SELECT coalesce(max(number), 0) AS number FROM decisions');
  const close = connection.statement(
    'closings.close',
    'UPDATE applications SET closed = 1, postponed_until = NULL WHERE number IN (SELECT number FROM applications_unlisted)',
  );
  const note = connection.statement(
    'closings.note',
    "UPDATE tallies SET value = (SELECT coalesce(max(number), 0) FROM decisions) WHERE name = 'decisions_listed'",
  );
  const behind = (number: number): number => number - (listed.get()?.value ?? 0);
  const settle = (): void => {
    close.run();
    note.run();
  };
  return {
    follow: (decisionNumber) => {
      if (behind(decisionNumber) >= group) settle();
    },
    settle,
    waiting: () => behind(newest.get()?.number ?? 0) > 0,
  };
};
