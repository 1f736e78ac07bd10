import { AimOutlined, CloseOutlined, PushpinFilled, PushpinOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

type Props = {
  pinned: boolean;
  onShow: () => void;
  onMark: () => void;
  /** Takes the place of a check's finding, the next one at every press; absent where no check found any. */
  onFound: (() => void) | undefined;
  onRemove: () => void;
};

/** The place on the photo that a reason is tied to: drawn by hand or taken from a finding, shown and taken away. */
export const PinnedPlace = ({ pinned, onShow, onMark, onFound, onRemove }: Props) => {
  const { t } = useTranslation('review');
  return (
    <div className="review-place">
      {pinned && (
        <>
          <button type="button" className="review-link" onClick={onShow}>
            <PushpinFilled aria-hidden="true" /> {t('picker.place.show')}
          </button>
          <button
            type="button"
            className="review-icon-button"
            aria-label={t('picker.place.remove')}
            title={t('picker.place.remove')}
            onClick={onRemove}
          >
            <CloseOutlined />
          </button>
        </>
      )}
      <button type="button" className="review-link" onClick={onMark}>
        <PushpinOutlined aria-hidden="true" /> {t(pinned ? 'picker.place.again' : 'picker.place.mark')}
      </button>
      {onFound !== undefined && (
        <button type="button" className="review-link" onClick={onFound}>
          <AimOutlined aria-hidden="true" /> {t('picker.place.found')}
        </button>
      )}
    </div>
  );
};
