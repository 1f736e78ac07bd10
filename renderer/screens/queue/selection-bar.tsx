import { Button } from 'antd';
import { useState } from 'react';
import { CommandKey, useCommands } from '../../app/commands/index.ts';
import { failureOf, useClaims, useGiveBackClaims, useRules } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice } from '../../parts/index.ts';
import { AlikeDialogue } from './alike-dialogue.tsx';
import { mostChosen, type Selection } from './use-selection.ts';

/** What can be done with the rows that are chosen together, and how many they are. */
export const SelectionBar = ({ selection }: { selection: Selection }) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const { claims = [], supported = false } = useClaims().data ?? {};
  const giveBack = useGiveBackClaims();
  const { chosen } = selection;
  const held = claims
    .filter(({ state, applicationId }) => state === 'held' && chosen.has(applicationId))
    .map(({ applicationId }) => applicationId);
  const most = useRules().data?.policy.review.alikeAtOnce ?? 0;
  const [alike, setAlike] = useState<string[]>();
  const askAlike = (): void => setAlike([...chosen]);
  const returnThem = (): void => giveBack.mutate(held, { onSuccess: () => selection.clear() });
  useCommands([
    {
      name: 'queue.giveBack',
      once: true,
      when: () => held.length > 0 && !giveBack.isPending,
      run: returnThem,
    },
    {
      name: 'queue.alike',
      when: () => chosen.size > 0 && chosen.size <= most,
      run: askAlike,
    },
  ]);
  return (
    <>
      {giveBack.error === null ? null : <FailureNotice failure={failureOf(giveBack.error)} onClose={() => giveBack.reset()} />}
      {chosen.size === 0 ? null : (
        <section className="queue-selection" aria-label={t('selection.title')}>
          <span role="status">
            {t(chosen.size >= mostChosen ? 'selection.most' : 'selection.chosen', { number: format.count(chosen.size) })}
          </span>
          <Button size="small" disabled={held.length === 0} loading={giveBack.isPending} onClick={returnThem}>
            {t('selection.giveBack', { number: format.count(held.length) })} <CommandKey name="queue.giveBack" />
          </Button>
          {supported && held.length < chosen.size ? <span className="queue-quiet">{t('selection.inOrder')}</span> : null}
          {most === 0 ? null : (
            <Button size="small" disabled={chosen.size > most} title={t('alike.most', { most: format.count(most) })} onClick={askAlike}>
              {t('commands.alike')} <CommandKey name="queue.alike" />
            </Button>
          )}
          <Button size="small" type="text" onClick={() => selection.clear()}>
            {t('selection.clear')}
          </Button>
        </section>
      )}
      {alike === undefined ? null : (
        <AlikeDialogue
          applicationIds={alike}
          onClose={() => {
            setAlike(undefined);
            selection.clear();
          }}
        />
      )}
    </>
  );
};
