import { worsens } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { CurvePoint } from './figures.ts';
import { reportStyle } from './report-style.ts';
import { confusionOf, type Result, worstOf } from './results.ts';
import { type Evaluated, evaluated, type Trial } from './trial.ts';

/** What a report tells beside the figures. `command`: what makes it again. `remarks`: what the reader has to know of the pictures. */
export type About = { seed: number; policy: Policy; command: string; remarks: readonly string[] };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

/** The policy's limits of a check in the unit of its figure, as a sentence. */
const limitOf = (check: Evaluated, { image }: Policy): string => {
  switch (check) {
    case 'image.sharpness':
      return `fails under ${image.sharpness.fail}, doubtful under ${image.sharpness.warn}`;
    case 'image.exposure':
      return `fails under ${image.exposure.fail}, doubtful under ${image.exposure.warn}`;
    case 'image.glare':
      return `fails from ${number(image.glare.fail * 100)} %, doubtful from ${number(image.glare.warn * 100)} %`;
    case 'image.colour':
      return `fails under ${image.colour.fail}, doubtful under ${image.colour.warn}`;
    case 'image.screen':
      return `doubtful from ${image.screen.warn} dB`;
    default:
      return '';
  }
};

/** The limit at which a check's figure alone would tell the two kinds apart best. */
const bestOf = ({ check, best }: Result): string => {
  const direction = worsens[check];
  if (direction === undefined || best === undefined || !Number.isFinite(best.threshold)) return '';
  return direction === 'downwards' ? `up to ${number(Math.abs(best.threshold))}` : `from ${number(best.threshold)}`;
};

const side = 180;
const at = (share: number, margin = 10): string => (margin + share * side).toFixed(1);

/** One curve as a small picture: false alarms to the right, hits upwards; a dot for what the policy's limits flag, a ring for what they fail. */
const drawCurve = ({ curve, flagged, failed, told, degradation, area, ...result }: Result): string => {
  const points = curve.map(({ hits, alarms }: CurvePoint) => `${at(alarms)},${at(1 - hits)}`).join(' ');
  const title = `${degradation}: ${area.toFixed(3)}`;
  return `<figure class="curve"><svg viewBox="0 0 200 200" role="img" aria-label="${escaped(title)}"><rect x="10" y="10" width="${side}" height="${side}"/><path class="chance" d="M10 190L190 10"/><polyline points="${points}"/><circle class="failed" cx="${at(failed)}" cy="${at(1 - result.failedFaulty)}" r="5"/><circle class="flagged" cx="${at(flagged)}" cy="${at(1 - told)}" r="4"/></svg><figcaption>${escaped(title)}</figcaption></figure>`;
};

