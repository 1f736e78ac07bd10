import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type Ref, useEffect, useRef, useState } from 'react';
import { useKeys } from '../../app/commands/index.ts';
import { useTranslation } from '../../i18n/index.ts';

/** How long typing must rest before the search is made, ms. */
const rest = 180;

/** One box for number, name, pinyin, ID number, phone and e-mail. Enter and the down arrow lead into the table. */
export const SearchBox = ({
  value,
  onSearch,
  onLeave,
  ref,
}: {
  value: string;
  onSearch: (search: string) => void;
  onLeave: () => void;
  ref: Ref<InputRef>;
}) => {
  const { t } = useTranslation('queue');
  const keys = useKeys();
  const [typed, setTyped] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => search.current(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <Input
      ref={ref}
      type="search"
      className="queue-search"
      allowClear
      spellCheck={false}
      autoComplete="off"
      maxLength={200}
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={t('search')}
      aria-keyshortcuts={keys.spoken('queue.search')}
      placeholder={t('searchHint')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          setTyped('');
          search.current('');
        } else if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
        else search.current(typed.trim());
        event.preventDefault();
        onLeave();
      }}
    />
  );
};
