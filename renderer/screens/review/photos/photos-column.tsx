import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../../shared/domain/finding.ts';
import type { FieldReading } from '../../../../shared/domain/reading.ts';
import type { ReviewDocument } from '../../../../shared/domain/review.ts';
import { useWords } from '../../../i18n/index.ts';
import { around, type Evidence } from '../../../viewer/evidence-layer.tsx';
import type { Looks } from '../../../viewer/looks.ts';
import type { PictureCache } from '../../../viewer/picture-cache.ts';
import { Viewer, type ViewerHandle } from '../../../viewer/viewer.tsx';
import { documentName } from '../finding-text.ts';
import { Filmstrip } from './filmstrip.tsx';

type Props = {
  documents: readonly ReviewDocument[];
  findings: readonly Finding[];
  documentId: string | undefined;
  /** The finding whose place is pointed out. */
  active: Finding | undefined;
  /** The value whose place is pointed out. */
  reading: FieldReading | undefined;
  pictures: PictureCache<HTMLImageElement>;
  looks: Looks;
  handle: Ref<ViewerHandle>;
  onLook: (documentId: string) => void;
  onPainted: (documentId: string) => void;
};

/** The photos of an application: a large view and a filmstrip. */
export const PhotosColumn = ({ documents, findings, documentId, active, reading, pictures, looks, handle, onLook, onPainted }: Props) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const document = documents.find(({ id }) => id === documentId);
  const evidence = findings.flatMap((finding): Evidence[] => {
    const { evidence: regions = [], polygons = [] } = finding;
    if (finding.documentId !== documentId || finding.verdict === 'skipped') return [];
    const tone = finding.verdict === 'fail' ? 'fail' : finding.verdict === 'pass' ? 'quiet' : 'warn';
    // What passed is drawn only while somebody points at it: a photo full of boxes hides the photo.
    if (tone === 'quiet' && finding !== active) return [];
    const said = { label: words.word('check', finding.check), tone, active: finding === active } as const;
    return [
      ...regions.map((region, index) => ({ ...said, id: `${finding.check}:${index}`, region })),
      ...polygons.map((outline, index) => ({ ...said, id: `${finding.check}:outline ${index}`, region: around(outline), outline })),
    ];
  });
  if (reading?.region !== undefined && reading.documentId === documentId)
    evidence.push({
      id: `reading:${reading.field}`,
      region: reading.region,
      label: words.word('field', reading.field),
      tone: reading.agreement === 'differs' ? 'fail' : reading.agreement === 'agrees' ? 'quiet' : 'warn',
      active: true,
    });
  return (
    <section className="review-photos" aria-label={t('photos.title')}>
      <Viewer
        document={
          document === undefined
            ? undefined
            : {
                id: document.id,
                sha256: document.sha256,
                title: documentName(document, documents, words),
                arrival: document.arrival,
                size:
                  document.width === undefined || document.height === undefined
                    ? undefined
                    : { width: document.width, height: document.height },
              }
        }
        cache={pictures}
        looks={looks}
        evidence={evidence}
        handle={handle}
        onPainted={onPainted}
      />
      <Filmstrip documents={documents} findings={findings} documentId={documentId} onLook={onLook} />
    </section>
  );
};
