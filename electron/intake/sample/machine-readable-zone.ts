/** What a passport's machine-readable zone says. Dates are `YYYY-MM-DD`. */
export type PassportData = {
  /** ICAO three-letter code of the issuing state and the nationality. */
  state: string;
  /** Surname and given names in Latin capitals, words separated by spaces. */
  surname: string;
  givenNames: string;
  passportNumber: string;
  birthDate: string;
  sex: 'male' | 'female';
  expiryDate: string;
};

/** ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; digits as they are, A–Z as 10–35, the filler as 0; the sum mod 10. */
export const mrzCheckDigit = (text: string): string => {
  let sum = 0;
  for (const [index, character] of [...text].entries()) {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    sum += value * ([7, 3, 1][index % 3] ?? 0);
  }
  return String(sum % 10);
};

const shortDate = (date: string): string => date.slice(2).replaceAll('-', '');
const filled = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');

/** The two lines of 44 characters of a passport (TD3; ICAO Doc 9303 part 4, 4.2.2). Names that are too long are cut at the end. */
export const passportZone = (data: PassportData): [string, string] => {
  const names = `${data.surname.replaceAll(' ', '<')}<<${data.givenNames.replaceAll(' ', '<')}`;
  const number = filled(data.passportNumber, 9);
  const birth = shortDate(data.birthDate);
  const expiry = shortDate(data.expiryDate);
  const personal = filled('', 14);
  const numberPart = `${number}${mrzCheckDigit(number)}`;
  const birthPart = `${birth}${mrzCheckDigit(birth)}`;
  // 9303-4: the check digit of an unused personal number may be 0 or the filler; the sum of fillers is 0.
  const rest = `${expiry}${mrzCheckDigit(expiry)}${personal}${mrzCheckDigit(personal)}`;
  const whole = mrzCheckDigit(`${numberPart}${birthPart}${rest}`);
  return [filled(`P<${data.state}${names}`, 44), `${numberPart}${data.state}${birthPart}${data.sex === 'male' ? 'M' : 'F'}${rest}${whole}`];
};
