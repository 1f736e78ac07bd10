import { BookOutlined } from '@ant-design/icons';
import { useNewRules } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { navigate } from '../routes/index.ts';

/** A quiet mark that other rules came into force; a click leads to where they can be read. */
export const RulesMark = () => {
  const { t } = useTranslation('app');
  const { fresh } = useNewRules();
  const [first] = fresh;
  if (first === undefined) return null;
  return (
    <button
      type="button"
      className="status-items status-rules"
      title={t('status.openRules')}
      onClick={() => navigate({ screen: 'policy' })}
    >
      <span className="status-item">
        <BookOutlined aria-hidden="true" />
        {t('status.newRules', { version: first.version })}
      </span>
    </button>
  );
};
