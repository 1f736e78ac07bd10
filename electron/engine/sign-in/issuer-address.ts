/** This machine's own names; what is sent to them in the clear leaves it nowhere (RFC 8252, 8.3). */
const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address of an issuer may be spoken to: https, or http on this machine; no name or password in it. */
export const issuerAddressUsable = (address: string): boolean => {
  const parsed = URL.parse(address);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.includes(parsed.hostname));
};

/** An issuer's identifier as a person types it, or undefined where it can't be one: it has neither query nor fragment (OpenID Connect Discovery 1.0, 3). */
export const readIssuer = (typed: string): URL | undefined => {
  const text = typed.trim();
  if (!issuerAddressUsable(text)) return undefined;
  const parsed = new URL(text);
  return parsed.search === '' && parsed.hash === '' ? parsed : undefined;
};
