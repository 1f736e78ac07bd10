import { fail, type Result } from '../../shared/domain/failure.ts';
import type { Store } from './store/index.ts';
import type { Checker } from './sync/index.ts';
import type { DocumentFiles, Rendition } from './vault/index.ts';

/** The pictures of documents, for the page. */
export type Images = {
  /**
   * One picture from the encrypted file. A document that was given up for space is fetched again, and answers `document_not_arrived` until it is here; one that was lost on
   * this disk likewise.
   */
  read(sha256: string, rendition: Rendition): Promise<Result<Uint8Array>>;
};

/** Opens them over a store and its shelf. `awaited` is told of what has to be fetched again, and for which applications. */
export const openImages = (
  { store, shelf, checker }: { store: Store; shelf: DocumentFiles; checker: Checker },
  awaited: (applicationIds: string[]) => void,
): Images => {
  const drawing = new Map<string, Promise<boolean>>();

  /** The smaller pictures of a document that came back after its application was decided: no check makes them then. */
  const draw = async (sha256: string, key: Uint8Array): Promise<boolean> => {
    const [naming] = store.read.documentsNaming(sha256);
    const policy = store.read.policy();
    if (naming === undefined || policy === undefined) return false;
    const bytes = await shelf.read(sha256, 'original', key);
    if (!bytes.ok) return false;
    const { screen, thumbnail, size } = await checker.photo(bytes.value, naming.document, policy);
    if (screen === undefined || thumbnail === undefined) return false;
    const written = [
      await shelf.writeRendition(sha256, 'screen', key, screen),
      await shelf.writeRendition(sha256, 'thumbnail', key, thumbnail),
    ];
    if (!written.every(({ ok }) => ok)) return false;
    store.transaction((write) => write.setFileExamined(sha256, size, true));
    return true;
  };
  const drawOnce = (sha256: string, key: Uint8Array): Promise<boolean> => {
    const running = drawing.get(sha256) ?? draw(sha256, key).finally(() => drawing.delete(sha256));
    drawing.set(sha256, running);
    return running;
  };

  return {
    read: async (sha256, rendition) => {
      const file = store.read.documentFile(sha256);
      if (file === undefined) return fail('document_unknown');
      if (file.arrival === 'evicted') {
        const naming = store.read.documentsNaming(sha256);
        // Of an earlier revision: nobody fetches it any more.
        if (naming.length === 0) return fail('document_not_arrived');
        store.transaction((write) => write.setFileWanted(sha256));
        awaited(naming.map(({ applicationId }) => applicationId));
        return fail('document_not_arrived');
      }
      if (file.key === undefined || file.arrival !== 'held') return fail('document_not_arrived');
      const drawn = rendition === 'original' || file.renditions || (file.width !== undefined && (await drawOnce(sha256, file.key)));
      if (!drawn) return fail('document_not_arrived');
      const read = await shelf.read(sha256, rendition, file.key);
      if (!read.ok && read.error.code === 'document_damaged') {
        // What is lost on this disk is still with the platform: the next exchange fetches it anew.
        store.transaction((write) => write.setFileAwaited(sha256));
        awaited(store.read.documentsNaming(sha256).map(({ applicationId }) => applicationId));
      }
      return read;
    },
  };
};
