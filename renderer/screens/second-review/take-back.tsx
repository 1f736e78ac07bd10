import { Button } from 'antd';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { CommandKey, useCommands } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { failureOf, useTakeBack } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, useNow } from '../../parts/index.ts';

/** Takes the decision back while that is possible, and goes on with the application in the review: the second view stays as it was formed. */
export const TakeBack = ({ decision }: { decision: DecisionRecord }) => {
  const { t } = useTranslation('secondReview');
  const now = useNow(1_000);
  const takeBack = useTakeBack();
  const left = decision.state === 'held' ? Math.ceil((Date.parse(decision.takeBackUntil ?? decision.decidedAt) - now) / 1_000) : 0;
  const possible = left > 0 && !takeBack.isPending;
  const run = () =>
    takeBack.mutate(decision.decisionId, {
      onSuccess: ({ applicationId }) => navigate({ screen: 'review', applicationId, view: 'all' }),
    });
  useCommands([
    {
      name: 'secondReview.takeBack',
      once: true,
      when: () => possible,
      run,
    },
  ]);
  if (takeBack.error !== null) return <FailureNotice failure={failureOf(takeBack.error)} />;
  if (left <= 0) return null;
  return (
    <Button size="small" disabled={!possible} onClick={run}>
      {t('both.takeBack', { count: left })} <CommandKey name="secondReview.takeBack" />
    </Button>
  );
};
