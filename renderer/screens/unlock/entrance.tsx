import type { ReactNode } from 'react';
import { useChangeSettings, useSettings } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { LanguageChoice } from '../../parts/index.ts';
import './entrance.css';

/** What both screens stand in: the product's name, the language switch, and the form. */
export const Entrance = ({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) => {
  const { t } = useTranslation('unlock');
  const { language } = useSettings();
  const change = useChangeSettings();
  return (
    <div className="entrance">
      <header className="entrance-head">
        <span className="entrance-sign" aria-hidden="true">
          {t('sign')}
        </span>
        <span className="entrance-product">
          <strong>{t('product')}</strong>
          <span>{t('productLine')}</span>
        </span>
        <LanguageChoice value={language} onChange={(chosen) => change.mutate({ language: chosen })} />
      </header>
      <main className="entrance-main">
        <div className="entrance-card">
          <h1>{title}</h1>
          <p className="entrance-lead">{lead}</p>
          {children}
        </div>
      </main>
    </div>
  );
};
