import { Agent, request } from 'undici';
import { healthSchema, withoutNulls } from '../../../shared/contract/intake/index.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { type SignInWay, usualScopes } from '../../../shared/domain/sign-in.ts';
import { readText } from './answer-text.ts';
import { transportFailure } from './line.ts';
import { readServerAddress } from './platform.ts';
import { parseJson } from './refusal.ts';

/** Largest answer about the platform's health that is read, bytes. */
const longestHealth = 64 * 1024;
/** Longest wait for it, ms: a person has just typed the address. */
const patience = 8_000;

/** How a platform wants its reviewers to sign in; without `way` by a token, or it does not say. */
export type AnnouncedSignIn = { way?: SignInWay | undefined };

/** Asks a platform, without any token, how its reviewers sign in (`signIn` of `GET /v1/health`). Fails like any call where it can't be asked. */
export const askSignIn = async (typed: string, signal: AbortSignal): Promise<Result<AnnouncedSignIn>> => {
  const address = readServerAddress(typed);
  if (!address.ok) return address;
  const agent = new Agent({ connect: { timeout: patience } });
  const ended = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  try {
    const answer = await request(`${address.value}/v1/health`, {
      dispatcher: agent,
      method: 'GET',
      headers: { accept: 'application/json', 'accept-encoding': 'gzip' },
      signal: ended,
    });
    const health = healthSchema.safeParse(withoutNulls(parseJson((await readText(answer, longestHealth)) ?? '')));
    if (!health.success) return fail('not_an_intake_server');
    const { signIn } = health.data;
    if (signIn === undefined || signIn === null) return succeed({});
    return succeed({ way: { issuer: signIn.issuer, clientId: signIn.clientId, scopes: signIn.scopes ?? usualScopes } });
  } catch (error) {
    return signal.aborted ? fail('exchange_stopped') : transportFailure(error, signal);
  } finally {
    await agent.destroy();
  }
};
