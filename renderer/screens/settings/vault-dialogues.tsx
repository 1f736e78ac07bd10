import { Input, Modal } from 'antd';
import { useState } from 'react';
import { failureOf, useBindToDesktop, useChangePassphrase, useMakeRecoveryCode } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, isUsable, Labelled, NewPassphrase } from '../../parts/index.ts';

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
    <Modal
      open
      title={t('vault.changeTitle')}
      okText={t('vault.change')}
      cancelText={t('vault.cancel')}
      okButtonProps={{ disabled: !complete, loading: change.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <form
        className="settings-vault"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PresentPassphrase value={present} onChange={setPresent} />
        <NewPassphrase value={typed} onChange={setTyped} disabled={change.isPending} />
        {change.error === null ? null : <FailureNotice failure={failureOf(change.error)} />}
        {/* Enter in a field submits. */}
        <button type="submit" hidden />
      </form>
    </Modal>
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
    <Modal
      open
      title={t(`vault.ask.${task}`)}
      okText={t('vault.confirm')}
      cancelText={t('vault.cancel')}
      okButtonProps={{ disabled: passphrase === '', loading: running.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <form
        className="settings-vault"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="settings-words">{t(`vault.askDetail.${task}`)}</p>
        <PresentPassphrase value={passphrase} onChange={setPassphrase} />
        {running.error === null ? null : <FailureNotice failure={failureOf(running.error)} />}
      </form>
    </Modal>
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
