import { BookOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import type { RulesInForce } from '../../../shared/domain/rules.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';

/** That other rules came into force while this application was open, and whether it was checked by them yet. */
export const RulesChanged = ({ rules, checks }: { rules: RulesInForce; checks: ReviewSheet['checks'] }) => {
  const { t } = useTranslation('review');
  const format = useFormat();
  const { policy, catalogue, since } = rules;
  const [known, setKnown] = useState({ policy: policy.version, catalogue: catalogue.version });
  const policyChanged = known.policy !== policy.version;
  if (!policyChanged && known.catalogue === catalogue.version) return null;
  const [version, from] = policyChanged ? [policy.version, since.policy?.since] : [catalogue.version, since.catalogue?.since];
  const moment = from === undefined ? '' : format.short(from);
  return (
    <div className="review-since" role="status" data-rules={policyChanged ? checks : 'complete'}>
      <span className="review-ellipsis">
        <BookOutlined aria-hidden="true" />{' '}
        {policyChanged ? t(`rules.${checks}`, { version, since: moment }) : t('rules.catalogue', { version, since: moment })}
      </span>
      <Button size="small" type="text" onClick={() => setKnown({ policy: policy.version, catalogue: catalogue.version })}>
        {t('head.understood')}
      </Button>
    </div>
  );
};
