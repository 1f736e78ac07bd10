import { Button } from 'antd';
import { useState } from 'react';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useTakeBack } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { FailureNotice } from '../../parts/index.ts';

/** Takes decisions back that were made together, each by itself; what has gone out meanwhile stays. */
export const TakeBackAll = ({ decisions }: { decisions: readonly DecisionRecord[] }) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const { mutateAsync, isPending, error } = useTakeBack();
  const [taken, setTaken] = useState<number>();
  const all = async (): Promise<void> => {
    const answers = await Promise.allSettled(decisions.map(({ decisionId }) => mutateAsync(decisionId)));
    setTaken(answers.filter(({ status }) => status === 'fulfilled').length);
  };
  if (decisions.length === 0) return null;
  return (
    <>
      {taken === undefined ? (
        <Button loading={isPending} onClick={() => void all()}>
          {t('alike.takeBack')}
        </Button>
      ) : (
        <p role="status">{t('alike.takenBack', { taken: format.count(taken), all: format.count(decisions.length) })}</p>
      )}
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
    </>
  );
};
