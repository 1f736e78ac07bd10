import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { Reason } from '../../../shared/domain/reason.ts';
import { useLanguage, useTranslation } from '../../i18n/index.ts';

type Props = { offered: readonly Reason[]; given: readonly GivenReason[]; onChange: (given: GivenReason[]) => void };

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** The reasons that fit this request and outcome: several may be chosen, typing filters them. */
export const RequestReasons = ({ offered, given, onChange }: Props) => {
  const { t } = useTranslation('requests');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const wanted = bare(typed);
  const found = offered.filter(({ code, title }) => [code, title.zh, title.en].some((text) => bare(text).includes(wanted)));
  const isGiven = (code: string): boolean => given.some((reason) => reason.code === code);
  if (offered.length === 0) return <p className="quiet">{t('reasons.noneFits')}</p>;
  return (
    <fieldset className="request-reasons">
      <legend>{t('reasons.title', { count: given.length })}</legend>
      <Input
        size="small"
        value={typed}
        allowClear
        placeholder={t('reasons.filter')}
        aria-label={t('reasons.filter')}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.length === 0 ? <p className="quiet">{t('reasons.nothing')}</p> : null}
      <ul>
        {found.map(({ code, title, internal }) => (
          <li key={code}>
            <Checkbox
              checked={isGiven(code)}
              onChange={({ target }) => onChange(target.checked ? [...given, { code }] : given.filter((reason) => reason.code !== code))}
            >
              {title[language]}
            </Checkbox>
            {internal === undefined ? null : (
              <p className="quiet request-internal">{t('reasons.internal', { hint: internal[language] })}</p>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
};
