import { Slider, Switch } from 'antd';
import { type ComponentRef, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Adjustment, adjustmentRange, factors, isAdjusted, unadjusted } from './adjustment.ts';
import { slantRange } from './view-state.ts';

type Props = {
  adjustment: Adjustment;
  /** By how much the photo is straightened, degrees. */
  slant: number;
  onAdjust: (adjustment: Adjustment) => void;
  onStraighten: (to: number) => void;
  /** The slider that straightens has the keyboard, or has lost it. */
  onStraightening: (busy: boolean) => void;
  onClose: () => void;
};

/** A lean as people write it: `+1.5°`. */
const degrees = (slant: number): string => `${slant > 0 ? '+' : ''}${slant.toFixed(1)}°`;
const percent = (factor: number): string => `${Math.round(factor * 100)}%`;

/** Light, contrast and a straight edge for looking closer. Changes what is seen, never the file. */
export const AdjustPanel = ({ adjustment, slant, onAdjust, onStraighten, onStraightening, onClose }: Props) => {
  const { t } = useTranslation('viewer');
  const { least, greatest, step } = adjustmentRange;
  const first = useRef<ComponentRef<typeof Slider>>(null);
  useEffect(() => first.current?.focus(), []);
  const toggle = (part: 'grey' | 'invert') => (
    <div className="viewer-adjust-row">
      <span id={`viewer-${part}`}>{t(part)}</span>
      <Switch
        size="small"
        checked={adjustment[part]}
        aria-labelledby={`viewer-${part}`}
        onChange={(checked) => onAdjust({ ...adjustment, [part]: checked })}
      />
    </div>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame and a legend of its own
    <div
      className="viewer-adjust"
      role="group"
      aria-label={t('adjust')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {factors.map((part, index) => (
        <div key={part} className="viewer-adjust-row">
          <span id={`viewer-${part}`}>{t(part)}</span>
          <Slider
            {...(index === 0 ? { ref: first } : {})}
            min={least}
            max={greatest}
            step={step}
            value={adjustment[part]}
            tooltip={{ open: false }}
            ariaLabelledByForHandle={`viewer-${part}`}
            ariaValueTextFormatterForHandle={percent}
            onChange={(value: number) => onAdjust({ ...adjustment, [part]: value })}
          />
          <output>{percent(adjustment[part])}</output>
        </div>
      ))}
      <div className="viewer-adjust-row">
        <span id="viewer-straighten">{t('straighten')}</span>
        <Slider
          min={slantRange.least}
          max={slantRange.greatest}
          step={slantRange.step}
          value={slant}
          included={false}
          tooltip={{ open: false }}
          ariaLabelledByForHandle="viewer-straighten"
          ariaValueTextFormatterForHandle={degrees}
          onChange={onStraighten}
          onFocus={() => onStraightening(true)}
          onBlur={() => onStraightening(false)}
        />
        <output>{degrees(slant)}</output>
      </div>
      {toggle('grey')}
      {toggle('invert')}
      <div className="viewer-adjust-foot">
        <span>{t('adjustPromise')}</span>
        <button
          type="button"
          className="viewer-link"
          disabled={!isAdjusted(adjustment) && slant === 0}
          onClick={() => {
            onAdjust(unadjusted);
            onStraighten(0);
          }}
        >
          {t('reset')}
        </button>
      </div>
    </div>
  );
};
