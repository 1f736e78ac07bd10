import { LikeOutlined } from '@ant-design/icons';
import type { CheckId } from '../../../shared/domain/finding.ts';
import type { DecidedCheck, FeedbackCount } from '../../../shared/domain/finding-feedback.ts';
import { useKeys } from '../../app/commands/index.ts';
import { failureOf, useFeedbackCounts } from '../../engine/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, Section } from '../../parts/index.ts';

/** One check: how many verdicts were called wrong, what they should have been, and how many were decided since when. */
type Tally = { check: CheckId; wrong: number; pass: number; fail: number; decided: DecidedCheck | undefined };

const talliesOf = (counts: readonly FeedbackCount[], decided: readonly DecidedCheck[]): Tally[] =>
  [...Map.groupBy(counts, ({ check }) => check)].map(([check, ofCheck]) => {
    const sum = (wanted: FeedbackCount[]) => wanted.reduce((total, { count }) => total + count, 0);
    return {
      check,
      wrong: sum(ofCheck),
      pass: sum(ofCheck.filter(({ expected }) => expected === 'pass')),
      fail: sum(ofCheck.filter(({ expected }) => expected === 'fail')),
      decided: decided.find((one) => one.check === check),
    };
  });

/** Which checks' verdicts reviewers here called wrong, most often first. */
export const CalledWrong = () => {
  const { t } = useTranslation('policy');
  const { word } = useWords();
  const format = useFormat();
  const keys = useKeys().told('review');
  const { data, error, refetch } = useFeedbackCounts();
  if (data === undefined) return error === null ? null : <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  const tallies = talliesOf(data.counts, data.decided).toSorted((left, right) => right.wrong - left.wrong);
  return (
    <Section title={t('wrong.title')} detail={t('wrong.detail', keys)}>
      {tallies.length === 0 ? (
        <EmptyState icon={<LikeOutlined />} title={t('wrong.none')} />
      ) : (
        <table className="policy-table policy-wrong" aria-label={t('wrong.title')}>
          <thead>
            <tr>
              <th scope="col">{t('wrong.check')}</th>
              <th scope="col">{t('wrong.wrong')}</th>
              <th scope="col">{t('wrong.decided')}</th>
              <th scope="col">{t('wrong.since')}</th>
            </tr>
          </thead>
          <tbody>
            {tallies.map(({ check, wrong, pass, fail, decided }) => (
              <tr key={check}>
                <th scope="row">{word('check', check)}</th>
                <td>
                  {format.count(wrong)}{' '}
                  <span className="policy-wrong-kinds">
                    {[pass === 0 ? [] : t('wrong.pass', { number: pass }), fail === 0 ? [] : t('wrong.fail', { number: fail })]
                      .flat()
                      .join(t('list'))}
                  </span>
                </td>
                <td>{format.count(decided?.count ?? 0)}</td>
                <td>{decided?.since ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
};

/** The same of one check, in a line beside its limits; nothing where none of its verdicts was called wrong. */
export const CalledWrongLine = ({ check }: { check: string }) => {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const { data } = useFeedbackCounts();
  const tally = data === undefined ? undefined : talliesOf(data.counts, data.decided).find((one) => one.check === check);
  if (tally === undefined) return null;
  const { wrong, decided } = tally;
  return (
    <p className="policy-try-wrong">
      {decided === undefined
        ? t('wrong.line', { wrong: format.count(wrong) })
        : t('wrong.lineOf', { wrong: format.count(wrong), decided: format.count(decided.count), since: decided.since })}
    </p>
  );
};
