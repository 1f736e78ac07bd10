import { Button, InputNumber, Space } from 'antd';
import { CommandKey, useKeys } from '../../app/commands/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import type { useTakeNext } from './use-take-next.ts';

/** How many to claim, the button that does it, and how many were had. Nothing where the platform hands out no claims. */
export const TakeNext = ({ offered, count, most, choose, ask, pending, taken }: ReturnType<typeof useTakeNext>) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const keys = useKeys();
  if (!offered) return null;
  return (
    <>
      <output className="queue-quiet">
        {taken === undefined || pending ? null : taken === 0 ? t('take.none') : t('take.had', { number: format.count(taken) })}
      </output>
      <Space.Compact>
        <InputNumber
          className="queue-take-count"
          aria-label={t('take.count')}
          title={t('take.most', { most: format.count(most) })}
          min={1}
          max={most}
          precision={0}
          value={count}
          onChange={(value) => choose(value ?? 1)}
        />
        <Button loading={pending} aria-keyshortcuts={keys.spoken('queue.take')} title={t('take.hint')} onClick={ask}>
          {t('take.do', { number: format.count(count) })} <CommandKey name="queue.take" />
        </Button>
      </Space.Compact>
    </>
  );
};
