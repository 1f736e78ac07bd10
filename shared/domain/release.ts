/** What this program is called in a release statement; a statement of another product is none of ours. */
export const ownProduct = 'shenhetai';

/** The kinds of installer that a release may hold. */
export const installerKinds = ['deb', 'rpm', 'AppImage', 'nsis', 'portable', 'dmg'] as const;
/** One of {@link installerKinds}. */
export type InstallerKind = (typeof installerKinds)[number];

/** One installer of a release. */
export type ReleaseFile = {
  /** As Node names systems and processors (`process.platform`, `process.arch`). */
  system: string;
  architecture: string;
  kind: InstallerKind;
  /** A plain name without any folder, {@link releaseFileName}. */
  name: string;
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
};

/** What a publisher says of a release, once its signature was verified. */
export type Release = {
  product: string;
  /** As Semantic Versioning 2.0.0 writes it. */
  version: string;
  /** RFC 3339. Of two statements of one version the later one holds. */
  publishedAt: string;
  /** RFC 3339. A statement that is older is not believed: somebody may keep newer ones back. */
  validUntil: string;
  /** How many of a hundred workstations get it now; which they are follows from the seed. */
  stage: { share: number; seed: string };
  /** Versions before this one should not go on working: they get the release whatever the stage. */
  oldestSound?: string | undefined;
  files: ReleaseFile[];
  /** What is new, for whoever is to install it. */
  news: { zh: string; en: string };
};

/** What an installer may be called: it becomes a file's name on every system, so it has no separators and does not begin with a dot or a hyphen. */
export const releaseFileName = /^[A-Za-z0-9][A-Za-z0-9._~+-]{0,150}$/;

/** The largest installer that is taken, bytes: several times what one comes to. */
export const mostReleaseBytes = 1_073_741_824;

/** Semantic Versioning 2.0.0, section 2 and 9 to 10; numbers without leading zeros and short enough to be exact. */
const versionShape =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-((?:0|[1-9]\d{0,8}|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d{0,8}|\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Whether a text is a version. */
export const isVersion = (text: string): boolean => text.length <= 100 && versionShape.test(text);

const compareParts = (one: string, other: string): number => {
  const [first, second] = [Number(one), Number(other)];
  const numeric = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (numeric[0] && numeric[1]) return Math.sign(first - second);
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  return one < other ? -1 : Number(one > other);
};

/**
 * Which of two versions comes first (negative: the first one), by Semantic Versioning 2.0.0, section 11: a pre-release comes before its release, what stands behind a `+` is not looked at.
 * Throws where either is no version.
 */
export const compareVersions = (one: string, other: string): number => {
  const [a, b] = [versionShape.exec(one), versionShape.exec(other)];
  if (a === null || b === null) throw new RangeError('not a version');
  for (const place of [1, 2, 3]) {
    const order = Number(a[place]) - Number(b[place]);
    if (order !== 0) return Math.sign(order);
  }
  const [before, after] = [a[4], b[4]];
  if (before === undefined || after === undefined) return Number(before === undefined) - Number(after === undefined);
  const [parts, others] = [before.split('.'), after.split('.')];
  for (const [place, part] of parts.entries()) {
    const other = others[place];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return parts.length < others.length ? -1 : 0;
};

/** Whether a workstation on `place` (0–99) is among the first `share` of a hundred. A larger share only ever adds. */
export const isInStage = (place: number, share: number): boolean => place < share;

/** The installer for one system, or undefined where the release has none. */
export const fileFor = (
  { files }: Pick<Release, 'files'>,
  program: { system: string; architecture: string; kind: InstallerKind | undefined },
): ReleaseFile | undefined =>
  files.find(
    ({ system, architecture, kind }) => system === program.system && architecture === program.architecture && kind === program.kind,
  );

/** What keeps a program from taking updates at all: nobody's key ships with it, or it was not put here by an installer. */
export type UpdatesOff = 'no_key' | 'not_installed';
