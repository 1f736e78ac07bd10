import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tls, { type PeerCertificate } from 'node:tls';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { errorCode, writeFileAtomically } from './disk.ts';

/** Whose word a server's certificate is taken on, beside the authorities that everybody knows and those of this system. */
export type ServerTrust = {
  /** Certificates of the site's own authorities, PEM. */
  authorities: readonly string[];
  /**
   * Where there are any, a server must show one of these keys: `sha256/` and the Base64 of the SHA-256 over its SubjectPublicKeyInfo, as in RFC 7469, 2.4. A second one is for
   * the key that will follow.
   */
  pins: readonly string[];
};

/** The code of the error that ends a connection whose server shows another key. */
export const pinMismatch = 'ERR_SERVER_KEY_UNKNOWN';

const schema = z.object({
  format: z.literal('shenhetai-server-trust'),
  version: z.literal(1),
  authorities: z
    .array(
      z
        .string()
        .regex(/^-----BEGIN CERTIFICATE-----\n[\s\S]+-----END CERTIFICATE-----\n?$/)
        .max(100_000),
    )
    .max(50),
  pins: z.array(z.string().regex(/^sha256\/[A-Za-z0-9+/]{43}=$/)).max(20),
});
const pathOf = (folder: string): string => join(folder, 'server-trust.json');

let present: ServerTrust = { authorities: [], pins: [] };
let areCertificatesSet = false;

/** What is in force in this thread; a thread that connects by itself is handed it and calls {@link applyServerTrust}. */
export const presentServerTrust = (): ServerTrust => present;

/** Puts it in force in this thread. */
export const applyServerTrust = (trust: ServerTrust): void => {
  present = trust;
  areCertificatesSet = false;
};

/**
 * Reads and puts in force what a site laid into the data folder; nothing there is nothing special. Fails with `server_trust_invalid`: a file that can't be understood must not
 * come to less trust than was meant.
 */
export const readServerTrust = (folder: string): Result<ServerTrust> => {
  let text: string;
  try {
    text = readFileSync(pathOf(folder), 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') return fail('server_trust_invalid');
    applyServerTrust({ authorities: [], pins: [] });
    return succeed(present);
  }
  try {
    const { authorities, pins } = schema.parse(JSON.parse(text));
    applyServerTrust({ authorities, pins });
    // A certificate that can't be read would only be noticed with the first connection.
    for (const ca of authorities) tls.createSecureContext({ ca });
    return succeed(present);
  } catch {
    return fail('server_trust_invalid');
  }
};

/** Writes it for the data folder; for scripts of a site. Fails with `server_trust_invalid` or as the disk does. */
export const writeServerTrust = async (folder: string, trust: ServerTrust): Promise<Result<void>> => {
  const file = schema.safeParse({ format: 'shenhetai-server-trust', version: 1, ...trust });
  return file.success ? writeFileAtomically(pathOf(folder), `${JSON.stringify(file.data, null, 2)}\n`) : fail('server_trust_invalid');
};

/** The pin of a certificate's key. */
const pinOf = ({ raw }: PeerCertificate): string =>
  `sha256/${createHash('sha256')
    .update(new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`;

/** What a connection of this thread is made with. The authorities are set with the first one, since reading the system's takes a moment. */
export const serverConnection = (): { checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined } => {
  if (!areCertificatesSet) {
    tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), ...tls.getCACertificates('system'), ...present.authorities]);
    areCertificatesSet = true;
  }
  const { pins } = present;
  if (pins.length === 0) return {};
  return {
    checkServerIdentity: (host, certificate) => {
      const wrong = tls.checkServerIdentity(host, certificate);
      if (wrong !== undefined) return wrong;
      return pins.includes(pinOf(certificate))
        ? undefined
        : Object.assign(new Error('the server shows a key that is not expected'), { code: pinMismatch });
    },
  };
};
