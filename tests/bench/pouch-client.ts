/** Replicates everything from the PouchDB server at the first argument into the folder at the second, and prints how many documents arrived. */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
type Replication = Promise<{ docs_written: number; errors: unknown[] }>;
type Database = { replicate: { from(url: string, options: object): Replication }; close(): Promise<void> };
const PouchDB = load('pouchdb') as new (name: string) => Database;

const [url = '', folder = ''] = process.argv.slice(2);
const database = new PouchDB(`${folder}/held`);
const begun = performance.now();
const { docs_written: documents, errors } = await database.replicate.from(url, {});
const ms = performance.now() - begun;
await database.close();
process.stdout.write(`${JSON.stringify({ documents, errors: errors.length, ms, maxRss: process.resourceUsage().maxRSS * 1_024 })}\n`);
