import { CloudServerOutlined, ExperimentOutlined, GiftOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SourceInput } from '../../../shared/contract/engine/vault.ts';
import {
  failureOf,
  useAnnouncedSignIn,
  useCancelSignIn,
  useChooseVault,
  useCreateVault,
  useVaultState,
  useVaults,
} from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import {
  BrowserWaiting,
  FailureNotice,
  isServerAccess,
  isUsable,
  Labelled,
  NewPassphrase,
  noServerAccess,
  ServerFields,
  wayOf,
  withAnnounced,
} from '../../parts/index.ts';
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
  const announced = useAnnouncedSignIn();
  const cancel = useCancelSignIn();
  const waitingUntil = useVaultState().data?.signIn?.waitingUntil;
  const others = useVaults().data?.vaults ?? [];
  const back = useChooseVault();
  const [kind, setKind] = useState<SourceInput['kind']>('demo');
  const [server, setServer] = useState(noServerAccess);
  const [typed, setTyped] = useState({ first: '', second: '' });
  const [label, setLabel] = useState('');
  const complete = isUsable(typed) && (kind !== 'server' || isServerAccess(server));
  const submit = (): void => {
    if (!complete || create.isPending) return;
    const access = server.by === 'token' ? { token: server.token.trim() } : { signIn: wayOf(server) };
    const source: SourceInput = kind === 'server' ? { kind, url: server.url.trim(), ...access } : { kind };
    create.mutate({ passphrase: typed.first, source, label: label.trim() });
  };
  // What is told stands at the end of a long form, on a small screen below what is seen.
  const acts = useRef<HTMLDivElement>(null);
  const told = create.error !== null || back.error !== null || waitingUntil !== undefined;
  useEffect(() => {
    if (told) acts.current?.scrollIntoView({ block: 'nearest' });
  }, [told]);
  const byBrowser = kind === 'server' && server.by === 'browser';
  const [first] = others;
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
        {kind === 'server' ? (
          <ServerFields
            value={server}
            onChange={setServer}
            onAddress={(url) =>
              announced.mutate(url, {
                onSuccess: ({ way }) => setServer((now) => (now.url.trim() === url ? withAnnounced(now, way) : now)),
              })
            }
            disabled={create.isPending}
          />
        ) : null}
        <NewPassphrase value={typed} onChange={setTyped} disabled={create.isPending} />
        <Labelled label={t('first.label')} hint={t('first.labelHint')}>
          {(names) => (
            <Input
              {...names}
              maxLength={40}
              autoComplete="off"
              disabled={create.isPending}
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Labelled>
        {create.error === null ? null : <FailureNotice failure={failureOf(create.error)} />}
        {back.error === null ? null : <FailureNotice failure={failureOf(back.error)} />}
        {waitingUntil === undefined ? null : <BrowserWaiting until={waitingUntil} onCancel={() => cancel.mutate(undefined)} />}
        <div ref={acts} className="entrance-acts">
          <Button type="primary" size="large" htmlType="submit" loading={create.isPending} disabled={!complete}>
            {create.isPending
              ? t(byBrowser ? 'first.signingIn' : 'first.making')
              : t(byBrowser ? 'first.beginByBrowser' : `first.begin.${kind}`)}
          </Button>
          {first === undefined ? null : (
            <Button size="large" disabled={create.isPending || back.isPending} onClick={() => back.mutate(first.id)}>
              {t('first.back')}
            </Button>
          )}
          <span className="entrance-note">{t('first.note')}</span>
        </div>
      </form>
    </Entrance>
  );
};
