import { Slider, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Adjustment, adjustmentRange, isAdjusted, unadjusted } from './adjustment.ts';

type Props = { adjustment: Adjustment; onAdjust: (adjustment: Adjustment) => void; onClose: () => void };

/** Light and contrast for looking closer. Changes what is seen, never the file. */
export const AdjustPanel = ({ adjustment, onAdjust, onClose }: Props) => {
  const { t } = useTranslation('review');
  const { least, greatest, step } = adjustmentRange;
  const factor = (part: 'brightness' | 'contrast') => (
    <div className="viewer-adjust-row">
      <span id={`viewer-${part}`}>{t(`viewer.${part}`)}</span>
      <Slider
        min={least}
        max={greatest}
        step={step}
        value={adjustment[part]}
        tooltip={{ formatter: (value) => `${Math.round((value ?? 1) * 100)}%` }}
        ariaLabelledByForHandle={`viewer-${part}`}
        onChange={(value: number) => onAdjust({ ...adjustment, [part]: value })}
      />
    </div>
  );
  const toggle = (part: 'grey' | 'invert') => (
    <div className="viewer-adjust-row">
      <span id={`viewer-${part}`}>{t(`viewer.${part}`)}</span>
      <Switch
        size="small"
        checked={adjustment[part]}
        aria-labelledby={`viewer-${part}`}
        onChange={(checked) => onAdjust({ ...adjustment, [part]: checked })}
      />
    </div>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from any of its controls
    <div
      className="viewer-adjust"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {factor('brightness')}
      {factor('contrast')}
      {toggle('grey')}
      {toggle('invert')}
      <div className="viewer-adjust-foot">
        <span>{t('viewer.adjustPromise')}</span>
        <button type="button" className="viewer-link" disabled={!isAdjusted(adjustment)} onClick={() => onAdjust(unadjusted)}>
          {t('viewer.reset')}
        </button>
      </div>
    </div>
  );
};
