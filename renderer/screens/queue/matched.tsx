import type { QueueMatch } from '../../../shared/domain/queue.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';

/** What in an application was found by the search: the first place in quiet words, all of them when pointed at. Values are masked; the name stands beside it. */
export const Matched = ({ matched }: { matched: readonly QueueMatch[] | undefined }) => {
  const { t } = useTranslation('queue');
  const { word } = useWords();
  const said = (matched ?? []).map(({ field, masked }) => {
    if (field === 'number' || field === 'pinyin') return t(`match.${field}`);
    return field === 'name' ? word('field', field) : t('match.value', { field: word('field', field), masked });
  });
  if (said.length === 0) return null;
  return (
    <small className="queue-match" title={t('match.all', { places: said.join(t('between')) })}>
      <span className="only-read">{t('match.read')}</span>
      {said[0]}
    </small>
  );
};
