import { UserAddOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { failureOf, useAnotherVault, useChooseVault, useVaults } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Labelled } from '../../parts/index.ts';

/** Whose vault is to be opened, where several reviewers share the desktop, and a vault for one more. `onChosen`: what was typed for the one before is worth nothing now. */
export const VaultChoice = ({ onChosen }: { onChosen: () => void }) => {
  const { t } = useTranslation('unlock');
  const list = useVaults().data;
  const choose = useChooseVault();
  const another = useAnotherVault();
  if (list === undefined) return null;
  const failed = choose.error ?? another.error;
  const busy = choose.isPending || another.isPending;
  return (
    <>
      <div className="vault-choice">
        {list.vaults.length < 2 ? null : (
          <Labelled label={t('vaults.label')}>
            {(names) => (
              <Select
                {...names}
                value={list.chosen}
                disabled={busy}
                onChange={(id: string) => choose.mutate(id, { onSuccess: onChosen })}
                options={list.vaults.map(({ id, label }, place) => ({
                  value: id,
                  label: label ?? t('vaults.unnamed', { number: place + 1 }),
                }))}
              />
            )}
          </Labelled>
        )}
        <Button
          type="link"
          icon={<UserAddOutlined />}
          loading={another.isPending}
          disabled={busy}
          onClick={() => another.mutate(undefined)}
        >
          {t('vaults.another')}
        </Button>
      </div>
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    </>
  );
};
