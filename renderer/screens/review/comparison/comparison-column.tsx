import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchMark } from '../../../../shared/domain/decision.ts';
import type { FieldReading, ReviewReadings } from '../../../../shared/domain/reading.ts';
import { CommandKey, useKeys } from '../../../app/commands/index.ts';
import type { ComparisonLine } from '../comparison.ts';
import { ComparisonRow } from './comparison-row.tsx';

type Props = {
  lines: readonly ComparisonLine[];
  at: string | undefined;
  revealed: boolean;
  readOnly: boolean;
  onReveal: () => void;
  /** Documents that are still to be read. */
  waiting: number;
  zones: ReviewReadings['zones'];
  onCompare: (field: string) => void;
  onRead: (reading: FieldReading) => void;
  onMark: (field: string, verdict: MatchMark['verdict']) => void;
};

/** Field by field: what the form says, what the checks say of it, and the reviewer's tick. */
export const ComparisonColumn = ({ lines, at, revealed, readOnly, waiting, zones, onReveal, onCompare, onRead, onMark }: Props) => {
  const { t } = useTranslation('review');
  const keys = useKeys();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (at === undefined) return;
    // With the frame that lays it out anyway: asked at once, the page would be laid out one more time.
    const frame = requestAnimationFrame(() =>
      list.current?.querySelector(`[data-field="${CSS.escape(at)}"]`)?.scrollIntoView({ block: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [at]);
  const ticked = lines.filter(({ verdict }) => verdict !== undefined).length;
  return (
    <section className="review-comparison" aria-label={t('comparison.title')}>
      <header className="review-column-head">
        <h2>{t('comparison.title')}</h2>
        <span className="review-quiet review-ticked">{t('comparison.ticked', { ticked, total: lines.length })}</span>
        <span className="review-quiet review-ticked-short" aria-hidden="true">
          {ticked}/{lines.length}
        </span>
        <button
          type="button"
          className="review-small-button"
          aria-pressed={revealed}
          aria-keyshortcuts={keys.spoken('review.reveal')}
          onClick={onReveal}
          title={t('comparison.revealHint')}
        >
          {revealed ? <EyeOutlined /> : <EyeInvisibleOutlined />}
          {t(revealed ? 'comparison.revealed' : 'comparison.reveal')}
          <CommandKey name="review.reveal" />
        </button>
      </header>
      {waiting > 0 && <p className="review-waiting">{t('comparison.reading', { count: waiting })}</p>}
      <ul ref={list} className="review-lines">
        {lines.map((line) => (
          <ComparisonRow
            key={line.field}
            line={line}
            present={line.field === at}
            readOnly={readOnly}
            onCompare={onCompare}
            onRead={onRead}
            onMark={onMark}
          />
        ))}
        {zones.map(({ documentId, raw, corrected }) => (
          <li key={documentId} className="review-zone">
            <span className="review-line-name">{t('comparison.zone')}</span>
            {corrected.map((line, index) => {
              // The lines of a zone have no identity but their place in it.
              const key = `${index}:${line}`;
              return <ZoneLine key={key} raw={raw[index] ?? ''} corrected={line} />;
            })}
          </li>
        ))}
      </ul>
      <footer className="review-column-foot review-quiet">
        <span>
          <CommandKey name="review.match" />
          {t('comparison.match')}
        </span>
        <span>
          <CommandKey name="review.differs" />
          {t('comparison.differs')}
        </span>
        <span>
          <CommandKey name="review.unreadable" />
          {t('comparison.unreadable')}
        </span>
        <span>
          <CommandKey name="review.fieldAbove" />
          <CommandKey name="review.fieldBelow" />
          {t('comparison.move')}
        </span>
      </footer>
    </section>
  );
};

/** One line of a machine-readable zone: as it was read, and below it what became of it by the places of letters, digits and fillers. */
const ZoneLine = ({ raw, corrected }: { raw: string; corrected: string }) => {
  const { t } = useTranslation('review');
  return (
    <>
      <code title={t('comparison.zoneRaw')}>{raw}</code>
      <code title={t('comparison.zoneCorrected')} className="review-zone-corrected">
        {corrected}
      </code>
    </>
  );
};
