import { useTranslation } from 'react-i18next';

/** The platform's wall clock: due times are promised in it, wherever the workstation stands. */
const timeZone = 'Asia/Shanghai';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Dates, sizes and durations as people write them. Instants are RFC 3339. */
export type Format = {
  /** Day and time, with the year only where it is another one. */
  dateTime(instant: string): string;
  /** Day and time in figures, for narrow columns. */
  short(instant: string): string;
  /** Day and time in figures with year and seconds, for records. */
  exact(instant: string): string;
  time(instant: string): string;
  date(instant: string): string;
  /** `3 小时后`, `2 天前`; `现在` within a minute. */
  relative(instant: string, nowMs: number): string;
  bytes(count: number): string;
  rate(bytesPerSecond: number): string;
  count(value: number): string;
  /** With one decimal. */
  decimal(value: number): string;
  percent(share: number): string;
  /** A duration in seconds. */
  seconds(value: number): string;
  /** A length of time in its largest whole unit, days, hours or minutes: `1 天`, `3 小时`. */
  duration(ms: number): string;
  /** The name of a country or region by its ISO 3166-1 code; the code itself where it is none. */
  region(code: string): string;
};

/** 1024 B, as file managers tell sizes. */
const kilobyte = 1_024;
const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'];

/** The formats of one language. */
export const formatFor = (language: string): Format => {
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const dated = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const date = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', month: 'short', day: 'numeric' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const short = new Intl.DateTimeFormat(locale, {
    timeZone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const exact = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const year = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const now = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const region = new Intl.DisplayNames(locale, { type: 'region', style: 'short' });
  const second = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 0 });
  const lengths = (['day', 'hour', 'minute'] as const).map((unit) => ({
    ms: { day: dayMs, hour: hourMs, minute: minuteMs }[unit],
    written: new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }),
  }));
  const bytes = (count: number): string => {
    let value = count;
    let unit = 0;
    while (value >= kilobyte && unit < byteUnits.length - 1) {
      value /= kilobyte;
      unit += 1;
    }
    return `${(unit === 0 ? whole : one).format(value)} ${byteUnits[unit]}`;
  };
  return {
    dateTime: (instant) => {
      const at = new Date(instant);
      return (year.format(at) === year.format(new Date()) ? dateTime : dated).format(at);
    },
    short: (instant) => short.format(new Date(instant)),
    exact: (instant) => exact.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    date: (instant) => date.format(new Date(instant)),
    relative: (instant, nowMs) => {
      const distance = Date.parse(instant) - nowMs;
      const size = Math.abs(distance);
      if (size < minuteMs) return now.format(0, 'second');
      if (size < hourMs) return relative.format(Math.trunc(distance / minuteMs), 'minute');
      if (size < dayMs) return relative.format(Math.trunc(distance / hourMs), 'hour');
      return relative.format(Math.trunc(distance / dayMs), 'day');
    },
    bytes,
    rate: (bytesPerSecond) => `${bytes(bytesPerSecond)}/s`,
    count: (value) => whole.format(value),
    decimal: (value) => one.format(value),
    percent: (share) => percent.format(share),
    seconds: (value) => second.format(value),
    duration: (ms) => {
      const length = lengths.find((unit) => Math.abs(ms) >= unit.ms) ?? lengths[2];
      return length === undefined ? '' : length.written.format(Math.abs(ms) / length.ms);
    },
    // What is shaped otherwise would be an error and not an unknown region.
    region: (code) => (/^[A-Z]{2}$/.test(code) ? (region.of(code) ?? code) : code),
  };
};

/** Made once a language: building them costs milliseconds that the next photo does not have. */
const made = new Map<string, Format>();

/** The formats of the page's language. */
export const useFormat = (): Format => {
  const { i18n } = useTranslation();
  const known = made.get(i18n.language);
  if (known !== undefined) return known;
  const format = formatFor(i18n.language);
  made.set(i18n.language, format);
  return format;
};
