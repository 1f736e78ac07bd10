/** Where the page comes from. In the product there is exactly one place, `desk://app/`; while developing it is electron-vite's server on this machine. */
export const pageScheme = 'desk';
export const imageScheme = 'desk-image';
export const pageAddress = 'desk://app/';

/**
 * The page's origin as `scheme//host`, or undefined for an address that has none. Node gives schemes that it does not know the opaque origin "null", Chromium gives
 * `desk://app`; comparing scheme and host says the same on both sides.
 */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host } = new URL(address);
  return host === '' ? undefined : `${protocol}//${host}`;
}

/** The address of the page to load: the development server's where one is named and the program is not packed. A packed program listens to no variable. */
export function pageToLoad(isPackaged: boolean, developmentServer: string | undefined): string {
  if (isPackaged || developmentServer === undefined) return pageAddress;
  const host = URL.canParse(developmentServer) ? new URL(developmentServer).hostname : '';
  return ['localhost', '127.0.0.1', '[::1]'].includes(host) ? developmentServer : pageAddress;
}
