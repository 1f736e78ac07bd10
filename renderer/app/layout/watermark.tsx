import { useId } from 'react';
import { usualProtection } from '../../../shared/domain/policy.ts';
import { useRules, useTransfer } from '../../engine/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { useNow } from '../../parts/index.ts';
import './watermark.css';

/** Height of a line and width of a letter of the mark, px. */
const line = 88;
const letter = 8.5;

/**
 * Where the policy asks for it (`policy.protection.watermark`): who looks and when, over everything, so that a picture taken of the screen says whose screen it was. It lets every
 * press through, and says nothing to a screen reader, whose user knows who they are.
 */
export const Watermark = () => {
  const { watermark } = useRules().data?.policy.protection ?? usualProtection;
  return watermark ? <Tiles /> : null;
};

const Tiles = () => {
  const pattern = useId();
  const format = useFormat();
  const reviewer = useTransfer().data?.reviewer;
  const now = useNow(30_000);
  const text = [reviewer?.name, reviewer?.id.slice(-6), format.dateTime(new Date(now).toISOString())].filter(Boolean).join(' · ');
  // Chinese letters are as wide as they are high.
  const width = [...text].reduce((sum, each) => sum + (each > '\u2e80' ? 2 * letter : letter), 8 * letter);
  return (
    <svg className="watermark" data-part="watermark" aria-hidden="true">
      <defs>
        <pattern id={pattern} width={width} height={2 * line} patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
          <text y={line / 2}>{text}</text>
          <text x={-width / 2} y={line * 1.5}>
            {text}
          </text>
          <text x={width / 2} y={line * 1.5}>
            {text}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${pattern})`} />
    </svg>
  );
};
