import {
  CloseCircleFilled,
  CloudDownloadOutlined,
  DeleteOutlined,
  ExclamationCircleFilled,
  FileUnknownOutlined,
  PictureOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Finding, type Verdict, worstVerdict } from '../../../../shared/domain/finding.ts';
import { formatMeasurement } from '../../../../shared/domain/measurement.ts';
import type { ReviewDocument } from '../../../../shared/domain/review.ts';
import { isolated, useWords } from '../../../i18n/index.ts';
import { pictureAddress } from '../../../viewer/picture-cache.ts';
import { documentName } from '../finding-text.ts';
import { isPrepared } from './prepared.ts';

type Props = {
  documents: readonly ReviewDocument[];
  findings: readonly Finding[];
  documentId: string | undefined;
  /** The photo laid beside it. */
  secondId: string | undefined;
  onLook: (documentId: string) => void;
  /** Takes this photo as the second. */
  onSecond: (documentId: string) => void;
  /** Takes the photo that many places further as the second; absent while there is one alone. */
  onMoveSecond: ((by: 1 | -1) => void) | undefined;
};

const marks: Partial<Record<Verdict, React.ReactNode>> = {
  fail: <CloseCircleFilled />,
  error: <WarningFilled />,
  warn: <ExclamationCircleFilled />,
};

const Thumbnail = ({ document, prepared }: { document: ReviewDocument; prepared: boolean }) => {
  const [failed, setFailed] = useState(false);
  if (document.arrival === 'awaited' || document.arrival === 'evicted') return <CloudDownloadOutlined className="review-film-icon" />;
  if (document.arrival === 'erased') return <DeleteOutlined className="review-film-icon" />;
  if (document.arrival === 'damaged' || failed) return <FileUnknownOutlined className="review-film-icon" />;
  if (!prepared) return <PictureOutlined className="review-film-icon" />;
  return <img src={pictureAddress(document.sha256, 'thumbnail')} alt="" loading="lazy" draggable={false} onError={() => setFailed(true)} />;
};

/** The findings on each photo. What differs from the form speaks of the form, not of the photo. */
const findingsOfPhotos = (findings: readonly Finding[]): Map<string, Finding[]> => {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.documentId === undefined || finding.field !== undefined) continue;
    const known = found.get(finding.documentId);
    if (known === undefined) found.set(finding.documentId, [finding]);
    else known.push(finding);
  }
  return found;
};

/** The photos in a row: one stop for Tab, arrows within (with Shift they choose the second of two), and what the checks say of each. */
export const Filmstrip = ({ documents, findings, documentId, secondId, onLook, onSecond, onMoveSecond }: Props) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (documentId === undefined) return;
    // With the frame that lays it out anyway: asked at once, the page would be laid out one more time.
    const frame = requestAnimationFrame(() =>
      strip.current?.querySelector(`[data-document="${CSS.escape(documentId)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [documentId]);
  const ofPhotos = useMemo(() => findingsOfPhotos(findings), [findings]);
  const go = (by: number) => {
    const place = documents.findIndex(({ id }) => id === documentId);
    const next = documents[Math.min(Math.max(place + by, 0), documents.length - 1)];
    if (next === undefined) return;
    onLook(next.id);
    strip.current?.querySelector<HTMLElement>(`[data-document="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div
      ref={strip}
      className="review-film"
      role="tablist"
      aria-label={t('photos.filmstrip')}
      onKeyDown={(event) => {
        const by = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key];
        if (by === undefined) return;
        event.preventDefault();
        if (event.shiftKey) onMoveSecond?.(by);
        else go(by);
      }}
    >
      {documents.map((document) => {
        const verdict = worstVerdict(ofPhotos.get(document.id) ?? []);
        const name = documentName(document, documents, words);
        const chosen = document.id === documentId;
        return (
          <button
            key={document.id}
            type="button"
            role="tab"
            className="review-film-photo"
            aria-selected={chosen}
            tabIndex={chosen ? 0 : -1}
            data-document={document.id}
            data-verdict={verdict}
            data-second={document.id === secondId}
            aria-label={[name, words.word('verdict', verdict), ...(document.id === secondId ? [t('photos.second')] : [])].join(', ')}
            title={`${isolated(document.fileName)}\n${formatMeasurement(document.byteLength, 'B')}${document.width === undefined ? '' : ` · ${document.width} × ${document.height}`}`}
            onClick={(event) => {
              if (event.shiftKey) onSecond(document.id);
              else onLook(document.id);
            }}
          >
            <span className="review-film-frame">
              <Thumbnail key={document.width} document={document} prepared={isPrepared(document, findings)} />
              {document.id === secondId && <span className="review-film-second" aria-hidden="true" />}
              {marks[verdict] !== undefined && (
                <span className="review-film-mark" data-verdict={verdict}>
                  {marks[verdict]}
                </span>
              )}
            </span>
            <span className="review-film-name">{name}</span>
          </button>
        );
      })}
    </div>
  );
};
