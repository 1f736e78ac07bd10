import { FolderOpenOutlined, SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { UpdatesState } from '../../../shared/domain/updates.ts';
import { failureOf, useCheckUpdates, useFileChoice, useTakeUpdate, useUpdates } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Loading, Section } from '../../parts/index.ts';
import { NewerVersion } from './newer-version.tsx';
import './updates-section.css';

/** Newer versions of the program: asked for, fetched, installed when a person says so. */
export const UpdatesSection = () => {
  const { t } = useTranslation('updates');
  const updates = useUpdates();
  const check = useCheckUpdates();
  const take = useTakeUpdate();
  const { choose } = useFileChoice();
  const state = updates.data;
  const carry = async (): Promise<void> => {
    const folder = await choose('update-folder');
    if (folder !== undefined) take.mutate(folder);
  };
  const isOff = state?.off !== undefined;
  const isBusy = check.isPending || take.isPending || (state !== undefined && state.phase !== 'idle');
  // What the state tells of itself is the same as what the answer told, and stays.
  const failed = take.error ?? (state?.failure === undefined ? check.error : null);
  return (
    <Section
      title={t('title')}
      actions={
        state === undefined || isOff ? undefined : (
          <>
            <Button icon={<FolderOpenOutlined />} disabled={isBusy} loading={take.isPending} onClick={() => void carry()}>
              {t('fromFolder')}
            </Button>
            {state.server ? (
              <Button icon={<SyncOutlined />} disabled={isBusy} loading={check.isPending} onClick={() => check.mutate()}>
                {t('check')}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <p className="quiet">{t('line')}</p>
      {state === undefined ? (
        updates.error === null ? (
          <Loading label={t('loading')} />
        ) : (
          <FailureNotice failure={failureOf(updates.error)} onRetry={() => void updates.refetch()} />
        )
      ) : (
        <div className="updates">
          {state.failure === undefined ? null : <FailureNotice failure={state.failure} />}
          {failed === null ? null : (
            <FailureNotice
              failure={failureOf(failed)}
              onClose={() => {
                check.reset();
                take.reset();
              }}
            />
          )}
          {state.newer === undefined ? <Standing state={state} /> : <NewerVersion newer={state.newer} phase={state.phase} />}
        </div>
      )}
    </Section>
  );
};

/** Where nothing newer is known: why, and since when. */
const Standing = ({ state }: { state: UpdatesState }) => {
  const { t } = useTranslation('updates');
  const format = useFormat();
  const { running, off, server, phase, askedAt } = state;
  return (
    <p role="status">
      {t('running', { version: running })} ·{' '}
      {off === 'no_key'
        ? t('offNoKey')
        : off === 'not_installed'
          ? t('offNotInstalled')
          : phase === 'asking'
            ? t('asking')
            : !server
              ? `${t('newest')} ${t('noServer')}`
              : askedAt === undefined
                ? t('neverAsked')
                : t('newestAsked', { time: format.dateTime(askedAt) })}
    </p>
  );
};
