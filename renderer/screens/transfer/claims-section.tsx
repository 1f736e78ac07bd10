import { ClockCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, InputNumber, Pagination, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ClaimsState } from '../../../shared/domain/claim.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { type Command, useCommands } from '../../app/commands/index.ts';
import { failureOf, useClaimCount, useClaims, useClockOffset, useGiveBackClaims, useRules, useTakeClaims } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Labelled, Loading, Mark, Section, useNow } from '../../parts/index.ts';
import { ClaimRow } from './claim-row.tsx';
import { remaining } from './remaining.ts';
import { SubjectLink } from './subject-link.tsx';

/** Claims on one page. */
const pageSize = 10;
/** How the platform tells that a claim is gone. */
const lostBy = ['not_renewed', 'receipt', 'reassigned'] as const;

/** What is leased to this workstation: how many and until when, taking more, giving back, and what was lost. */
export const ClaimsSection = () => {
  const { t } = useTranslation('transfer');
  const claims = useClaims();
  const detail = claims.data?.supported === true ? t('claims.detail') : undefined;
  return (
    <Section title={t('claims.title')} detail={detail}>
      {claims.data === undefined ? (
        claims.error === null ? (
          <Loading label={t('claims.loading')} />
        ) : (
          <FailureNotice failure={failureOf(claims.error)} onRetry={() => void claims.refetch()} />
        )
      ) : claims.data.supported ? (
        <Claims state={claims.data} />
      ) : (
        <p className="quiet">{t('claims.unsupported')}</p>
      )}
    </Section>
  );
};

const Claims = ({ state }: { state: ClaimsState }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const now = useNow(1_000) + useClockOffset();
  const [page, setPage] = useState(1);
  const giveBack = useGiveBackClaims();
  const kept = state.claims.filter(({ state: standing }) => standing !== 'lost');
  const held = kept.filter(({ state: standing }) => standing === 'held');
  const lost = state.claims.filter(({ state: standing }) => standing === 'lost');
  const soonest = held[0]?.expiresAt;
  const left = soonest === undefined ? undefined : remaining(soonest, now);
  const shownPage = Math.min(page, Math.max(1, Math.ceil(kept.length / pageSize)));
  const shown = kept.slice((shownPage - 1) * pageSize, shownPage * pageSize);
  return (
    <div className="transfer-lines">
      <div className="claims-head">
        <p className="claims-standing">
          <strong>{t('claims.held', { number: format.count(held.length) })}</strong>
          {soonest === undefined ? null : (
            <span className="quiet">
              {left === undefined ? t('claims.ended') : t('claims.soonest', { at: format.dateTime(soonest), left })}
            </span>
          )}
          {state.offlineUntil === undefined ? null : (
            <Mark tone="info" icon={<ClockCircleOutlined />}>
              {t('claims.offlineUntil', { at: format.dateTime(state.offlineUntil) })}
            </Mark>
          )}
        </p>
        <TakeMore />
      </div>
      {giveBack.error === null ? null : <FailureNotice failure={failureOf(giveBack.error)} />}
      {kept.length === 0 ? null : (
        <>
          <table className="outbox" aria-label={t('claims.title')}>
            <thead>
              <tr>
                <th scope="col">{t('column.application')}</th>
                <th scope="col">{t('claims.until')}</th>
                <th scope="col">{t('claims.left')}</th>
                <th scope="col">{t('column.state')}</th>
                <th scope="col" className="outbox-acts">
                  <Popconfirm
                    title={t('claims.giveBackAllAsk', { number: format.count(held.length) })}
                    okText={t('claims.giveBack')}
                    cancelText={t('keep')}
                    onConfirm={() => giveBack.mutate(undefined)}
                    disabled={held.length === 0}
                  >
                    <Button size="small" disabled={held.length === 0} loading={giveBack.isPending}>
                      {t('claims.giveBackAll')}
                    </Button>
                  </Popconfirm>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((claim) => (
                <ClaimRow
                  key={claim.applicationId}
                  claim={claim}
                  now={now}
                  waiting={giveBack.isPending}
                  onGiveBack={() => giveBack.mutate([claim.applicationId])}
                />
              ))}
            </tbody>
          </table>
          {kept.length > pageSize ? (
            <Pagination
              align="end"
              size="small"
              current={shownPage}
              pageSize={pageSize}
              total={kept.length}
              showSizeChanger={false}
              onChange={setPage}
            />
          ) : null}
        </>
      )}
      {lost.length === 0 ? null : (
        <div className="claims-lost" role="status">
          <p>
            <Mark tone="warn" icon={<WarningOutlined />}>
              {t('claims.lost', { number: format.count(lost.length) })}
            </Mark>{' '}
            {t('claims.lostDetail')}
          </p>
          <ul>
            {lost.map(({ applicationId, cause }) => (
              <li key={applicationId}>
                <SubjectLink subject={{ kind: 'application', id: applicationId }} here={false} />{' '}
                <span className="quiet">{t(`claims.cause.${cause !== undefined && isKnown(lostBy, cause) ? cause : 'other'}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};

/** Asks for the next applications, to work on now or to take along, and says how many were had. */
const TakeMore = () => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const rules = useRules();
  const take = useTakeClaims();
  const { count, most, choose } = useClaimCount();
  const limits = rules.data?.policy.claims;
  const ask = (along: boolean): void => take.mutate({ count, along });
  const commands: Command[] = [
    {
      name: 'claims.take',
      title: t('claims.take', { number: count }),

      run: () => ask(false),
      when: () => !take.isPending,
    },
    {
      name: 'claims.takeAlong',
      title: t('claims.takeAlong', { number: count }),

      run: () => ask(true),
      when: () => !take.isPending,
    },
  ];
  useCommands(commands);
  return (
    <div className="claims-take">
      <Labelled label={t('claims.count')} hint={t('claims.most', { most: format.count(most) })}>
        {(names) => <InputNumber {...names} min={1} max={most} precision={0} value={count} onChange={(value) => choose(value ?? 1)} />}
      </Labelled>
      <div className="claims-take-acts">
        <Button type="primary" loading={take.isPending && !take.variables.along} disabled={take.isPending} onClick={() => ask(false)}>
          {t('claims.take', { number: format.count(count) })}
        </Button>
        <Button
          loading={take.isPending && take.variables.along}
          disabled={take.isPending}
          title={limits === undefined ? undefined : t('claims.alongDetail', { hours: format.count(limits.takeAlongMinutes / 60) })}
          onClick={() => ask(true)}
        >
          {t('claims.takeAlong', { number: format.count(count) })}
        </Button>
        <output className="quiet">
          {take.data === undefined
            ? null
            : take.data.taken === 0
              ? t('claims.nothingLeft')
              : t('claims.taken', { number: format.count(take.data.taken) })}
        </output>
      </div>
      {take.error === null ? null : <FailureNotice failure={failureOf(take.error)} />}
    </div>
  );
};
