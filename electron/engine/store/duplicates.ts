import type { Application } from '../../../shared/domain/application.ts';
import type { SharedKind } from '../../../shared/domain/duplicates.ts';
import { type Connection, fromJson, orUndefined } from './connection.ts';
import { openProgress } from './progress.ts';
import type { DuplicatePair, ReadableStore, WritableStore } from './types.ts';

/** Most pairs that are told of one application. */
const mostPairs = 200;

type PairRow = {
  content: string;
  decided: number;
  postponed_until: string | null;
  own: number;
  kind: SharedKind;
  sha256: string;
  other_sha256: string;
  likeness: number | null;
  degrees: number | null;
  mirrored: number | null;
};

/** What applications have in common, and the pictures by which they are compared. */
export const readDuplicates = (connection: Connection): Pick<ReadableStore, 'duplicatePairs' | 'pictures' | 'pictureTile'> => {
  const pairs = connection.statement<PairRow>(
    'duplicates.pairs',
    `SELECT c.content, o.decided, o.postponed_until, o.account_id = a.account_id AS own, p.kind, p.sha256, p.other_sha256, p.likeness, p.degrees, p.mirrored
       FROM applications a JOIN duplicate_pairs p ON p.application = a.number
       JOIN applications o ON o.number = p.other JOIN application_contents c ON c.application = o.number
      WHERE a.id = ? ORDER BY own, o.submitted_at DESC, o.number DESC, p.kind LIMIT ${mostPairs}`,
  );
  const pictures = connection.statement<{ number: number; hashes: Uint8Array }>(
    'pictures.after',
    'SELECT number, hashes FROM pictures WHERE number > ? ORDER BY number LIMIT ?',
  );
  const tile = connection.statement<{ tile: Uint8Array }>('pictures.tile', 'SELECT tile FROM pictures WHERE number = ?');
  return {
    duplicatePairs: (applicationId) =>
      pairs.all(applicationId).map(
        (row): DuplicatePair => ({
          other: fromJson<Application>(row.content),
          state: row.decided === 1 ? 'decided' : row.postponed_until === null ? 'open' : 'postponed',
          own: row.own === 1,
          shared: {
            kind: row.kind,
            ...(row.sha256 === '' ? {} : { sha256: row.sha256, otherSha256: row.other_sha256 }),
            likeness: orUndefined(row.likeness),
            degrees: orUndefined(row.degrees),
            ...(row.mirrored === null ? {} : { mirrored: row.mirrored === 1 }),
          },
        }),
      ),
    pictures: (after, limit) =>
      pictures.all(after, limit).map(({ number, hashes }) => ({ number, hashes: new Uint32Array(Uint8Array.from(hashes).buffer) })),
    pictureTile: (number) => {
      const row = tile.get(number);
      return row === undefined ? undefined : new Uint8Array(row.tile);
    },
  };
};

/** What of them can be changed. */
export const writeDuplicates = (connection: Connection): Pick<WritableStore, 'putPicture' | 'putAlikePicture' | 'forgetAlikePictures'> => {
  const progress = openProgress(connection);
  const put = connection.statement<{ number: number }>(
    'pictures.put',
    `INSERT INTO pictures (sha256, part, tile, hashes) SELECT sha256, ?, ?, ? FROM files WHERE sha256 = ?
       ON CONFLICT (sha256, part) DO UPDATE SET tile = excluded.tile, hashes = excluded.hashes RETURNING number`,
  );
  const alike = connection.statement<{ other: number }>(
    'duplicates.alike',
    "SELECT DISTINCT other FROM duplicate_pairs WHERE application = ? AND kind = 'picture' AND sha256 = ?",
  );
  const forget = connection.statement(
    'duplicates.forget_alike',
    "DELETE FROM duplicate_pairs WHERE application = ? AND kind = 'picture' AND sha256 = ?",
  );
  const forgetMirrored = connection.statement(
    'duplicates.forget_mirrored_alike',
    "DELETE FROM duplicate_pairs WHERE other = ? AND kind = 'picture' AND other_sha256 = ?",
  );
  const naming = connection.statement<{ application: number }>(
    'duplicates.naming_file',
    'SELECT DISTINCT application FROM documents WHERE sha256 = ? ORDER BY application DESC LIMIT 50',
  );
  const fileOf = connection.statement<{ sha256: string }>('pictures.file', 'SELECT sha256 FROM pictures WHERE number = ?');
  const pair = connection.statement(
    'duplicates.put_alike',
    `INSERT OR REPLACE INTO duplicate_pairs (application, other, kind, sha256, other_sha256, likeness, degrees, mirrored)
       VALUES (?, ?, 'picture', ?, ?, ?, ?, ?)`,
  );
  return {
    putPicture: (sha256, { part, tile, hashes }) =>
      put.get(part, tile, new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength), sha256)?.number,
    forgetAlikePictures: (sha256) => {
      for (const { application } of naming.all(sha256)) {
        const partners = alike.all(application, sha256);
        if (partners.length === 0) continue;
        forget.run(application, sha256);
        forgetMirrored.run(application, sha256);
        for (const { other } of partners) progress.refresh(other);
      }
    },
    putAlikePicture: (sha256, picture, { likeness, degrees, mirrored }) => {
      const other = fileOf.get(picture)?.sha256;
      if (other === undefined || other === sha256) return;
      const [here, there] = [naming.all(sha256), naming.all(other)];
      // Mirroring undoes itself also after a turn; a turn alone is undone by the opposite one.
      const back = mirrored ? degrees : (360 - degrees) % 360;
      for (const { application } of here)
        for (const { application: partner } of there) {
          pair.run(application, partner, sha256, other, likeness, degrees, mirrored ? 1 : 0);
          pair.run(partner, application, other, sha256, likeness, back, mirrored ? 1 : 0);
        }
      for (const application of new Set([...here, ...there].map((row) => row.application))) progress.refresh(application);
    },
  };
};
