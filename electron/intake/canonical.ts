import { createHash } from 'node:crypto';

export { canonicalJson } from '../../shared/domain/canonical-json.ts';

/** Lower-case hex SHA-256. */
export const sha256Hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
