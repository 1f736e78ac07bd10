// What Electron's own default app does, and the fallback runtime lacks: loads the files named with `-r`, then the application folder named on the command line.
import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const modules = [];
let folder;
for (let at = 1; at < process.argv.length && folder === undefined; at += 1) {
  const argument = process.argv[at];
  if (argument === '-r' || argument === '--require') modules.push(process.argv[++at]);
  else if (!argument.startsWith('-')) folder = resolve(argument);
}
if (modules.length > 0) Module._preloadModules(modules.map((name) => (existsSync(name) ? resolve(name) : name)));

if (folder === undefined) {
  process.stderr.write('Name an application folder: electron FOLDER\n');
  app.exit(2);
} else {
  const packageFile = join(folder, 'package.json');
  if (existsSync(packageFile)) {
    const description = JSON.parse(readFileSync(packageFile, 'utf8'));
    if (description.version) app.setVersion(description.version);
    app.name = description.productName ?? description.name ?? app.name;
    app.setAppPath(folder);
  }
  process.defaultApp = true;
  try {
    await import(pathToFileURL(createRequire(import.meta.url).resolve(folder)).href);
  } catch (cause) {
    process.stderr.write(`${cause?.stack ?? cause}\n`);
    app.exit(1);
  }
}
