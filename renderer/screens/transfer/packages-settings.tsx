import { CheckOutlined, CopyOutlined, DeleteOutlined, FolderOpenOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Popconfirm, Switch } from 'antd';
import { type FormEvent, useState } from 'react';
import type { PackageSettings } from '../../../shared/domain/package.ts';
import { failureOf, useChangePackages, useDistrustKey, useFileChoice, useTrustKey } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { copyText, FailureNotice, Labelled } from '../../parts/index.ts';

/** How packages are dealt with: the watched folder, signatures, and the keys that are trusted. */
export const PackageSettingsPart = ({ settings }: { settings: PackageSettings }) => {
  const { t } = useTranslation('packages');
  const change = useChangePackages();
  const { choose } = useFileChoice();
  const { own, requireSignature, watchedFolder } = settings;
  const [copied, setCopied] = useState(false);
  const watch = async () => {
    const folder = await choose('watched-folder');
    if (folder !== undefined) change.mutate({ watchedFolder: folder });
  };
  return (
    <div className="packages-settings">
      {change.error === null ? null : <FailureNotice failure={failureOf(change.error)} onClose={() => change.reset()} />}
      <div className="packages-choice">
        <div className="packages-words">
          <strong>{t('watched.title')}</strong>
          <span className="quiet">{watchedFolder === undefined ? t('watched.none') : t('watched.hint')}</span>
          {watchedFolder === undefined ? null : <code className="packages-file">{watchedFolder}</code>}
        </div>
        <span className="packages-acts">
          <Button icon={<FolderOpenOutlined />} disabled={change.isPending} onClick={() => void watch()}>
            {t(watchedFolder === undefined ? 'watched.choose' : 'watched.other')}
          </Button>
          {watchedFolder === undefined ? null : (
            <Button disabled={change.isPending} onClick={() => change.mutate({ watchedFolder: null })}>
              {t('watched.stop')}
            </Button>
          )}
        </span>
      </div>
      <div className="packages-choice">
        <div className="packages-words">
          <strong>{t('require.title')}</strong>
          <span className="quiet">{t('require.detail')}</span>
        </div>
        <Switch
          aria-label={t('require.title')}
          checked={requireSignature}
          loading={change.isPending}
          onChange={(wanted) => change.mutate({ requireSignature: wanted })}
        />
      </div>
      <TrustList settings={settings} />
      <div className="packages-choice">
        <div className="packages-words">
          <strong>{t('own.title')}</strong>
          <span className="quiet">{t('own.detail')}</span>
          <code>{own.publicKey}</code>
          <span className="quiet">{t('keyId', { id: own.keyId })}</span>
        </div>
        <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => setCopied(copyText(own.publicKey))}>
          {t(copied ? 'own.copied' : 'own.copy')}
        </Button>
      </div>
    </div>
  );
};

const TrustList = ({ settings: { trusted } }: { settings: PackageSettings }) => {
  const { t } = useTranslation('packages');
  const format = useFormat();
  const distrust = useDistrustKey();
  const [adding, setAdding] = useState(false);
  return (
    <section className="packages-trust" aria-label={t('trust.title')}>
      <div className="packages-choice">
        <div className="packages-words">
          <strong>{t('trust.title')}</strong>
          <span className="quiet">{t(trusted.length === 0 ? 'trust.none' : 'trust.detail')}</span>
        </div>
        {adding ? null : (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('trust.add')}
          </Button>
        )}
      </div>
      {distrust.error === null ? null : <FailureNotice failure={failureOf(distrust.error)} onClose={() => distrust.reset()} />}
      {adding ? <TrustForm onClose={() => setAdding(false)} /> : null}
      <ul className="packages-keys">
        {trusted.map(({ keyId, name, addedAt }) => (
          <li key={keyId}>
            <strong>{name}</strong>
            <code>{t('keyId', { id: keyId })}</code>
            <span className="quiet">{t('trust.since', { at: format.dateTime(addedAt) })}</span>
            <Popconfirm
              title={t('trust.removeAsk', { name })}
              okText={t('trust.remove')}
              cancelText={t('cancel')}
              onConfirm={() => distrust.mutate(keyId)}
            >
              <Button size="small" icon={<DeleteOutlined />} aria-label={t('trust.removeOf', { name })}>
                {t('trust.remove')}
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
    </section>
  );
};

const TrustForm = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('packages');
  const trust = useTrustKey();
  const [name, setName] = useState('');
  const [publicKey, setPublicKey] = useState('');
  const ready = name.trim() !== '' && publicKey.trim() !== '';
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (ready) trust.mutate({ name: name.trim(), publicKey: publicKey.trim() }, { onSuccess: onClose });
  };
  return (
    <form className="packages-form" onSubmit={add}>
      {trust.error === null ? null : <FailureNotice failure={failureOf(trust.error)} onClose={() => trust.reset()} />}
      <Labelled label={t('trust.name')} hint={t('trust.nameHint')}>
        {(names) => <Input {...names} autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
      </Labelled>
      <Labelled label={t('trust.key')} hint={t('trust.keyHint')}>
        {(names) => (
          <Input.TextArea
            {...names}
            rows={3}
            maxLength={2_000}
            spellCheck={false}
            value={publicKey}
            onChange={(event) => setPublicKey(event.target.value)}
          />
        )}
      </Labelled>
      <span className="packages-acts">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={trust.isPending}>
          {t('trust.add')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </span>
    </form>
  );
};
