import { CheckCircleOutlined, InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { WhatIf } from '../../../shared/domain/what-if.ts';
import { navigate } from '../../app/routes/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { EmptyState, Section, VerdictMark } from '../../parts/index.ts';

/** Which verdicts would change, by check, and the first applications concerned. */
export const WhatIfAnswer = ({ answer }: { answer: WhatIf }) => {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const shown = useRef<HTMLDivElement>(null);
  // It stands below all the fields, out of sight on a small screen.
  useEffect(() => shown.current?.scrollIntoView({ block: 'start' }), []);
  if (answer.open === 0) return <EmptyState icon={<InboxOutlined />} title={t('tryOut.nothingHeld')} />;
  const looked = { looked: format.count(answer.looked), open: format.count(answer.open), affected: format.count(answer.affected) };
  return (
    <div ref={shown} role="status" className="policy-try-answer">
      <p>{t(answer.looked < answer.open ? 'tryOut.lookedSome' : 'tryOut.lookedAll', looked)}</p>
      <Checks answer={answer} />
      {answer.affected === 0 ? <EmptyState icon={<CheckCircleOutlined />} title={t('tryOut.none')} /> : <Applications answer={answer} />}
    </div>
  );
};

const Checks = ({ answer }: { answer: WhatIf }) => {
  const { t } = useTranslation('policy');
  const { word } = useWords();
  const format = useFormat();
  return (
    <table className="policy-table policy-try-table" aria-label={t('tryOut.byCheck')}>
      <thead>
        <tr>
          <th scope="col">{t('tryOut.check')}</th>
          <th scope="col">{t('tryOut.changes')}</th>
          <th scope="col">{t('tryOut.looked')}</th>
          <th scope="col">{t('tryOut.unclear')}</th>
        </tr>
      </thead>
      <tbody>
        {answer.checks.map(({ check, looked, unclear, changes }) => (
          <tr key={check}>
            <th scope="row">{word('check', check)}</th>
            <td>
              {changes.length === 0 ? t('tryOut.same') : null}
              {changes.map(({ from, to, count }) => (
                <span key={`${from} ${to}`} className="policy-try-change">
                  <VerdictMark verdict={from} quiet /> → <VerdictMark verdict={to} quiet />
                  {t('tryOut.times', { number: format.count(count) })}
                </span>
              ))}
            </td>
            <td>{format.count(looked)}</td>
            <td>{unclear === 0 ? '0' : t('tryOut.unclearCount', { number: format.count(unclear) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Applications = ({ answer }: { answer: WhatIf }) => {
  const { t } = useTranslation('policy');
  const { word } = useWords();
  const format = useFormat();
  const rest = answer.affected - answer.applications.length;
  return (
    <Section title={t('tryOut.applications')}>
      <ul className="policy-try-applications">
        {answer.applications.map(({ applicationId, name, type, changes }) => (
          <li key={applicationId}>
            <Button type="link" size="small" onClick={() => navigate({ screen: 'review', applicationId, view: 'all' })}>
              {name} · {word('applicationType', type)}
            </Button>
            {[...Map.groupBy(changes, ({ check, from, to }) => `${check} ${from} ${to}`)].map(([key, [first, ...others]]) =>
              first === undefined ? null : (
                <span key={key} className="policy-try-change">
                  {word('check', first.check)} <VerdictMark verdict={first.from} quiet /> → <VerdictMark verdict={first.to} quiet />
                  {others.length === 0 ? null : t('tryOut.times', { number: format.count(others.length + 1) })}
                </span>
              ),
            )}
          </li>
        ))}
      </ul>
      {rest > 0 ? <p>{t('tryOut.more', { number: format.count(rest) })}</p> : null}
    </Section>
  );
};
