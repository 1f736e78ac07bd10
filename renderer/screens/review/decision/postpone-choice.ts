/** Why an application may be put off; the word is recorded and reported. */
export const postponeCauses = ['second_opinion', 'documents_coming', 'platform_trouble', 'break', 'other'] as const;
/** One of {@link postponeCauses}. */
export type PostponeCause = (typeof postponeCauses)[number];

/** Usual lengths, minutes. */
const usual = [15, 30, 60, 120, 240, 480] as const;

/** The lengths offered under the policy's limit (minutes); the limit itself where it lies between two of them. */
export const minutesOffered = (limit: number): number[] => {
  const within: number[] = usual.filter((minutes) => minutes < limit);
  return [...within, ...(limit > 0 && limit <= 720 ? [limit] : [])].slice(-5);
};
