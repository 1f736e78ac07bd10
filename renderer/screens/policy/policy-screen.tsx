import { Tabs } from 'antd';
import { failureOf, useRules } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, ScreenFrame } from '../../parts/index.ts';
import { Limits } from './limits.tsx';
import { Reasons } from './reasons.tsx';
import { RulesChanged } from './rules-changed.tsx';
import { WhatIfPanel } from './what-if.tsx';
import './policy.css';

/** The policy and the reason catalogue. */
export const PolicyScreen = () => {
  const { t } = useTranslation('policy');
  const rules = useRules();
  if (rules.data === undefined) {
    return (
      <ScreenFrame title={t('title')}>
        {rules.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(rules.error)} onRetry={() => void rules.refetch()} />
        )}
      </ScreenFrame>
    );
  }
  const { policy, catalogue } = rules.data;
  return (
    <ScreenFrame title={t('title')} detail={t('detail', { policy: policy.version, reasons: catalogue.version })} wide>
      <RulesChanged />
      <Tabs
        items={[
          { key: 'limits', label: t('limits'), children: <Limits policy={policy} /> },
          { key: 'tryOut', label: t('tryOut.title'), children: <WhatIfPanel key={policy.version} policy={policy} /> },
          { key: 'reasons', label: t('reasons', { number: catalogue.reasons.length }), children: <Reasons catalogue={catalogue} /> },
        ]}
      />
    </ScreenFrame>
  );
};
