/** Shortest passphrase accepted, characters (OWASP ASVS 5.0, 6.2.1 asks for at least 8; a vault that can be attacked offline deserves more). */
export const passphraseMinLength = 10;

/** What is wrong with a new passphrase. `guessable`: it is long enough, and still among the first that somebody would try. */
export type PassphraseFault = 'short' | 'guessable';

/** Fewer different characters than this and a passphrase is a pattern, not a secret. */
const fewestDifferent = 5;
/** What is left beside words that everybody tries first must have this many characters. */
const leastBeside = 6;
/** The words that stand at the head of every list of stolen passwords, and the product's own. */
const triedFirst = [
  'password',
  'passw0rd',
  'passphrase',
  'qwerty',
  'letmein',
  'welcome',
  'admin',
  'iloveyou',
  'shenhetai',
  '审核台',
  'woaini',
  '口令',
];
/** Rows of keys and orders of characters along which a finger runs. */
const runs = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

const follows = (left: string, right: string): boolean =>
  left === right || runs.some((run) => run.includes(left + right) || run.includes(right + left));

/** Whether it is made of very few runs (`abcdefgh1234`): each change of direction or row counts as one more. */
const isRun = (characters: readonly string[]): boolean => {
  let breaks = 0;
  for (let place = 1; place < characters.length; place += 1)
    if (!follows(characters[place - 1] ?? '', characters[place] ?? '')) breaks += 1;
  return breaks <= Math.floor(characters.length / 6);
};

/** Whether it is one piece over and over (`abc!abc!abc!`), the last one perhaps cut short. */
const isRepeated = (text: string): boolean => {
  const doubled = [...text];
  for (let period = 1; period <= doubled.length / 2; period += 1)
    if (doubled.every((character, place) => character === doubled[place % period])) return true;
  return false;
};

/**
 * What forbids a new passphrase, or undefined. Length first; beyond it only what is certainly guessed at once is refused, since rules about kinds of characters make
 * passphrases worse (NIST SP 800-63B-4, 3.1.1.2).
 */
export const passphraseFault = (passphrase: string): PassphraseFault | undefined => {
  const text = passphrase.normalize('NFC');
  const characters = [...text];
  if (characters.length < passphraseMinLength) return 'short';
  const plain = text.toLowerCase();
  if (new Set(plain).size < fewestDifferent) return 'guessable';
  if (isRepeated(plain) || isRun([...plain])) return 'guessable';
  const beside = triedFirst.reduce((rest, word) => rest.replaceAll(word, ''), plain);
  return beside !== plain && [...beside].length < leastBeside ? 'guessable' : undefined;
};
