import type { CurvePoint } from './figures.ts';
import { confusionOf, evaluated, type Result, type Trial, worstOf } from './run.ts';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** One curve as a small picture: false alarms to the right, hits upwards. */
const drawCurve = (curve: readonly CurvePoint[], title: string): string => {
  const points = curve.map(({ hits, alarms }) => `${(10 + alarms * 180).toFixed(1)},${(190 - hits * 180).toFixed(1)}`).join(' ');
  return `<figure><svg viewBox="0 0 200 200" width="200" height="200" role="img" aria-label="${escaped(title)}"><rect x="10" y="10" width="180" height="180" fill="none" stroke="#bbb"/><path d="M10 190L190 10" stroke="#ddd"/><polyline points="${points}" fill="none" stroke="#0958d9" stroke-width="2"/></svg><figcaption>${escaped(title)}</figcaption></figure>`;
};

const pictureOf = (trial: Trial, check: (typeof evaluated)[number]): string => {
  const answer = trial.answers[check];
  const source = trial.thumbnail.length === 0 ? '' : `data:image/jpeg;base64,${Buffer.from(trial.thumbnail).toString('base64')}`;
  const words = `${trial.source}: ${trial.degradation} ${trial.step}; ${answer?.verdict ?? 'no answer'} ${answer?.measured ?? ''}`;
  return `<figure>${source === '' ? '' : `<img src="${source}" alt="">`}<figcaption>${escaped(words)}</figcaption></figure>`;
};

/** The report as one HTML page that needs nothing beside it. */
export const reportOf = (results: readonly Result[], trials: readonly Trial[], about: { seed: number; policy: string }): string => {
  const sections = evaluated.map((check) => {
    const own = results.filter((result) => result.check === check);
    const rows = own
      .map(
        (one) =>
          `<tr><th>${escaped(one.degradation)}</th><td>${one.area.toFixed(3)}</td><td>${one.verdictArea.toFixed(3)}</td><td>${one.faulty}</td><td>${percent(one.passed)}</td><td>${one.faultless}</td><td>${percent(one.flagged)}</td><td>${percent(one.failed)}</td><td>${one.best === undefined ? '' : Math.abs(one.best.threshold).toFixed(2)}</td></tr>`,
      )
      .join('');
    const { missed, alarmed } = worstOf(check, trials);
    const confusion = confusionOf(check, trials)
      .map(
        ({ truth, answers }) =>
          `<tr><th>${escaped(truth)}</th><td>${answers.map(([said, n]) => `${escaped(said)} ${n}`).join(' · ')}</td></tr>`,
      )
      .join('');
    return `<section><h2>${check}</h2><table><thead><tr><th>degradation</th><th>area by figure</th><th>area by verdict</th><th>faulty</th><th>of them passed</th><th>faultless</th><th>of them flagged</th><th>of them failed</th><th>limit that tells best</th></tr></thead><tbody>${rows}</tbody></table><div class="row">${own.map((one) => drawCurve(one.curve, one.degradation)).join('')}</div><h3>What was answered</h3><table>${confusion}</table><h3>Faulty, and found best</h3><div class="row">${missed.map((trial) => pictureOf(trial, check)).join('')}</div><h3>Faultless, and found worst</h3><div class="row">${alarmed.map((trial) => pictureOf(trial, check)).join('')}</div></section>`;
  });
  const sources = new Set(trials.map(({ source }) => source)).size;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>What the checks tell apart</title><style>body{font:14px/1.5 system-ui;margin:24px}table{border-collapse:collapse}td,th{border:1px solid #ddd;padding:2px 8px;text-align:right}th:first-child{text-align:left}.row{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0;max-width:200px}figcaption{font-size:11px}</style><h1>What the checks tell apart</h1><p>${sources} pictures, ${trials.length} changed copies, seed ${about.seed}, policy ${escaped(about.policy)}.</p>${sections.join('')}</html>`;
};
