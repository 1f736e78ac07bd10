import { checkApplication, openImageExaminer } from './checks/index.ts';
import type { Checker } from './sync/index.ts';

/** The checks as sync wants them on arrival. Processes are started with the first photo, so that unlocking does not wait for them. */
export const openChecker = (): Checker & { close(): Promise<void> } => {
  const examiner = openImageExaminer();
  return {
    application: checkApplication,
    photo: async (bytes, document, policy) => {
      const { findings, ...pictures } = await examiner.examine(bytes, document, policy);
      return { ...pictures, findings: findings.map((finding) => ({ ...finding, documentId: document.id })) };
    },
    parallel: examiner.parallel,
    close: examiner.close,
  };
};
