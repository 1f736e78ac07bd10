import { Button, Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { failureOf, useBindToDesktop, useChangePassphrase, useMakeRecoveryCode } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Dialogue, FailureNotice, isUsable, Labelled, NewPassphrase } from '../../parts/index.ts';

/** What is done with the passphrase alone. */
export type VaultTask = 'code' | 'bind' | 'free';

/** Replaces the passphrase: the present one, and the new one twice. */
export const ChangePassphraseDialogue = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('settings');
  const change = useChangePassphrase();
  const [present, setPresent] = useState('');
  const [typed, setTyped] = useState({ first: '', second: '' });
  const complete = present !== '' && isUsable(typed);
  const submit = (): void => {
    if (complete && !change.isPending) change.mutate({ present, next: typed.first }, { onSuccess: onClose });
  };
  return (
    <Asking
      title={t('vault.changeTitle')}
      act={t('vault.change')}
      ready={complete}
      running={change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <PresentPassphrase value={present} onChange={setPresent} />
      <NewPassphrase value={typed} onChange={setTyped} disabled={change.isPending} instead />
      {change.error === null ? null : <FailureNotice failure={failureOf(change.error)} />}
    </Asking>
  );
};

/** Asks for the passphrase once more before something is changed that decides who can open the vault. */
export const VaultDialogue = ({ task, onClose }: { task: VaultTask; onClose: () => void }) => {
  const { t } = useTranslation('settings');
  const make = useMakeRecoveryCode();
  const bind = useBindToDesktop();
  const [passphrase, setPassphrase] = useState('');
  const running = task === 'code' ? make : bind;
  const submit = (): void => {
    if (passphrase === '' || running.isPending) return;
    if (task === 'code') make.mutate(passphrase, { onSuccess: onClose });
    else bind.mutate({ passphrase, bound: task === 'bind' }, { onSuccess: onClose });
  };
  return (
    <Asking
      title={t(`vault.ask.${task}`)}
      act={t('vault.confirm')}
      ready={passphrase !== ''}
      running={running.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="settings-words">{t(`vault.askDetail.${task}`)}</p>
      <PresentPassphrase value={passphrase} onChange={setPassphrase} />
      {running.error === null ? null : <FailureNotice failure={failureOf(running.error)} />}
    </Asking>
  );
};

/** A dialogue that is one form: Enter in a field does the same as the button below. */
const Asking = ({
  title,
  act,
  ready,
  running,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  act: string;
  ready: boolean;
  running: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) => {
  const { t } = useTranslation('settings');
  const form = useId();
  return (
    <Dialogue
      title={title}
      width={520}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('vault.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} disabled={!ready} loading={running}>
            {act}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="settings-vault"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialogue>
  );
};

const PresentPassphrase = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const { t } = useTranslation('settings');
  return (
    <Labelled label={t('vault.present')}>
      {(names) => (
        <Input.Password
          {...names}
          autoFocus
          autoComplete="current-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
};
