import { BookOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNewRules } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';

/** Which rules came into force, since when, instead of which, and what that did here; gone once it was understood. */
export const RulesChanged = () => {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const { fresh, seen } = useNewRules();
  if (fresh.length === 0) return null;
  return (
    <div className="policy-changed" role="status">
      <BookOutlined aria-hidden="true" />
      <div>
        {fresh.map(({ kind, version, since, before = '' }) => (
          <p key={kind}>{t(`changed.${kind}`, { version, before, since: format.dateTime(since) })}</p>
        ))}
      </div>
      <Button size="small" onClick={seen}>
        {t('changed.understood')}
      </Button>
    </div>
  );
};
