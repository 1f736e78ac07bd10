import { type SignInWay, usualScopes } from '../../shared/domain/sign-in.ts';

/** Where the applications come from, and what lets the workstation in: a token, or a sign-in by the browser. */
export type ServerAccess = { url: string; by: 'token' | 'browser'; token: string; issuer: string; clientId: string; scopes: string };

/** Nothing typed yet. */
export const noServerAccess: ServerAccess = { url: '', by: 'token', token: '', issuer: '', clientId: '', scopes: usualScopes };

/** Whether everything is there that is needed to try it. */
export const isServerAccess = ({ url, by, token, issuer, clientId }: ServerAccess): boolean =>
  url.trim() !== '' && (by === 'token' ? token.trim() !== '' : issuer.trim() !== '' && clientId.trim() !== '');

/** The way to sign in by the browser, as typed. */
export const wayOf = ({ issuer, clientId, scopes }: ServerAccess): SignInWay => ({
  issuer: issuer.trim(),
  clientId: clientId.trim(),
  scopes,
});

/** With what a server announced, unless a token was typed already. */
export const withAnnounced = (access: ServerAccess, way: SignInWay | undefined): ServerAccess =>
  way === undefined || (access.by === 'token' && access.token !== '') ? access : { ...access, by: 'browser', ...way };
