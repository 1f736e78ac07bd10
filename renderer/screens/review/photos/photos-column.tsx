import { CloseOutlined, PushpinFilled } from '@ant-design/icons';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlierVersionOf } from '../../../../shared/domain/attempts.ts';
import type { Finding, Region } from '../../../../shared/domain/finding.ts';
import type { FieldReading } from '../../../../shared/domain/reading.ts';
import type { ReviewDocument, ReviewSheet } from '../../../../shared/domain/review.ts';
import { useKeys } from '../../../app/commands/index.ts';
import { useWords } from '../../../i18n/index.ts';
import type { Looks } from '../../../viewer/looks.ts';
import type { PictureCache } from '../../../viewer/picture-cache.ts';
import type { ViewedDocument } from '../../../viewer/use-picture.ts';
import { Viewer, type ViewerHandle } from '../../../viewer/viewer.tsx';
import { neighbour } from '../comparison.ts';
import { documentName } from '../finding-text.ts';
import type { Pin } from '../pins.ts';
import { evidenceOn } from './evidence.ts';
import { Filmstrip } from './filmstrip.tsx';
import { partnerAfter, partnerOf } from './pairing.ts';
import { isPrepared } from './prepared.ts';
import { usePhotoCommands } from './use-photo-commands.ts';

type Props = {
  sheet: Pick<ReviewSheet, 'application' | 'documents' | 'earlierDocuments' | 'findings'>;
  documentId: string | undefined;
  /** The finding whose place is pointed out. */
  active: Finding | undefined;
  /** The value whose place is pointed out. */
  reading: FieldReading | undefined;
  pins: readonly Pin[];
  pictures: PictureCache<HTMLImageElement>;
  looks: Looks;
  viewer: RefObject<ViewerHandle | null>;
  /** Whether digits choose reasons now. */
  picking: boolean;
  /** Drawing boxes that reasons are tied to; absent where nothing can be decided. `waiting`: a box is there and its reason is still to be chosen. */
  marking?:
    | { on: boolean; waiting: boolean; set: (on: boolean) => void; take: (documentId: string, region: Region) => void; drop: () => void }
    | undefined;
  onLook: (documentId: string) => void;
  onPainted: (documentId: string) => void;
};

/** The photos of an application: a large view of one or two, and a filmstrip. */
export const PhotosColumn = ({
  sheet,
  documentId,
  active,
  reading,
  pins,
  pictures,
  looks,
  viewer,
  picking,
  marking,
  onLook,
  onPainted,
}: Props) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const keys = useKeys();
  const { documents, findings, application, earlierDocuments = [] } = sheet;
  const [paired, setPaired] = useState<string>();
  const document = documents.find(({ id }) => id === documentId);
  // The first photo may have become the one that was the second.
  const secondId = paired === undefined ? undefined : paired === documentId ? partnerOf(documents, documentId) : paired;
  const second = documents.find(({ id }) => id === secondId);
  const earlier = document === undefined ? { state: 'none' as const } : earlierVersionOf(document, application, earlierDocuments);
  const viewed = (shown: ReviewDocument | undefined): ViewedDocument | undefined =>
    shown === undefined
      ? undefined
      : {
          id: shown.id,
          sha256: shown.sha256,
          title: documentName(shown, documents, words),
          arrival: shown.arrival === 'held' && !isPrepared(shown, findings) ? 'preparing' : shown.arrival,
          size: shown.width === undefined || shown.height === undefined ? undefined : { width: shown.width, height: shown.height },
        };
  const pair =
    documents.length < 2
      ? undefined
      : () => {
          setPaired(second === undefined ? partnerOf(documents, documentId) : undefined);
          viewer.current?.focus();
        };
  const takeSecond = (by: 1 | -1) => setPaired(partnerAfter(documents, documentId, secondId, by));
  usePhotoCommands(
    viewer,
    {
      look: (by) => {
        const next = neighbour(
          documents.map(({ id }) => id),
          documentId,
          by,
        );
        if (next !== undefined) onLook(next);
      },
      pair,
      pairNext: second === undefined ? undefined : () => takeSecond(1),
    },
    { digits: !picking, wipe: earlier.state !== 'none', marking: marking !== undefined },
  );
  return (
    <section className="review-photos" aria-label={t('photos.title')}>
      <Viewer
        keys={(tool) => ({ shown: keys.shown(`review.${tool}`), spoken: keys.spoken(`review.${tool}`) })}
        document={viewed(document)}
        second={viewed(second)}
        earlier={
          earlier.state === 'held'
            ? // An earlier revision may have had the same identifier.
              { state: 'held', document: viewed({ ...earlier.document, id: `${earlier.document.id}:${earlier.document.revision}` }) }
            : earlier
        }
        cache={pictures}
        looks={looks}
        evidenceOf={(shownId) => evidenceOn(shownId, { findings, active, reading, pins }, words)}
        handle={viewer}
        onPair={pair}
        marking={marking}
        onPainted={onPainted}
      />
      {marking?.waiting === true && (
        <p className="review-pinned" role="status">
          <PushpinFilled aria-hidden="true" />
          <span>{t('photos.pinned', keys.told('review'))}</span>
          <button
            type="button"
            className="review-icon-button"
            aria-label={t('photos.unpin')}
            title={t('photos.unpin')}
            onClick={marking.drop}
          >
            <CloseOutlined />
          </button>
        </p>
      )}
      {documents.length === 0 ? null : (
        <Filmstrip
          documents={documents}
          findings={findings}
          documentId={documentId}
          secondId={second?.id}
          onLook={onLook}
          onSecond={(id) => {
            if (id !== documentId) setPaired(id);
          }}
          onMoveSecond={second === undefined ? undefined : takeSecond}
        />
      )}
    </section>
  );
};
