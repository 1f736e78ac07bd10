import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { ImportedPackage, PackageRecord, PackageSettings, PackagesState } from '../../domain/package.ts';
import { answer } from './envelope.ts';

const path = z.string().min(1).max(4_000);

/** Packages: the exchange with the platform by files, for sites without a network. */
export const packages = {
  state: oc.output(answer<PackagesState>()),
  /** Imports a `.tpbatch` whole or not at all. Fails with `file_unreadable`, `package_…`, or the disk's failures. */
  import: oc.input(z.object({ path })).output(answer<ImportedPackage>()),
  /** Writes every decision that waits into a new `.tpresult`, signed. Fails with `package_empty`, `disk_full`, `disk_read_only`. */
  export: oc.input(z.object({ path: path.endsWith('.tpresult') })).output(answer<PackageRecord>()),
  /** `watchedFolder: null` watches none any more. Fails with `file_unreadable` where the folder can't be read. */
  change: oc
    .input(z.object({ requireSignature: z.boolean().optional(), watchedFolder: path.nullable().optional() }))
    .output(answer<PackageSettings>()),
  /** Puts a key on the trust list: raw base64 or PEM. Fails with `key_invalid`. */
  trust: oc
    .input(z.object({ name: z.string().min(1).max(200), publicKey: z.string().min(1).max(2_000) }))
    .output(answer<PackageSettings>()),
  distrust: oc.input(z.object({ keyId: z.string().min(1).max(100) })).output(answer<PackageSettings>()),
};
