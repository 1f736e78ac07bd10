import { CloudDownloadOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Claim } from '../../../shared/domain/claim.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { Mark } from '../../parts/index.ts';
import { remaining } from './remaining.ts';
import { SubjectLink } from './subject-link.tsx';

/** Below this a lease is about to end, ms: long enough to finish what is open. */
const closeMs = 5 * 60_000;

/** One application that is leased to this workstation. */
export const ClaimRow = ({ claim, now, waiting, onGiveBack }: { claim: Claim; now: number; waiting: boolean; onGiveBack: () => void }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const left = remaining(claim.expiresAt, now);
  return (
    <tr data-application={claim.applicationId} data-state={claim.state}>
      <td>
        <SubjectLink subject={{ kind: 'application', id: claim.applicationId }} />
      </td>
      <td className="outbox-number">{format.dateTime(claim.expiresAt)}</td>
      <td className="outbox-number" data-close={Date.parse(claim.expiresAt) - now < closeMs}>
        {left ?? t('claims.ended')}
      </td>
      <td>
        {claim.state === 'returning' ? (
          <Mark tone="neutral" icon={<RollbackOutlined />} quiet>
            {t('claims.returning')}
          </Mark>
        ) : claim.takenAlong ? (
          <Mark tone="info" icon={<CloudDownloadOutlined />} quiet>
            {t('claims.along')}
          </Mark>
        ) : (
          <span className="quiet">{t('claims.ours')}</span>
        )}
      </td>
      <td className="outbox-acts">
        {claim.state === 'held' ? (
          <Button size="small" disabled={waiting} onClick={onGiveBack}>
            {t('claims.giveBack')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
};
