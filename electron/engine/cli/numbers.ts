import { InvalidArgumentError } from 'commander';

/** A whole number from 0 on, as an option's value; anything else is told as used wrongly. */
export const wholeNumber = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(value);
};
