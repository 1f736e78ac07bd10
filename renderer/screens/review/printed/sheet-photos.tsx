import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionSheet } from '../../../../shared/domain/decision-sheet.ts';
import type { ReviewDocument } from '../../../../shared/domain/review.ts';
import { useFormat, useWords } from '../../../i18n/index.ts';
import { pictureAddress } from '../../../viewer/picture-cache.ts';
import { documentName } from '../finding-text.ts';

/** How far the words of the watermark stand apart, px: close enough that no part of a document can be cut out without some. */
const apart = { across: 310, down: 44 };
/** Rows and columns of words that cover the largest photo on a page, turned as they are. */
const rows = Array.from({ length: 34 }, (_, row) => row - 10);
const columns = [-1, 0, 1, 2, 3];

/** Words across a photo, which say who has it, since when and for what. */
const Watermark = ({ words }: { words: string }) => (
  <svg className="printed-watermark" aria-hidden="true">
    {(['light', 'dark'] as const).map((tone) => (
      <g key={tone} className={`printed-watermark-${tone}`} transform="rotate(-24)">
        {rows.flatMap((row) =>
          columns.map((column) => (
            <text key={`${row}:${column}`} x={(column + (row % 2) / 2) * apart.across} y={row * apart.down}>
              {words}
            </text>
          )),
        )}
      </g>
    ))}
  </svg>
);

const Photo = ({ document, name, words }: { document: ReviewDocument; name: string; words: string }) => {
  const { t } = useTranslation('sheet');
  const format = useFormat();
  const [failed, setFailed] = useState(false);
  const here = document.arrival === 'held' && !failed;
  return (
    <figure>
      <figcaption>
        <strong>{name}</strong>
        <span>
          {document.width === undefined || document.height === undefined
            ? format.bytes(document.byteLength)
            : t('size', { width: document.width, height: document.height, bytes: format.bytes(document.byteLength) })}
        </span>
        <code>{document.sha256.slice(0, 16)}</code>
      </figcaption>
      {here ? (
        <div className="printed-photo">
          <img src={pictureAddress(document.sha256, 'screen')} alt={name} onError={() => setFailed(true)} />
          <Watermark words={words} />
        </div>
      ) : (
        <p className="printed-quiet">{t('photoAbsent')}</p>
      )}
    </figure>
  );
};

/** The photos, each whole on a page, with who printed them, when and for what across them. */
export const SheetPhotos = ({ printed }: { printed: DecisionSheet }) => {
  const { t } = useTranslation('sheet');
  const words = useWords();
  const format = useFormat();
  const { sheet, made } = printed;
  const mark = t('watermark', {
    name: made.reviewer.name || made.reviewer.id,
    at: format.exact(made.at),
    purpose: words.word('purpose', made.purpose),
  });
  return (
    <section>
      <h2>{t('photos')}</h2>
      {sheet.documents.map((document) => (
        <Photo key={document.id} document={document} name={documentName(document, sheet.documents, words)} words={mark} />
      ))}
    </section>
  );
};
