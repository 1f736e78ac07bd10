/** How a site lets its reviewers sign in by the browser: OpenID Connect at this issuer, as this client. */
export type SignInWay = {
  /** The issuer's identifier (OpenID Connect Discovery 1.0, 3): https, or http on this machine's loopback. */
  issuer: string;
  clientId: string;
  /** Scopes asked for, separated by spaces. */
  scopes: string;
};

/** What is asked for unless the site says otherwise: who it is, and a refresh token (OpenID Connect Core 1.0, 11). */
export const usualScopes = 'openid offline_access';

/** Whether the person is signed in, and by what. */
export type SignInState = {
  by: 'token' | 'browser';
  /** `browser`: where. */
  way?: SignInWay | undefined;
  signedIn: boolean;
  /** `browser`: the issuer's own name for the person who is signed in. */
  subject?: string | undefined;
  /** RFC 3339: until when an answer from the browser is waited for. */
  waitingUntil?: string | undefined;
};
