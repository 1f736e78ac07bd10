import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useDropDecision } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Labelled } from '../../parts/index.ts';

/** Gives a decision up, with a note that says why. It ends a decision for good, so it is asked for in words. */
export const DropDialogue = ({ decision, onClose }: { decision: DecisionRecord; onClose: () => void }) => {
  const { t } = useTranslation('transfer');
  const drop = useDropDecision();
  const [note, setNote] = useState('');
  return (
    <Modal
      open
      title={t('dropTitle')}
      okText={t('drop')}
      cancelText={t('keep')}
      okButtonProps={{ danger: true, disabled: note.trim() === '', loading: drop.isPending }}
      onOk={() => drop.mutate({ decisionId: decision.decisionId, note: note.trim() }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <p>{t('dropDetail')}</p>
      <Labelled label={t('dropNote')}>
        {(names) => (
          <Input.TextArea {...names} autoFocus rows={3} maxLength={2_000} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Labelled>
      {drop.error === null ? null : <FailureNotice failure={failureOf(drop.error)} />}
    </Modal>
  );
};
