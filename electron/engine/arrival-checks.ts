import { checkApplication, openDocumentReader, openImageExaminer } from './checks/index.ts';
import type { WorkstationMode } from './surroundings.ts';
import type { Checker } from './sync/index.ts';

/**
 * The checks as sync wants them on arrival. Processes are started with the first photo, so that unlocking does not wait for them.
 * `reading`: whether documents are read, too, or only noted for whoever reads later; `spare`: whether a person works beside them.
 */
export const openChecker = ({
  reading = true,
  spare = false,
}: Pick<WorkstationMode, 'reading' | 'spare'>): Checker & { close(): Promise<void> } => {
  const examiner = openImageExaminer({ spare });
  const reader = reading === true ? openDocumentReader({ spare }) : undefined;
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
