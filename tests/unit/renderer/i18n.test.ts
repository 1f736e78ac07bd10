import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en, zh } from '../../../renderer/i18n/resources.ts';
import { accountStatuses, applicationTypes, documentKinds, fieldNames } from '../../../shared/domain/application.ts';
import { auditActions } from '../../../shared/domain/audit.ts';
import { conflictCauses, matchVerdicts, outboxStates, outcomes } from '../../../shared/domain/decision.ts';
import { checkIds, verdicts } from '../../../shared/domain/finding.ts';
import { dueStates } from '../../../shared/domain/queue.ts';
import { reasonGroups } from '../../../shared/domain/reason.ts';
import { requestKinds } from '../../../shared/domain/request.ts';
import { documentArrivals } from '../../../shared/domain/review.ts';
import { hiddenOutcome } from '../../../shared/domain/second-look.ts';
import { connections } from '../../../shared/domain/transfer.ts';

type Tree = { [key: string]: Tree | string };

const texts = (tree: unknown, path = ''): [string, string][] =>
  Object.entries(tree as Tree).flatMap(([key, value]): [string, string][] => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[here, value]] : texts(value, here);
  });
const keysOf = (tree: unknown): string[] => texts(tree).map(([key]) => key);
const placeholdersOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

const sources = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => ({ path: join('renderer', path), text: readFileSync(join('renderer', path), 'utf8') }));

/** What is said by value and not by name: every word of the domain, and the causes of findings. */
const byValue = ['words', 'causes'];

/** Keys that a source names: whole ones, and the fixed beginning of those that are put together. */
const namedIn = ({ text }: { text: string }): { key: string; whole: boolean }[] => {
  const own = /useTranslation\('(\w+)'\)/.exec(text)?.[1] ?? /TFunction<'(\w+)'>/.exec(text)?.[1] ?? 'app';
  const spelled = (key: string): string => (key.includes(':') ? key.replace(':', '.') : `${own}.${key}`);
  return [...text.matchAll(/\bt\(\s*(['`])(.*?)\1/gs)].map(([, , key = '']) => {
    const whole = !key.includes('${');
    return { key: spelled(whole ? key : key.slice(0, key.indexOf('${'))), whole };
  });
};

/** Words in a source that are not texts of the interface, each with why. */
const notTexts: Record<string, string> = {
  'renderer/screens/review/comparison/field-value.ts: 长期': 'what applicants type in place of a date',
  'renderer/parts/notice-pane.tsx: 中文': 'a language by its own name',
};

describe('the texts of the interface', () => {
  it('have the same keys in both languages', () => {
    expect(keysOf(en).sort()).toEqual(keysOf(zh).sort());
  });

  it('have the same placeholders in both languages', () => {
    const english = new Map(texts(en));
    const different = texts(zh).filter(([key, text]) => String(placeholdersOf(text)) !== String(placeholdersOf(english.get(key) ?? '')));
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are never empty, and each is in its language', () => {
    const han = /\p{Script=Han}/u;
    // The product's sign and the languages' own names are the same in both.
    const same = /^(unlock\.sign|parts\.(language|chinese|english))$/;
    expect(
      texts(zh)
        .concat(texts(en))
        .filter(([, text]) => text.trim() === ''),
    ).toEqual([]);
    expect(
      texts(en)
        .filter(([key, text]) => han.test(text) && !same.test(key))
        .map(([key]) => key),
    ).toEqual([]);
    expect(
      texts(zh)
        .filter(([key, text]) => /[a-z]{4,} [a-z]{3,}/.test(text) && !same.test(key))
        .map(([key]) => key),
    ).toEqual([]);
  });

  it('are there for every key that a component names', () => {
    const present = keysOf(zh);
    const missing = sources.flatMap((source) =>
      namedIn(source)
        .filter(({ key, whole }) => !present.some((other) => (whole ? other === key : other.startsWith(key))))
        .map(({ key }) => `${source.path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const named = sources.flatMap(namedIn);
    // A key may be chosen before it is said (`t(open ? 'a' : 'b')`, a table of keys): then it stands in the source as a string.
    const spelled = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/['"`]([\w.:]+)['"`]/g)].map(([, word = '']) => word.replace(':', '.'))),
    );
    const beginnings = new Set(sources.flatMap(({ text }) => [...text.matchAll(/`([\w.]+\.)\$\{/g)].map(([, word = '']) => word)));
    const unused = keysOf(zh).filter((key) => {
      const [namespace = '', ...rest] = key.split('.');
      const inside = rest.join('.');
      return !(
        byValue.includes(namespace) ||
        spelled.has(inside) ||
        spelled.has(key) ||
        [...beginnings].some((beginning) => inside.startsWith(beginning)) ||
        named.some(({ key: used, whole }) => (whole ? used === key : used !== `${namespace}.` && key.startsWith(used)))
      );
    });
    expect(unused).toEqual([]);
  });

  it.each([
    ['outcome', [...outcomes, hiddenOutcome]],
    ['applicationType', applicationTypes],
    ['document', documentKinds],
    ['field', fieldNames],
    ['check', checkIds],
    ['verdict', [...verdicts, 'waiting']],
    ['match', matchVerdicts],
    ['due', dueStates],
    ['account', accountStatuses],
    ['request', requestKinds],
    ['outbox', outboxStates],
    ['conflict', conflictCauses],
    ['arrival', documentArrivals],
    ['connection', connections],
    ['group', reasonGroups],
    ['audit', auditActions],
  ] as const)('name every %s of the domain', (group, values) => {
    const named = keysOf(zh.words[group]);
    expect(values.filter((value) => !named.includes(value))).toEqual([]);
    expect(named.filter((value) => value !== 'other' && !(values as readonly string[]).includes(value))).toEqual([]);
  });

  it('stand in the language files only: no component has a text of its own', () => {
    const own = sources.flatMap(({ path, text }) => {
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
      const han = [...code.matchAll(/\p{Script=Han}+/gu)].map(([word]) => word);
      const shown = path.endsWith('.tsx')
        ? [
            ...[...code.matchAll(/\b(?:title|label|placeholder|aria-label|alt|okText|cancelText)="([^"]*[A-Za-z]{2}[^"]*)"/g)].map(
              ([, word]) => word,
            ),
            ...[...code.matchAll(/(?<![=<])>\s*([A-Z][a-z]+(?:\s+[a-z]+)+[.!?]?)\s*<\//g)].map(([, word]) => word),
          ]
        : [];
      return [...han, ...shown].map((word) => `${path}: ${word}`);
    });
    expect(own.filter((word) => notTexts[word] === undefined)).toEqual([]);
  });
});
