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
