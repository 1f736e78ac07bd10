import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShippedComponent } from '../../../shared/domain/shipped-component.ts';
import { keptApart } from '../build/kept-apart.ts';
import { findEngineNode } from '../engine-node.mjs';
import { root } from '../folders.ts';
import { bundles } from './bundled.ts';
import { withDependencies } from './dependencies.ts';

/** Where the list lies that the engine answers from (electron/engine/components.ts) and the bill of materials is made of. */
export const shippedFile = join(root, 'out', 'engine', 'components.json');

type PackageFile = { readonly name: string; readonly version: string; readonly license?: unknown };

/** Data that others made and that lies in `resources/`, with the files that say so. */
const resources = [
  { name: 'BlazeFace (short range)', version: '1.2.0', licence: 'Apache-2.0', files: ['face/NOTICE.txt', 'face/LICENSE'] },
  { name: 'PP-OCRv4', version: '4', licence: 'Apache-2.0', files: ['reading/LICENSE-models.txt'] },
  { name: 'Noto CJK', version: '2.004', licence: 'OFL-1.1', files: ['sample/LICENSE-fonts.txt'] },
] as const;

/** Everything of others that the product carries, from the bundles as they were built, sorted by name; throws where a component says nothing of its licence. */
export async function shippedComponents(): Promise<ShippedComponent[]> {
  const node = findEngineNode(root);
  if (!node.ok) throw new Error(node.sentence);
  const folders = new Set<string>();
  for (const bundle of bundles) {
    for (const folder of JSON.parse(await readFile(join(root, 'out', 'components', `${bundle}.json`), 'utf8')) as string[])
      folders.add(folder);
  }
  for (const name of await withDependencies(keptApart, join(root, 'node_modules'))) folders.add(join('node_modules', name));
  for (const name of [node.packageName, 'electron']) folders.add(join('node_modules', name));
  const packages = await Promise.all([...folders].map(readPackage));
  const data = await Promise.all(
    resources.map(async ({ files, ...named }) => ({
      ...named,
      source: 'resources' as const,
      text: (await Promise.all(files.map((file) => readFile(join(root, 'resources', file), 'utf8')))).join('\n\n'),
    })),
  );
  // The same version may lie in two places of node_modules.
  const unique = new Map([...packages, ...data].map((component) => [`${component.name}@${component.version}`, component]));
  return [...unique.values()].sort((one, other) => (`${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1));
}

/** Writes {@link shippedFile}. Called once both parts are built. */
export async function writeShippedComponents(): Promise<void> {
  await writeFile(shippedFile, `${JSON.stringify(await shippedComponents())}\n`);
}

async function readPackage(folder: string): Promise<ShippedComponent> {
  const place = join(root, folder);
  const { name, version, license } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as PackageFile;
  const licence = typeof license === 'object' && license !== null && 'type' in license ? license.type : license;
  if (typeof licence !== 'string' || licence === '') throw new Error(`The package ${name} names no licence, so it can't be shipped.`);
  return { name, version, licence, source: 'npm', text: await licenceText(place) };
}

/** The licence files of a package, one after the other; empty where it carries none and only names its licence. */
async function licenceText(place: string): Promise<string> {
  if (!existsSync(place)) return '';
  const files = (await readdir(place)).filter((file) => /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i.test(file)).sort();
  return (await Promise.all(files.map((file) => readFile(join(place, file), 'utf8')))).map((text) => text.trim()).join('\n\n');
}
