import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One picture that was taken: `name` is what it shows, `look` and `size` how it was looked at. */
export type Taken = { walk: string; name: string; look: string; size: string; file: string };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * Writes `index.html` beside the pictures: a row for each screen and state, in the order in which they were walked, a column for each look and size. Opened from the
 * disk, it needs nothing but the pictures.
 */
export async function writeContactSheet(folder: string, taken: readonly Taken[]): Promise<string> {
  const columns = [...new Set(taken.map(({ look, size }) => `${look}-${size}`))].sort();
  const rows = [...Map.groupBy(taken, ({ walk, name }) => `${walk}: ${name}`)].map(([title, pictures]) => {
    const cells = columns.map((column) => {
      const found = pictures.find(({ look, size }) => `${look}-${size}` === column);
      return found === undefined
        ? '<td></td>'
        : `<td><a href="${escaped(found.file)}"><img src="${escaped(found.file)}" loading="lazy" alt="${escaped(`${title}, ${column}`)}"></a></td>`;
    });
    return `<tr><th scope="row">${escaped(title)}</th>${cells.join('')}</tr>`;
  });
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screenshots</title>
<style>
  body { margin: 16px; font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark; }
  table { border-collapse: collapse; }
  th { padding: 4px 8px; text-align: start; vertical-align: top; white-space: nowrap; }
  thead th { position: sticky; top: 0; background: Canvas; }
  td { padding: 4px; vertical-align: top; }
  img { display: block; width: 320px; border: 1px solid GrayText; }
</style>
<h1>${taken.length} pictures of ${rows.length} screens and states</h1>
<table>
<thead><tr><th></th>${columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
  const file = join(folder, 'index.html');
  await writeFile(file, page);
  return file;
}
