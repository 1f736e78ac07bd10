import { Button, Input } from 'antd';
import { useState } from 'react';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useDropDecision } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Dialogue, FailureNotice, Labelled } from '../../parts/index.ts';

/** Gives a decision up, with a note that says why. It ends a decision for good, so it is asked for in words. */
export const DropDialogue = ({ decision, onClose }: { decision: DecisionRecord; onClose: () => void }) => {
  const { t } = useTranslation('transfer');
  const drop = useDropDecision();
  const [note, setNote] = useState('');
  return (
    <Dialogue
      title={t('dropTitle')}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button
            danger
            type="primary"
            disabled={note.trim() === ''}
            loading={drop.isPending}
            onClick={() => drop.mutate({ decisionId: decision.decisionId, note: note.trim() }, { onSuccess: onClose })}
          >
            {t('drop')}
          </Button>
        </>
      }
      onClose={onClose}
    >
      <p>{t('dropDetail')}</p>
      <Labelled label={t('dropNote')}>
        {(names) => <Input.TextArea {...names} rows={3} maxLength={2_000} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Labelled>
      {drop.error === null ? null : <FailureNotice failure={failureOf(drop.error)} />}
    </Dialogue>
  );
};
