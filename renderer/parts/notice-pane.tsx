import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentencesOf } from '../../shared/contract/engine/errors.ts';
import type { Outcome } from '../../shared/domain/decision.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { NoticePreview } from '../../shared/domain/review.ts';
import { htmlLanguage, useLanguage } from '../i18n/index.ts';
import './notice-pane.css';

type Props = { outcome: Outcome; preview: NoticePreview | undefined; pending: boolean; failure: Failure | undefined };
type Shown = 'both' | 'zh' | 'en';

/** The notice in both languages, exactly as it will be sent. */
export const NoticePane = ({ outcome, preview, pending, failure }: Props) => {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const [shown, setShown] = useState<Shown>('both');
  const languages = (['zh', 'en'] as const).filter((known) => shown === 'both' || shown === known);
  return (
    <section className="notice-pane" aria-label={t('notice.title')} aria-busy={pending}>
      <header className="notice-pane-head">
        <h2>{t('notice.title')}</h2>
        <span className="quiet">{t(outcome === 'escalate' ? 'notice.escalated' : 'notice.exactly')}</span>
        <Segmented<Shown>
          size="small"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'both', label: t('notice.both') },
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </header>
      {failure !== undefined && preview === undefined && (
        <p className="notice-pane-failure">{sentencesOf(failure.code, language, failure.details).what}</p>
      )}
      <div className="notice-pane-texts" data-pending={pending}>
        {preview !== undefined &&
          languages.map((known) => (
            <article key={known} className="notice-pane-text" lang={htmlLanguage[known]}>
              {preview.notice[known]}
            </article>
          ))}
      </div>
    </section>
  );
};
