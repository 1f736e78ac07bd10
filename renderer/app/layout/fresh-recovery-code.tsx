import { CopyOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useFreshRecoveryCode } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { copyText, Dialogue } from '../../parts/index.ts';

/** A recovery code that was just made, shown this once: it goes when the person says that it is written down, and is kept nowhere. */
export const FreshRecoveryCode = () => {
  const { t } = useTranslation('app');
  const { code, forget } = useFreshRecoveryCode();
  const [kept, setKept] = useState(false);
  if (code === undefined) return null;
  const done = (): void => {
    setKept(false);
    forget();
  };
  return (
    <Dialogue
      title={t('recoveryCode.title')}
      width={520}
      kept
      onClose={done}
      footer={
        <Button type="primary" disabled={!kept} onClick={done}>
          {t('recoveryCode.done')}
        </Button>
      }
    >
      <p>{t('recoveryCode.detail')}</p>
      <section className="recovery-code" aria-label={t('recoveryCode.title')}>
        {code.split('-').map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be the same characters
          <code key={place}>{group}</code>
        ))}
      </section>
      <Button icon={<CopyOutlined />} onClick={() => copyText(code)}>
        {t('recoveryCode.copy')}
      </Button>
      <p>
        <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
          {t('recoveryCode.kept')}
        </Checkbox>
      </p>
    </Dialogue>
  );
};
