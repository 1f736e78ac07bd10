import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { Fragment, useState } from 'react';
import { placeholders, withoutBrackets } from '../../../shared/domain/notice.ts';
import { type Reason, type ReasonCatalogue, reasonGroups } from '../../../shared/domain/reason.ts';
import { useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { EmptyState, Mark, OutcomeMark, Section } from '../../parts/index.ts';

const matches = (reason: Reason, typed: string): boolean =>
  [reason.code, reason.title.zh, reason.title.en, reason.remedy.zh, reason.remedy.en].join(' ').toLowerCase().includes(typed.toLowerCase());

/** A text of the catalogue with what is filled in later named in words. */
const Template = ({ text }: { text: string }) => {
  const { t } = useTranslation('policy');
  const name = (written: string): string => {
    const known = placeholders.find((placeholder) => placeholder === written);
    return known === undefined ? written : t(`reason.filled.${known}`);
  };
  // Every second part is what stood in the braces.
  return withoutBrackets(text)
    .split(/\{\{\s*([^{}]*?)\s*\}\}/u)
    .map((part, place) => {
      const key = `${place} ${part}`;
      return place % 2 === 0 ? <Fragment key={key}>{part}</Fragment> : <var key={key}>{name(part)}</var>;
    });
};

const Entry = ({ reason }: { reason: Reason }) => {
  const { t } = useTranslation('policy');
  const language = useLanguage();
  return (
    <details className="policy-reason">
      <summary>
        <span className="policy-reason-title">{reason.title[language]}</span>
        <code>{reason.code}</code>
        {reason.terminal ? <Mark tone="fail">{t('reason.final')}</Mark> : null}
        {reason.outcomes.map((outcome) => (
          <OutcomeMark key={outcome} outcome={outcome} quiet />
        ))}
      </summary>
      <dl className="facts">
        <dt>{t('reason.sentence')}</dt>
        <dd>
          <Template text={reason.sentence[language]} />
        </dd>
        <dt>{t('reason.remedy')}</dt>
        <dd>
          <Template text={reason.remedy[language]} />
        </dd>
        {reason.internal === undefined ? null : (
          <>
            <dt>{t('reason.internal')}</dt>
            <dd>{reason.internal[language]}</dd>
          </>
        )}
      </dl>
    </details>
  );
};

/** The reason catalogue, by group. */
export const Reasons = ({ catalogue }: { catalogue: ReasonCatalogue }) => {
  const { t } = useTranslation('policy');
  const { word } = useWords();
  const [typed, setTyped] = useState('');
  const found = catalogue.reasons.filter((reason) => matches(reason, typed.trim()));
  const groups = Map.groupBy(found, ({ code }) => code.split('.')[0] ?? '');
  const order: readonly string[] = reasonGroups;
  const ordered = [...groups].toSorted(([left], [right]) => order.indexOf(left) - order.indexOf(right));
  return (
    <>
      <Input
        type="search"
        className="policy-search"
        allowClear
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label={t('reason.search')}
        placeholder={t('reason.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.length === 0 ? <EmptyState icon={<SearchOutlined />} title={t('reason.none')} /> : null}
      {ordered.map(([group, reasons]) => (
        <Section key={group} title={word('group', group)} detail={String(reasons.length)}>
          {reasons.map((reason) => (
            <Entry key={reason.code} reason={reason} />
          ))}
        </Section>
      ))}
    </>
  );
};
