import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SharedThing } from '../../../../shared/domain/duplicates.ts';
import { pictureAddress } from '../../../viewer/picture-cache.ts';
import './similar.css';
import { Dialogue } from '../../../parts/index.ts';

/** Two photos to be compared: one of this application, one of the other. */
export type PhotoPair = SharedThing & { applicationId: string; name: string; own: boolean; sha256: string; otherSha256: string };

/** Two photos beside each other, the other one turned as the first lies on request. Of the other person only the masked name is told. */
export const SideBySide = ({ pair, onClose }: { pair: PhotoPair; onClose: () => void }) => {
  const { t } = useTranslation('review');
  const [aligned, setAligned] = useState(true);
  const degrees = pair.degrees ?? 0;
  const lies = degrees !== 0 || pair.mirrored === true;
  // This picture, mirrored and then turned clockwise by so much, lies as the other does.
  const transform = aligned && lies ? `rotate(${degrees}deg) scaleX(${pair.mirrored === true ? -1 : 1})` : undefined;
  return (
    <Dialogue title={t('similar.title')} width="min(1180px, 94vw)" onClose={onClose}>
      <div className="review-pair">
        <Photo sha256={pair.sha256} caption={t('similar.thisPhoto')} transform={transform} />
        <Photo sha256={pair.otherSha256} caption={t(pair.own ? 'similar.ownPhoto' : 'similar.otherPhoto', { name: pair.name })} />
      </div>
      {lies && (
        <label className="review-pair-aligned">
          <input type="checkbox" checked={aligned} onChange={(event) => setAligned(event.target.checked)} /> {t('similar.aligned')}
        </label>
      )}
      <p className="review-quiet">{t('similar.judge')}</p>
    </Dialogue>
  );
};

const Photo = ({ sha256, caption, transform }: { sha256: string; caption: string; transform?: string | undefined }) => {
  const { t } = useTranslation('review');
  const [failed, setFailed] = useState(false);
  return (
    <figure>
      {failed ? (
        <p className="review-pair-missing">{t('similar.notHere')}</p>
      ) : (
        <img src={pictureAddress(sha256, 'screen')} alt={caption} style={{ transform }} onError={() => setFailed(true)} />
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
};
