/**
 * The hosts that the program itself refers to: the public registry of national standards (GB 11643, GB 32100, …), named on the policy screen.
 * An address is opened in the person's browser, outside the sandbox, so a page that has been taken over could send what it knows in an address; a short list leaves it nowhere to send to.
 */
const hosts: ReadonlySet<string> = new Set(['openstd.samr.gov.cn', 'std.samr.gov.cn']);

/** Whether an address may be opened in the person's browser: https, a listed host, the usual port, no name or password in it, and no longer than an address that we write ourselves. */
export function externalLinkAllowed(address: string): boolean {
  if (address.length > 300 || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return protocol === 'https:' && hosts.has(hostname) && port === '' && username === '' && password === '';
}

/** What this machine calls itself; to these names an address may go in the clear (RFC 8252, 8.3). */
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Longest address of a sign-in: a challenge, a state and a nonce with the site's scopes stay far below it. */
const longestSignIn = 4_000;

/**
 * Whether the engine may have an address opened for signing in: of the very origin of the site's issuer, which is https or on this machine, and without name or password. The
 * page has no part in this: the address comes from the engine, and the page is never shown it.
 */
export function signInAddressAllowed(address: string, issuer: string): boolean {
  if (address.length > longestSignIn || !URL.canParse(address) || !URL.canParse(issuer)) return false;
  const { protocol, hostname, origin, username, password } = new URL(address);
  const safe = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
  return safe && origin === new URL(issuer).origin && username === '' && password === '';
}
