/**
 * Sign-in makes a person known to the platform by the site's own sign-in service: OpenID Connect with PKCE in the system's browser, and keeps that going by refresh tokens.
 * It promises that a token is only ever in memory and where its caller keeps it, that nothing of an answer is used before it was verified, that one renewal is under way at a
 * time, and that no request is made to anybody but the issuer. `workstation.ts` begins and ends a sign-in; `open-desk.ts` gives the tokens to sync; `docs/sign-in.md` tells it whole.
 */
export { browserPatience, signInByBrowser } from './browser.ts';
export { readIssuer } from './issuer-address.ts';
export { endedOf, revokeEnded, withEnded } from './revocations.ts';
export { type KeptTokens, keptOf, openTokens, type Tokens } from './tokens.ts';
