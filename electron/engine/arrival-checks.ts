import { checkApplication, openDocumentReader, openImageExaminer } from './checks/index.ts';
import type { Checker } from './sync/index.ts';

/**
 * The checks as sync wants them on arrival. Processes are started with the first photo, so that unlocking does not wait for them.
 * `reading`: whether documents are read, too, or only noted for whoever reads later.
 */
export const openChecker = (reading: boolean | 'later' = true): Checker & { close(): Promise<void> } => {
  const examiner = openImageExaminer();
  const reader = reading === true ? openDocumentReader() : undefined;
  return {
    application: checkApplication,
    photo: async (bytes, document, policy) => {
      const { findings, ...pictures } = await examiner.examine(bytes, document, policy);
      return { ...pictures, findings: findings.map((finding) => ({ ...finding, documentId: document.id })) };
    },
    ...(reader === undefined ? {} : { read: (bytes, _document, policy) => reader.read(bytes, policy) }),
    wantsReading: reading !== false,
    parallel: examiner.parallel,
    close: async () => {
      await Promise.all([examiner.close(), reader?.close()]);
    },
  };
};
