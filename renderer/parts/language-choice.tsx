import { Segmented } from 'antd';
import type { Language } from '../../shared/domain/announcement.ts';
import { useTranslation } from '../i18n/index.ts';

/** The two languages, each by its own name. */
export const LanguageChoice = ({ value, onChange }: { value: Language; onChange: (language: Language) => void }) => {
  const { t } = useTranslation('parts');
  return (
    <Segmented<Language>
      aria-label={t('language')}
      value={value}
      onChange={onChange}
      options={[
        { value: 'zh', label: <span lang="zh-CN">{t('chinese')}</span> },
        { value: 'en', label: <span lang="en">{t('english')}</span> },
      ]}
    />
  );
};
