/** Shortest passphrase accepted, characters (OWASP ASVS 5.0, 6.2.1 asks for at least 8; a vault that can be attacked offline deserves more). */
export const passphraseMinLength = 10;
