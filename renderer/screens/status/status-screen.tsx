import { CustomerServiceOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { CommandKey, useCommands } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useApplicantSearch, useApplicantStatus } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Loading, ScreenFrame } from '../../parts/index.ts';
import { FoundList } from './found-list.tsx';
import { OneStatus } from './one-status.tsx';
import './status.css';

/** How long typing must rest before the search is made, ms. */
const rest = 180;

/** One search, and everything about the applicant that was chosen, on one screen. */
export const StatusScreen = ({ applicationId }: { applicationId: string | undefined }) => {
  const { t } = useTranslation('status');
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useApplicantSearch(search);
  const [picked, setPicked] = useState(applicationId);
  const rows = search === '' ? [] : (found.data?.rows ?? []);
  // One that was chosen among these, or the first of them: who is found alone needs no choosing.
  const chosen = rows.some((row) => row.applicationId === picked) || search === '' ? picked : rows[0]?.applicationId;
  const status = useApplicantStatus(chosen);
  const at = rows.findIndex((row) => row.applicationId === chosen);
  const go = (by: 1 | -1) => setPicked(rows[at + by]?.applicationId ?? chosen);

  useCommands([
    { name: 'status.focus', run: () => input.current?.focus({ cursor: 'all' }) },
    { name: 'status.down', when: () => at + 1 < rows.length, run: () => go(1) },
    { name: 'status.up', when: () => at > 0, run: () => go(-1) },
  ]);
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') go(1);
    else if (event.key === 'ArrowUp') go(-1);
    // Enter makes the search at once and gives the keys back to the screen.
    else if (event.key === 'Enter') {
      setSearch(typed.trim());
      input.current?.blur();
    } else return;
    event.preventDefault();
  };
  const shown = status.data?.applicationId === chosen ? status.data : undefined;
  return (
    <ScreenFrame title={t('title')} detail={t('detail')} fixed>
      <div className="status">
        <div className="status-side">
          <Input
            ref={input}
            type="search"
            allowClear
            spellCheck={false}
            autoComplete="off"
            maxLength={200}
            prefix={<SearchOutlined aria-hidden="true" />}
            suffix={<CommandKey name="status.focus" />}
            aria-label={t('search')}
            aria-keyshortcuts="Control+F"
            placeholder={t('searchHint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={pressed}
          />
          {found.error === null ? null : <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
          <FoundList rows={rows} chosen={chosen} onChoose={setPicked} />
          {found.data !== undefined && found.data.total > rows.length && rows.length > 0 ? (
            <p className="quiet">{t('more', { total: format.count(found.data.total), shown: format.count(rows.length) })}</p>
          ) : null}
        </div>
        <div className="status-main">
          {shown !== undefined ? (
            <OneStatus key={shown.applicationId} status={shown} />
          ) : status.error !== null ? (
            <FailureNotice failure={failureOf(status.error)} onRetry={() => void status.refetch()} />
          ) : chosen !== undefined || (search !== '' && found.data === undefined) ? (
            <Loading label={t('loading')} />
          ) : search === '' ? (
            <EmptyState icon={<CustomerServiceOutlined />} title={t('start')} detail={t('startDetail')} />
          ) : (
            <EmptyState
              icon={<SearchOutlined />}
              title={t('none')}
              detail={t('noneDetail')}
              action={<Button onClick={() => navigate({ screen: 'requests' })}>{t('openRequests')}</Button>}
            />
          )}
        </div>
      </div>
    </ScreenFrame>
  );
};
