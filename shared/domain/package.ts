/** The format of a batch package's manifest. */
export const batchFormat = 'tpbatch/1';
/** The format of a result package's manifest. */
export const resultFormat = 'tpresult/1';

/**
 * What the signature of a package said. `unsigned`: there is none; `untrusted`: it is right, by a key that is not on the trust list; `unverifiable`: it names
 * no key, and none is trusted that it could be by, so that it says no more than none at all.
 */
export type SignatureState = 'trusted' | 'untrusted' | 'unverifiable' | 'unsigned';

/** A package that was imported or exported here. */
export type PackageRecord = {
  /** The manifest's batch or result identifier. */
  packageId: string;
  direction: 'import' | 'export';
  /** Only the file's name, never where it lay. */
  fileName: string;
  /** RFC 3339, UTC. */
  at: string;
  applications: number;
  documents: number;
  /** Decisions in an exported package. */
  decisions: number;
  /** Receipts that an imported package brought. */
  receipts: number;
  signature: SignatureState;
  /** Name of the trusted key that signed it. */
  signer?: string | undefined;
};

/** A key whose packages are trusted. */
export type TrustedKey = {
  /** First 16 hexadecimal digits of the public key's SHA-256, for people to compare. */
  keyId: string;
  name: string;
  /** Raw Ed25519 public key, base64 (RFC 8032: 32 bytes). */
  publicKey: string;
  /** RFC 3339, UTC. */
  addedAt: string;
};

/** How this workstation deals with packages. */
export type PackageSettings = {
  /** Whether packages without a trusted signature are refused. */
  requireSignature: boolean;
  /** Folder whose new `.tpbatch` files are imported by themselves; absent: none. */
  watchedFolder?: string | undefined;
  trusted: TrustedKey[];
  /** The workstation's own public key, with which its result packages are signed: the platform puts it on its list. */
  own: { keyId: string; publicKey: string };
};

/** What an import did. */
export type ImportedPackage = PackageRecord & {
  /** This package was imported before, and nothing was changed. */
  unchanged: boolean;
  /** Changes that could not be read or are of a kind that this version does not know; they are kept aside. */
  passedOver: number;
  /** It names somebody else, or more roles, than it may without a trusted signature: none of that was taken over. */
  reviewerPassedOver: boolean;
};

/** An import or export under way. */
export type PackageProgress = {
  fileName: string;
  direction: 'import' | 'export';
  /** Bytes worked through, and in all. */
  doneBytes: number;
  totalBytes: number;
};

/** Something of the watched folder that can't be taken: its name, the failure's code, and when it is tried again by itself (RFC 3339); absent: not as it is. */
export type WatchedFault = { fileName: string; code: string; at: string; nextTryAt?: string | undefined };

/** The packages of the past, newest first, and what is under way. */
export type PackagesState = {
  records: PackageRecord[];
  settings: PackageSettings;
  /** Decisions that an export would carry. */
  exportable: number;
  progress?: PackageProgress | undefined;
  /** What of the watched folder could not be taken last, or the folder itself. */
  refused?: WatchedFault | undefined;
};
