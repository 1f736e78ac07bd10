import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as client from 'openid-client';
import type { Clock } from './clock.ts';
import { ProblemError } from './problems.ts';

/** How reviewers sign in at this server besides its own tokens: by access tokens of an OpenID Connect issuer. */
export type IntakeSignIn = {
  issuer: string;
  /** The workstations' client, announced to them with the scopes. */
  clientId: string;
  scopes?: string | undefined;
  /** Whom access tokens have to be for; they are JWTs then (RFC 9068). */
  audience?: string | undefined;
  /** This server's own client at the issuer, which is asked about each token instead (RFC 7662). */
  introspection?: { clientId: string; clientSecret: string } | undefined;
  /** Which reviewer each of the issuer's subjects is. */
  subjects: Readonly<Record<string, string>>;
};

/** Who an access token belongs to. */
export type AccessTokens = {
  /** The reviewer's identifier, or undefined where the token is none of the issuer's that holds. Throws `reviewer_unknown` or `sign_in_unavailable`. */
  reviewerOf(token: string): Promise<string | undefined>;
};

/** How far the issuer's clock may be off, s. */
const tolerance = 30;
/** Wait for the issuer, s. */
const patience = 5;

/** Reads the issuer's metadata when the first token comes, so that the server starts without it. */
export const verifyAccessTokens = (signIn: IntakeSignIn, clock: Clock): AccessTokens => {
  const { issuer, audience, introspection, subjects } = signIn;
  const insecure = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(issuer) ? [client.allowInsecureRequests] : [];
  const discover = (): Promise<client.Configuration> =>
    client.discovery(
      new URL(issuer),
      introspection?.clientId ?? signIn.clientId,
      undefined,
      introspection === undefined ? client.None() : client.ClientSecretBasic(introspection.clientSecret),
      { timeout: patience, execute: insecure },
    );
  let reading: Promise<{ config: client.Configuration; keys: JWTVerifyGetKey | undefined }> | undefined;
  const read = () => {
    reading ??= discover().then((config) => {
      const { jwks_uri: address } = config.serverMetadata();
      return {
        config,
        keys: address === undefined ? undefined : createRemoteJWKSet(new URL(address), { timeoutDuration: patience * 1_000 }),
      };
    });
    // The next token asks anew.
    reading.catch(() => {
      reading = undefined;
    });
    return reading;
  };

  const subjectOf = async (token: string): Promise<string | undefined> => {
    const { config, keys } = await read();
    if (introspection !== undefined) {
      const told = await client.tokenIntrospection(config, token, { token_type_hint: 'access_token' });
      return told.active && told.client_id === signIn.clientId ? told.sub : undefined;
    }
    if (keys === undefined || audience === undefined) return undefined;
    const { payload } = await jwtVerify(token, keys, {
      issuer: config.serverMetadata().issuer,
      audience,
      typ: 'at+jwt',
      requiredClaims: ['exp', 'sub'],
      clockTolerance: tolerance,
      currentDate: new Date(clock()),
    });
    return payload.sub;
  };

  return {
    reviewerOf: async (token) => {
      let subject: string | undefined;
      try {
        subject = await subjectOf(token);
      } catch (error) {
        // The token itself is wrong, or nobody could be asked about it.
        if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
        throw new ProblemError('sign_in_unavailable');
      }
      if (subject === undefined) return undefined;
      const reviewer = Object.hasOwn(subjects, subject) ? subjects[subject] : undefined;
      if (reviewer === undefined) throw new ProblemError('reviewer_unknown');
      return reviewer;
    },
  };
};
