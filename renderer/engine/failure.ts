import type { Failure, FailureCode, Result } from '../../shared/domain/failure.ts';

/** An expected failure on its way to whoever shows it: what the hooks of this folder throw, and nothing else. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** A failure that happened on this side of the port. */
export const pageFailure = (code: FailureCode, retry: Failure['retry'], details: Failure['details'] = {}): FailureError =>
  new FailureError({ code, retry, details });

/** What any thrown thing means to the person; an unknown one is a bug without a report, since it never reached the engine. */
export const failureOf = (error: unknown): Failure =>
  error instanceof FailureError ? error.failure : { code: 'bug', retry: 'never', details: { reportId: '—' } };

/** The value of an answer; throws its {@link FailureError} where there is none. */
export const unwrap = <Value>(answer: Result<Value>): Value => {
  if (answer.ok) return answer.value;
  throw new FailureError(answer.error);
};
