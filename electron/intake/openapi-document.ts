import { systemClock } from './clock.ts';
import type { DocumentFolder } from './document-folder.ts';
import { healthyModes } from './modes.ts';
import { buildServer } from './server.ts';
import { openStore } from './store/index.ts';

/** The OpenAPI 3.1 document of the server, as text: what `docs/openapi.json` must hold. */
export const buildOpenApiDocument = async (): Promise<string> => {
  const store = openStore(':memory:');
  const documents = {} as DocumentFolder;
  const app = await buildServer({ store, documents, clock: systemClock, modes: healthyModes(), erase: async () => {} });
  await app.ready();
  const document = app.swagger();
  await app.close();
  store.close();
  return `${JSON.stringify(document, null, 2)}\n`;
};
