import { type Agreement, clarityOf, fewestCases, type SourceAgreement } from '../../../shared/domain/agreement.ts';
import { failureOf, useRules, useSecondLookAgreement } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, Section } from '../../parts/index.ts';

type Named = { name: string } & Agreement;

/** How far first and second reviewers agree, in words about how clear the rules are; never about persons. */
export const AgreementSection = () => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  const { data, error, refetch } = useSecondLookAgreement();
  if (error !== null) return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { outcomes } = data;
  const overall = clarityOf(outcomes);
  const titleOf = (code: string) => catalogue?.reasons.find((reason) => reason.code === code)?.title[language] ?? code;
  return (
    <Section title={t('agreement.title')} detail={t('agreement.detail')}>
      <p className="agreement-words">
        {overall === 'too_few'
          ? t('agreement.tooFew', { cases: format.count(outcomes.cases), fewest: format.count(fewestCases) })
          : t('agreement.overall', {
              agreed: format.count(outcomes.agreed),
              cases: format.count(outcomes.cases),
              words: t(`agreement.clarity.${overall}`),
              kappa: outcomes.kappa === undefined ? '—' : outcomes.kappa.toFixed(2),
            })}
      </p>
      <Sources rows={data.perSource} />
      <Figures heading={t('agreement.perOutcome')} rows={data.perOutcome} nameOf={(name) => word('outcome', name)} />
      <Figures heading={t('agreement.perReason')} rows={data.perReason} nameOf={titleOf} />
      <Figures heading={t('agreement.perCheck')} rows={data.perCheck} nameOf={(name) => word('check', name)} />
    </Section>
  );
};

/** Where the looks came from, each by itself. */
const Sources = ({ rows }: { rows: readonly SourceAgreement[] }) => {
  const { t } = useTranslation('secondReview');
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <>
      <table className="agreement-figures" aria-label={t('agreement.perSource')}>
        <thead>
          <tr>
            <th scope="col">{t('agreement.perSource')}</th>
            <th scope="col">{t('agreement.looks')}</th>
            <th scope="col">{t('agreement.agreed')}</th>
            <th scope="col">κ</th>
            <th scope="col">{t('agreement.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, looks, outcomes }) => {
            const clarity = clarityOf(outcomes);
            return (
              <tr key={kind}>
                <th scope="row">{t(`kind.${kind}`)}</th>
                <td>{format.count(looks)}</td>
                <td>
                  {outcomes.cases === 0
                    ? '—'
                    : t('agreement.of', { agreed: format.count(outcomes.agreed), cases: format.count(outcomes.cases) })}
                </td>
                <td>{clarity === 'too_few' || outcomes.kappa === undefined ? '—' : outcomes.kappa.toFixed(2)}</td>
                <td>{kind === 'escalation' ? t('agreement.notComparable') : t(`agreement.clarity.${clarity}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet">{t('agreement.sourceDetail')}</p>
    </>
  );
};

const Figures = ({ heading, rows, nameOf }: { heading: string; rows: readonly Named[]; nameOf: (name: string) => string }) => {
  const { t } = useTranslation('secondReview');
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <table className="agreement-figures" aria-label={heading}>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{t('agreement.named')}</th>
          <th scope="col">{t('agreement.agreed')}</th>
          <th scope="col">κ</th>
          <th scope="col">{t('agreement.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const clarity = clarityOf(row);
          return (
            <tr key={row.name}>
              <th scope="row">{nameOf(row.name)}</th>
              <td>{format.count(row.named)}</td>
              <td>{t('agreement.of', { agreed: format.count(row.agreed), cases: format.count(row.cases) })}</td>
              <td>{clarity === 'too_few' || row.kappa === undefined ? '—' : row.kappa.toFixed(2)}</td>
              <td>{t(`agreement.clarity.${clarity}`)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
