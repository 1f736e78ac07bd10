const secondMs = 1_000;

/** What is left until `instant` (RFC 3339), as a clock counts down: `4:09`, `1:04:09`, `30:00:00`; undefined once it has come. */
export const remaining = (instant: string, nowMs: number): string | undefined => {
  const seconds = Math.ceil((Date.parse(instant) - nowMs) / secondMs);
  if (!(seconds > 0)) return undefined;
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
};
