/** How many frames of a stack are kept. */
const mostFrames = 20;

/** Longest text that is kept of a message, characters. */
const longestMessage = 500;

/** Paths tell who is signed in to the system: of each its last two names are kept. */
export const shortenPaths = (text: string): string =>
  text.replace(/(?:file:\/\/)?(?:[A-Za-z]:)?[\\/](?:[^\\/\s():]+[\\/])*?([^\\/\s():]+[\\/][^\\/\s():]+)(?=[\s():]|$)/gu, '…/$1');

/**
 * A text that somebody else wrote, without what could be a person's: other scripts than Latin, quoted text, mail addresses, tokens, long runs of digits and what may be a name. What is left may say too little;
 * it never says too much.
 */
export const redactText = (text: string): string =>
  shortenPaths(text)
    .replace(/[^\x20-\x7e…]+/gu, '•')
    .replace(/(["'`]).*?\1/gu, '•')
    .replace(/\S+@\S+/gu, '•')
    .replace(/\b[A-Za-z0-9_-]{24,}\b/gu, '•')
    .replace(/\b[A-Za-z]{0,2}\d{5,}[A-Za-z0-9]*/gu, '•')
    // Two words with capitals, one behind the other, may be somebody's name as passports spell it.
    .replace(/\b[A-Z][A-Za-z'’-]*(?:\s+[A-Z][A-Za-z'’-]*)+/gu, '•');

/**
 * A caught error as logs and crash reports keep it: its kind, its code, its redacted message and the places of its stack. A parser's message quotes what it choked on and is left out whole.
 */
export const describeError = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const message = error instanceof SyntaxError ? undefined : redactText(error.message).slice(0, longestMessage);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(message === undefined ? {} : { message }),
    stack: frames.slice(0, mostFrames).map((line) => shortenPaths(line.trim())),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
};

/** What a process that died wrote last, line by line: the places of stacks as they are, everything else redacted. At most `most` lines. */
export const redactOutput = (output: string, most: number): string[] =>
  output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-most)
    .map((line) => (/^\s+at /u.test(line) ? shortenPaths(line.trim()) : redactText(line)).slice(0, longestMessage));

/**
 * A text of ours (a log, a report) once more without what could be a person's: other scripts than Latin, mail addresses, numbers of telephones, cards and passports, and paths, which have the name
 * of whoever is signed in to the system. Identifiers that are numbers of things stay.
 */
export const withoutPersonal = (text: string): string =>
  text
    .replace(/\\u[0-9a-f]{4}/giu, '•')
    .replace(/[^\t\n\r\x20-\x7e…•–’“”]+/gu, '•')
    .replace(/[^\s"@]+@[^\s"@]+\.[^\s"@]+/gu, '•')
    .replace(/(?<![0-9A-Za-z-])(?:\d{17}[\dXx]|\d{15}|(?:\+?86[- ]?)?1[3-9]\d{9}|[A-Z]{1,2}\d{7,8})(?![0-9A-Za-z-])/gu, '•')
    .replace(
      /(?:[A-Za-z]:\\+|\/)(?:Users|home|root|var|tmp|private|mnt|media|Documents and Settings)[\\/][^\s"():]*?([^\\/\s"():]+)(?=[\s"():]|$)/gu,
      '…/$1',
    );