const row = (one: Result): string => {
  const name = one.step === undefined ? one.degradation : one.step;
  const kind = one.degradation === 'all' ? 'all' : one.step === undefined ? '' : 'step';
  const cells = [
    one.area.toFixed(3),
    one.verdictArea.toFixed(3),
    String(one.faulty),
    percent(one.passed),
    percent(one.told),
    String(one.faultless),
    percent(one.flagged),
    percent(one.failed),
    bestOf(one),
  ];
  return `<tr class="${kind}"><th scope="row">${escaped(name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
};

const headings = [
  'area by figure',
  'area by verdict',
  'faulty',
  'of them passed',
  'of them told',
  'faultless',
  'of them flagged',
  'of them failed',
  'limit that tells best',
];
const table = (rows: readonly string[], first: string): string =>
  `<div class="wide"><table><thead><tr><th scope="col">${first}</th>${headings.map((heading) => `<th scope="col">${heading}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

const confusionTable = (check: Evaluated, trials: readonly Trial[]): string => {
  const rows = confusionOf(check, trials);
  const order = ['pass', 'skipped', 'warn', 'fail', 'error', 'none'];
  const place = (said: string): number => order.indexOf(said.split(' ')[0] ?? '');
  const said = [...new Set(rows.flatMap(({ answers }) => answers.map(([answer]) => answer)))].sort(
    (left, right) => place(left) - place(right) || left.localeCompare(right),
  );
  const body = rows.map(({ truth, answers }) => {
    const counts = new Map(answers);
    const all = answers.reduce((sum, [, count]) => sum + count, 0);
    const cells = said.map((answer) => {
      const count = counts.get(answer) ?? 0;
      return `<td style="--share:${Math.round((count / Math.max(1, all)) * 100)}%">${count === 0 ? '' : count}</td>`;
    });
    return `<tr><th scope="row">${escaped(truth)}</th>${cells.join('')}</tr>`;
  });
  return `<div class="wide"><table class="confusion"><thead><tr><th scope="col">truth</th>${said.map((answer) => `<th scope="col">${escaped(answer)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
};

const picturesOf = (chosen: readonly Trial[], check: Evaluated, thumbnails: ReadonlyMap<Trial, Uint8Array>): string => {
  if (chosen.length === 0) return '<p class="none">None.</p>';
  const figures = chosen.map((trial) => {
    const answer = trial.answers[check];
    const bytes = thumbnails.get(trial);
    const image =
      bytes === undefined
        ? '<div class="missing">not decodable</div>'
        : `<img src="data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}" alt="">`;
    const said = [answer?.verdict ?? 'no answer', answer?.cause ?? '', answer?.measured === undefined ? '' : number(answer.measured)];
    return `<figure class="picture"><div class="frame">${image}</div><figcaption><b>${escaped(said.filter((part) => part !== '').join(' · '))}</b><br>${escaped(`${trial.degradation} ${trial.step}`)}<br><bdi>${escaped(trial.source)}</bdi></figcaption></figure>`;
  });
  return `<div class="row">${figures.join('')}</div>`;
};

/** The trials whose pictures a report shows. */
export const shownIn = (trials: readonly Trial[]): Set<Trial> =>
  new Set(evaluated.flatMap((check) => Object.values(worstOf(check, trials)).flat()));

/** The report as one HTML page that needs nothing beside it. `thumbnails`: small JPEGs of the trials of {@link shownIn}. */
export const reportOf = (
  results: readonly Result[],
  trials: readonly Trial[],
  thumbnails: ReadonlyMap<Trial, Uint8Array>,
  { seed, policy, command, remarks }: About,
): string => {
  const judged = evaluated.filter((check) => results.some((result) => result.check === check));
  const sections = judged.map((check) => {
    const own = results.filter((result) => result.check === check);
    const { missed, alarmed } = worstOf(check, trials);
    const limit = limitOf(check, policy);
    return `<section id="${check}"><h2>${check}</h2>${limit === '' ? '' : `<p>The policy: ${escaped(limit)}.</p>`}${table(own.map(row), 'degradation')}<div class="row">${own
      .filter(({ step }) => step === undefined)
      .map(drawCurve)
      .join(
        '',
      )}</div><h3>What was answered</h3>${confusionTable(check, trials)}<h3>Faulty, and found best</h3>${picturesOf(missed, check, thumbnails)}<h3>Faultless, and found worst</h3>${picturesOf(alarmed, check, thumbnails)}</section>`;
  });
  const overview = results
    .filter(({ degradation }) => degradation === 'all')
    .map((one) => row({ ...one, degradation: one.check }).replace(escaped(one.check), `<a href="#${one.check}">${one.check}</a>`));
  const sources = new Map(trials.map(({ source, origin }) => [source, origin]));
  const from = (origin: Trial['origin']) => [...sources.values()].filter((one) => one === origin).length;
  const about = `${sources.size} pictures (${from('photos')} photographs, ${from('drawn')} drawn, ${from('given')} of folders of one’s own), ${number(trials.length)} changed copies, seed ${seed}, policy ${policy.version}; ${command}`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>What the checks tell apart</title><style>${reportStyle}</style><h1>What the checks tell apart</h1><p>${escaped(about)}</p>${remarks.map((remark) => `<p>${escaped(remark)}</p>`).join('')}<p class="key">A curve shows what share of the faulty (upwards) would be told if so many of the faultless (to the right) were flagged. <span class="dot flagged"></span> is what the policy flags, <span class="dot failed"></span> what it fails. The areas are those under the curve: 1 tells all, 0.5 nothing.</p>${table(overview, 'check')}${sections.join('')}</html>`;
};
