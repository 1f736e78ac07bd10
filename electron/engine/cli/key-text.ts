import { existsSync, readFileSync } from 'node:fs';

/** A public key as it was given on the command line: itself, or the content of the file of that name. */
export const keyText = (given: string): string => (existsSync(given) ? readFileSync(given, 'utf8') : given);
