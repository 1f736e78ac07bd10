import { ClearOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { type AuditFilter, type AuditGroup, auditActions, auditGroups } from '../../../shared/domain/audit.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';
import { Labelled } from '../../parts/index.ts';

/** Whether a text is a day of the calendar, `2026-11-16`. The browser's own field for dates speaks the system's language and not the page's. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const groupNames = Object.keys(auditGroups) as AuditGroup[];

/** By what the list is narrowed. `actions`: the kinds that the chain holds; others would find nothing. */
export const AuditFilters = ({
  filter,
  actions,
  onChange,
}: {
  filter: AuditFilter;
  actions: readonly string[];
  onChange: (filter: AuditFilter) => void;
}) => {
  const { t } = useTranslation('audit');
  const { word } = useWords();
  const [typed, setTyped] = useState(filter.day ?? '');
  const others = actions.filter((action) => !isKnown(auditActions, action));
  const options = [
    ...groupNames.map((group) => ({
      label: t(`groups.${group}`),
      options: auditGroups[group]
        .filter((action) => actions.includes(action))
        .map((action) => ({ value: action as string, label: word('audit', action) })),
    })),
    // A kind of a newer program has no name here; its code tells it from another one.
    { label: t('groups.others'), options: others.map((action) => ({ value: action, label: `${word('audit', action)} (${action})` })) },
  ].filter((group) => group.options.length > 0);
  const empty = filter.action === undefined && typed === '' && filter.number === undefined;
  return (
    <search className="audit-filters" aria-label={t('filters')}>
      <Labelled label={t('kind')}>
        {(names) => (
          <Select
            {...names}
            className="audit-kind"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('anyKind')}
            value={filter.action}
            options={options}
            onChange={(action: string | undefined) => onChange({ ...filter, action })}
          />
        )}
      </Labelled>
      <Labelled label={t('day')}>
        {(names) => (
          <Input
            {...names}
            className="audit-day"
            allowClear
            placeholder={t('dayHint')}
            maxLength={10}
            status={typed === '' || isDay(typed) ? '' : 'error'}
            aria-invalid={typed !== '' && !isDay(typed)}
            value={typed}
            onChange={({ target }) => {
              const text = target.value.trim();
              setTyped(text);
              const day = isDay(text) ? text : undefined;
              if (day !== filter.day) onChange({ ...filter, day });
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('number')}>
        {(names) => (
          <Input
            {...names}
            className="audit-number-field"
            allowClear
            placeholder={t('numberHint')}
            maxLength={200}
            value={filter.number ?? ''}
            onChange={({ target }) => onChange({ ...filter, number: target.value.trim() === '' ? undefined : target.value.trim() })}
          />
        )}
      </Labelled>
      <Button
        icon={<ClearOutlined />}
        disabled={empty}
        onClick={() => {
          setTyped('');
          onChange({});
        }}
      >
        {t('clear')}
      </Button>
    </search>
  );
};
