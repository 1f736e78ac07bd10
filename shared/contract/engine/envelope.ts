import { type } from '@orpc/contract';
import type { Result } from '../../domain/failure.ts';

/**
 * The envelope of every answer: `{ok: true, value}` or `{ok: false, error}`; an expected failure is a value, a bug throws.
 * Answers are typed and not parsed a second time: they come from our own engine, which has checked at its edges whatever went into them,
 * and parsing a review sheet on each key press would cost a frame. What the page sends is always parsed by the engine.
 */
export const answer = <Value>() => type<Result<Value>>();
