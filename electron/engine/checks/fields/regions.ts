import regionFile from '../../../../resources/regions.json' with { type: 'json' };

/** What is known of one region code. Years of the calendar; absent where no source tells them. */
export type Region = { name: string; province: string; since?: number | undefined; until?: number | undefined };

const provinces = new Map(
  Object.entries(regionFile.regions).map(([province, listed]) => [
    province,
    new Map(listed.split('; ').map((entry) => [entry.slice(0, 4), entry.slice(5)])),
  ]),
);

/** `崇文区 1981-2010`, `县 -2014`, `市辖区`. */
const entryOf = (entry: string): Omit<Region, 'province'> => {
  const [, name = entry, since, , until] = /^(.*?)(?: (\d{4})?(-(\d{4}))?)?$/u.exec(entry) ?? [];
  return {
    name,
    ...(since === undefined ? {} : { since: Number(since) }),
    ...(until === undefined ? {} : { until: Number(until) }),
  };
};

/** The version of the list, and with it the last month it knows of. */
export const regionsVersion = regionFile.version;

/**
 * The region of a six-digit code, also of one that was given up long ago; undefined where no list of any year knows it.
 * 71, 81, 82 and 83 (residence permits of people from Taiwan, Hong Kong and Macao) are known whole.
 */
export const regionOf = (code: string): Region | undefined => {
  const prefix = code.slice(0, 2);
  if (regionFile.whole.includes(prefix)) return { name: '', province: prefix };
  const entry = provinces.get(prefix)?.get(code.slice(2, 6));
  return entry === undefined ? undefined : { ...entryOf(entry), province: provinceName(prefix) ?? prefix };
};

/** What the province of this two-digit prefix is called (`北京市`). */
const provinceName = (prefix: string): string | undefined => {
  const entry = provinces.get(prefix)?.get('0000');
  return entry === undefined ? undefined : entryOf(entry).name;
};

/** Names of provinces without what they are (`内蒙古自治区` → `内蒙古`), by which a typed place begins, with their prefixes. */
const shortProvinces = [...provinces.keys()].flatMap((prefix) => {
  const name = provinceName(prefix);
  return name === undefined ? [] : [[name.replace(/(壮族|回族|维吾尔)?自治区$|省$|市$/u, ''), prefix] as const];
});

/** The two-digit prefix of the province that a typed place begins with: a six-digit code, or a name with or without 省, 市, 自治区. */
export const provinceOfPlace = (place: string): string | undefined => {
  const code = /^(\d{2})\d{4}$/u.exec(place)?.[1];
  if (code !== undefined) return provinces.has(code) ? code : undefined;
  return shortProvinces.find(([name]) => place.startsWith(name))?.[1];
};
