import { CloudServerOutlined, ExperimentOutlined, GiftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SourceInput } from '../../../shared/contract/engine/vault.ts';
import { failureOf, useCreateVault } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, isUsable, NewPassphrase, type ServerAccess, ServerFields } from '../../parts/index.ts';
import { Entrance } from './entrance.tsx';

const icons: Record<SourceInput['kind'], ReactNode> = {
  demo: <ExperimentOutlined />,
  server: <CloudServerOutlined />,
  packages: <GiftOutlined />,
};
const kinds: readonly SourceInput['kind'][] = ['demo', 'server', 'packages'];

/** The first start: where applications come from, and the passphrase that everything is encrypted with. */
export const FirstStart = () => {
  const { t } = useTranslation('unlock');
  const create = useCreateVault();
  const [kind, setKind] = useState<SourceInput['kind']>('demo');
  const [server, setServer] = useState<ServerAccess>({ url: '', token: '' });
  const [typed, setTyped] = useState({ first: '', second: '' });
  const complete = isUsable(typed) && (kind !== 'server' || (server.url.trim() !== '' && server.token.trim() !== ''));
  const submit = (): void => {
    if (!complete || create.isPending) return;
    const source: SourceInput = kind === 'server' ? { kind, url: server.url.trim(), token: server.token.trim() } : { kind };
    create.mutate({ passphrase: typed.first, source });
  };
  return (
    <Entrance title={t('first.title')} lead={t('first.lead')}>
      <form
        className="entrance-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset disabled={create.isPending}>
          <legend>{t('first.source')}</legend>
          <div className="sources">
            {kinds.map((one) => (
              <label key={one} className="source">
                <input
                  type="radio"
                  name="source"
                  value={one}
                  checked={kind === one}
                  onChange={() => setKind(one)}
                  aria-labelledby={`source-name-${one}`}
                  aria-describedby={`source-${one}`}
                />
                <span className="source-name" id={`source-name-${one}`}>
                  <span aria-hidden="true">{icons[one]}</span>
                  {t(`sources.${one}`)}
                </span>
                <span className="source-detail" id={`source-${one}`}>
                  {t(`sourceDetails.${one}`)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        {kind === 'server' ? <ServerFields value={server} onChange={setServer} disabled={create.isPending} /> : null}
        <NewPassphrase value={typed} onChange={setTyped} disabled={create.isPending} />
        {create.error === null ? null : <FailureNotice failure={failureOf(create.error)} />}
        <div className="entrance-acts">
          <Button type="primary" size="large" htmlType="submit" loading={create.isPending} disabled={!complete}>
            {create.isPending ? t('first.making') : t(`first.begin.${kind}`)}
          </Button>
          <span className="entrance-note">{t('first.note')}</span>
        </div>
      </form>
    </Entrance>
  );
};
