/** Writes `docs/openapi.json` from the contract. Run it after a change of `shared/contract/intake/` or of the server's routes; a test fails when it is stale. */
import { writeFileSync } from 'node:fs';
import { buildOpenApiDocument } from '../intake/index.ts';

writeFileSync(new URL('../../docs/openapi.json', import.meta.url), await buildOpenApiDocument());
process.stdout.write('docs/openapi.json is written.\n');
