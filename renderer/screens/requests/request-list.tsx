import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import type { RequestRow } from '../../../shared/domain/request.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { Mark, PersonText, RequestMark } from '../../parts/index.ts';

type Props = { rows: readonly RequestRow[]; chosen: string | undefined; onChoose: (requestId: string) => void };

/** The requests, open ones first. */
export const RequestList = ({ rows, chosen, onChoose }: Props) => {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen by key is brought into sight
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    current?.scrollIntoView({ block: 'nearest' });
    // The focus goes along where it is in the list, so that it never stays on another request than the one shown.
    if (list.current?.contains(document.activeElement)) current?.focus({ preventScroll: true });
  }, [chosen]);
  return (
    <ul ref={list} className="request-list" aria-label={t('list')}>
      {rows.map(({ requestId, kind, name, submittedAt, state }) => (
        <li key={requestId}>
          <button
            type="button"
            className="request-row"
            data-state={state}
            data-request={requestId}
            aria-current={requestId === chosen}
            onClick={() => onChoose(requestId)}
          >
            <span className="request-row-head">
              <RequestMark kind={kind} />
              <Mark
                tone={state === 'open' ? 'info' : 'neutral'}
                icon={state === 'open' ? <ClockCircleOutlined /> : <CheckCircleOutlined />}
                quiet
              >
                {t(`state.${state}`)}
              </Mark>
            </span>
            <span className="request-row-foot">
              <span className="request-row-name">{name === undefined ? t('nameless') : <PersonText text={name} />}</span>
              <span className="quiet">{format.short(submittedAt)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};
