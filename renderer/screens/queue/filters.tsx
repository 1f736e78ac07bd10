import { FilterOutlined } from '@ant-design/icons';
import { Button, Checkbox, Tag } from 'antd';
import { accountStatuses, applicationTypes } from '../../../shared/domain/application.ts';
import { claimStates } from '../../../shared/domain/claim.ts';
import { verdicts } from '../../../shared/domain/finding.ts';
import { attemptKinds, dueStates, type QueueFilter } from '../../../shared/domain/queue.ts';
import { requestKinds } from '../../../shared/domain/request.ts';
import { CommandKey, useKeys } from '../../app/commands/index.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';
import { Dialogue } from '../../parts/index.ts';

type Part = keyof QueueFilter;

/** What a list can be narrowed by, and the values of each. */
const parts: Record<Part, readonly string[]> = {
  due: dueStates,
  verdicts: [...verdicts, 'waiting'],
  types: applicationTypes,
  attempts: attemptKinds,
  requests: requestKinds,
  accounts: accountStatuses,
  claims: claimStates,
};
const partNames = Object.keys(parts) as Part[];

/** The parts that say anything. */
export const saidIn = (filter: QueueFilter): Part[] => partNames.filter((part) => (filter[part]?.length ?? 0) > 0);

/** The filter with one part changed; a part that names nothing is left out. */
const withPart = (filter: QueueFilter, part: Part, values: string[]): QueueFilter => {
  const { [part]: _former, ...others } = filter;
  return values.length === 0 ? others : { ...others, [part]: values };
};

const useValueWord = () => {
  const { t } = useTranslation('queue');
  const { word } = useWords();
  return (part: Part, value: string): string => {
    switch (part) {
      case 'due':
        return word('due', value);
      case 'verdicts':
        return word('verdict', value);
      case 'types':
        return word('applicationType', value);
      case 'attempts':
        return t(value === 'first' ? 'filter.first' : 'filter.again');
      case 'requests':
        return word('request', value);
      case 'accounts':
        return word('account', value);
      case 'claims':
        return t(value === 'held' ? 'filter.held' : value === 'lost' ? 'filter.lost' : 'filter.returning');
      default:
        return part satisfies never;
    }
  };
};

/** What the list is narrowed by, each part removable, and what leads to more. */
export const FilterBar = ({
  filter,
  onFilter,
  onMore,
  children,
}: {
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  onMore: () => void;
  children?: React.ReactNode;
}) => {
  const { t } = useTranslation('queue');
  const keys = useKeys();
  const word = useValueWord();
  const said = saidIn(filter);
  return (
    <div className="queue-filters">
      <Button size="small" icon={<FilterOutlined />} aria-keyshortcuts={keys.spoken('queue.filter')} onClick={onMore}>
        {t('filter.title')} <CommandKey name="queue.filter" />
      </Button>
      {said.map((part) => {
        const text = t('filter.said', {
          part: t(`filter.parts.${part}`),
          values: (filter[part] ?? []).map((value) => word(part, value)).join(t('between')),
        });
        return (
          <Tag key={part} className="queue-filter" data-part={part}>
            <span>{text}</span>
            <button type="button" aria-label={t('filter.remove', { filter: text })} onClick={() => onFilter(withPart(filter, part, []))}>
              ×
            </button>
          </Tag>
        );
      })}
      {said.length > 1 ? (
        <Button size="small" type="link" onClick={() => onFilter({})}>
          {t('filter.clear')}
        </Button>
      ) : null}
      <span className="queue-filters-rest" />
      {children}
    </div>
  );
};

/** Everything that the list can be narrowed by; what is chosen shows at once behind it. */
export const FilterDialogue = ({
  filter,
  total,
  onFilter,
  onClose,
}: {
  filter: QueueFilter;
  total: string;
  onFilter: (filter: QueueFilter) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation('queue');
  const word = useValueWord();
  return (
    <Dialogue
      title={t('filter.title')}
      width={640}
      onClose={onClose}
      footer={
        <>
          <span className="queue-filter-total" role="status">
            {t('shown', { total })}
          </span>
          <Button disabled={saidIn(filter).length === 0} onClick={() => onFilter({})}>
            {t('filter.clear')}
          </Button>
          <Button type="primary" onClick={onClose}>
            {t('filter.done')}
          </Button>
        </>
      }
    >
      <div className="queue-filter-parts">
        {partNames.map((part) => (
          <fieldset key={part} aria-label={t(`filter.parts.${part}`)}>
            <legend>{t(`filter.parts.${part}`)}</legend>
            {parts[part].map((value) => (
              <Checkbox
                key={value}
                checked={(filter[part] as readonly string[] | undefined)?.includes(value) ?? false}
                onChange={({ target }) => {
                  const others = (filter[part] ?? []).filter((other) => other !== value);
                  onFilter(withPart(filter, part, target.checked ? [...others, value] : others));
                }}
              >
                {word(part, value)}
              </Checkbox>
            ))}
          </fieldset>
        ))}
      </div>
    </Dialogue>
  );
};
