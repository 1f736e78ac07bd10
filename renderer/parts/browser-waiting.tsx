import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useFormat, useTranslation } from '../i18n/index.ts';
import './browser-waiting.css';
import { useNow } from './use-now.ts';

/** Somebody signs in in the browser: what to do there, how long it is waited for (`until`, RFC 3339), and how to give it up. */
export const BrowserWaiting = ({ until, onCancel }: { until: string | undefined; onCancel: () => void }) => {
  const { t } = useTranslation('parts');
  const format = useFormat();
  const now = useNow(1_000);
  const left = until === undefined ? undefined : Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
  return (
    <div className="browser-waiting">
      <GlobalOutlined className="browser-waiting-icon" aria-hidden="true" />
      <div className="browser-waiting-words">
        <p role="status">{t('browserWaiting')}</p>
        {left === undefined ? null : <p className="quiet">{t('browserWaitingFor', { left: format.seconds(left) })}</p>}
      </div>
      <Button autoFocus onClick={onCancel}>
        {t('cancelSignIn')}
      </Button>
    </div>
  );
};
