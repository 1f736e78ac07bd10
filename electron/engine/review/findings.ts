import type { Application } from '../../../shared/domain/application.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReadableStore } from '../store/index.ts';

/**
 * Everything that speaks for or against an application: what the checks found, and for each document whose bytes were wrong at every try that
 * it could not be checked at all. Nothing is approved on such a document; whether the applicant is asked to upload it anew is the reviewer's choice.
 */
export const findingsOf = (store: ReadableStore, application: Application): Finding[] => {
  const found = store.findings(application.id);
  const damaged = new Set(
    store
      .documentFiles(application.documents.map(({ sha256 }) => sha256))
      .filter(({ arrival }) => arrival === 'damaged')
      .map(({ sha256 }) => sha256),
  );
  if (damaged.size === 0) return found;
  const lost = application.documents.filter(({ sha256 }) => damaged.has(sha256));
  return [
    ...found,
    ...lost.map(
      ({ id }): Finding => ({
        check: 'image.intact',
        verdict: 'error',
        severity: 'blocking',
        documentId: id,
        cause: 'notArrived',
        suggests: ['upload.damaged'],
      }),
    ),
  ];
};
