import { Button, Radio } from 'antd';
import { useState } from 'react';
import { findReason } from '../../../shared/domain/reason.ts';
import { failureOf, useDecideAlike, usePreviewAlike, useRules } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { Dialogue, FailureNotice, Loading, PersonText } from '../../parts/index.ts';
import { TakeBackAll } from './take-back-all.tsx';

/** One reason for several applications with the identical fault: every notice is shown, and what is left out is told, before anything is decided. */
export const AlikeDialogue = ({ applicationIds, onClose }: { applicationIds: string[]; onClose: () => void }) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  const [code, setCode] = useState<string>();
  const [openedAt] = useState(() => performance.now());
  const preview = usePreviewAlike({ applicationIds, ...(code === undefined ? {} : { code }) });
  const decide = useDecideAlike();
  const rows = code === undefined ? [] : (preview.data?.rows ?? []);
  const going = rows.flatMap((row) => (row.leftOut === undefined ? [row] : []));
  const leftOut = rows.flatMap((row) => (row.leftOut === undefined ? [] : [row]));
  const titleOf = (wanted: string): string =>
    (catalogue === undefined ? undefined : findReason(catalogue, wanted)?.title[language]) ?? wanted;
  const done = decide.data;
  return (
    <Dialogue
      title={t('commands.alike')}
      width={820}
      onClose={onClose}
      footer={
        done !== undefined ? (
          <Button type="primary" onClick={onClose}>
            {t('filter.done')}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={code === undefined || going.length === 0 || preview.isFetching}
            loading={decide.isPending}
            onClick={() =>
              code !== undefined &&
              decide.mutate({
                items: going.map(({ applicationId, revision }) => ({ applicationId, revision })),
                code,
                durationMs: performance.now() - openedAt,
              })
            }
          >
            {t('alike.decide', { number: format.count(going.length) })}
          </Button>
        )
      }
    >
      {decide.error === null ? null : <FailureNotice failure={failureOf(decide.error)} onClose={() => decide.reset()} />}
      {done !== undefined ? (
        <>
          <p role="status">{t('alike.done', { decided: format.count(done.decided.length), refused: format.count(done.refused.length) })}</p>
          <TakeBackAll decisions={done.decided} />
        </>
      ) : preview.error !== null ? (
        <FailureNotice failure={failureOf(preview.error)} onRetry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <Loading label={t('loading')} />
      ) : preview.data.offered.length === 0 ? (
        <p>{t('alike.none')}</p>
      ) : (
        <>
          <p className="queue-quiet">{t('alike.detail')}</p>
          <Radio.Group
            className="queue-alike-reasons"
            aria-label={t('alike.reason')}
            value={code}
            onChange={({ target }) => setCode(target.value as string)}
          >
            {preview.data.offered.map(({ code: offered, applications }) => (
              <Radio key={offered} value={offered}>
                {t('alike.offered', { reason: titleOf(offered), number: format.count(applications) })}
              </Radio>
            ))}
          </Radio.Group>
          {going.length === 0 ? null : (
            <section className="queue-alike" aria-label={t('alike.notices')}>
              {going.map(({ applicationId, name, notice }) => (
                <article key={applicationId} aria-label={applicationId}>
                  <h4>
                    <PersonText text={name} /> <code title={applicationId}>{applicationId.slice(-8)}</code>
                  </h4>
                  <pre lang="zh">{notice.zh}</pre>
                  <pre lang="en">{notice.en}</pre>
                </article>
              ))}
            </section>
          )}
          {leftOut.length === 0 ? null : (
            <section className="queue-left-out" aria-label={t('alike.leftOut')}>
              <h4>{t('alike.leftOut')}</h4>
              <ul>
                {leftOut.map(({ applicationId, name, leftOut: cause }) => (
                  <li key={applicationId}>
                    <PersonText text={name} /> <code title={applicationId}>{applicationId.slice(-8)}</code>{' '}
                    <span className="queue-quiet">{t(`alike.causes.${cause}`)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Dialogue>
  );
};
