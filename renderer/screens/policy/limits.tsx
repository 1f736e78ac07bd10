import { checkIds } from '../../../shared/domain/finding.ts';
import { formatMeasurement } from '../../../shared/domain/measurement.ts';
import { type Policy, severityOf, usualProtection, usualUpdates } from '../../../shared/domain/policy.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { Mark, Section } from '../../parts/index.ts';
import { CalledWrong } from './called-wrong.tsx';

const Rows = ({ name, rows }: { name: string; rows: readonly (readonly [string, string])[] }) => (
  <table className="policy-table" aria-label={name}>
    <tbody>
      {rows.map(([what, limit]) => (
        <tr key={what}>
          <th scope="row">{what}</th>
          <td>{limit}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The limits, in groups as a reviewer thinks of them. */
export const Limits = ({ policy }: { policy: Policy }) => {
  const { t } = useTranslation('policy');
  const { word } = useWords();
  const format = useFormat();
  const { image, reading, due, review, age, vault, fields, duplicates, protection = usualProtection, updates = usualUpdates } = policy;
  const percent = (share: number): string => `${formatMeasurement(share * 100, undefined)}%`;
  const photo: [string, string][] = [
    [t('photo.types'), formatMeasurement(image.allowedTypes.join(', '))],
    [t('photo.bytes'), t('between', { least: format.bytes(image.minBytes), most: format.bytes(image.maxBytes) })],
    ...Object.entries(image.minShortSide).map(([kind, side]): [string, string] => [
      kind === 'default' ? t('photo.shortSide') : t('photo.shortSideOf', { document: word('document', kind) }),
      t('atLeast', { limit: formatMeasurement(side, 'px') }),
    ]),
    [t('photo.sharpness'), t('failUnder', { fail: image.sharpness.fail, warn: image.sharpness.warn })],
    [t('photo.exposure'), t('failUnder', { fail: image.exposure.fail, warn: image.exposure.warn })],
    [t('photo.glare'), t('failOver', { fail: percent(image.glare.fail), warn: percent(image.glare.warn) })],
    [t('photo.colour'), t('failUnder', { fail: image.colour.fail, warn: image.colour.warn })],
    [t('photo.screen'), t('warnFrom', { limit: image.screen.warn })],
    [t('photo.document'), t('atLeast', { limit: formatMeasurement(image.document.minShortSide, 'px') })],
    [t('photo.documentShare'), t('atLeast', { limit: percent(image.document.minShare) })],
    [t('photo.skew'), t('atMost', { limit: formatMeasurement(image.orientation.maxSkew, '°') })],
    [t('photo.eyes'), t('atLeast', { limit: formatMeasurement(image.face.minEyes, 'px') })],
    [t('photo.background'), t('atMost', { limit: percent(image.background.warn) })],
  ];
  const certainty: [string, string][] = [
    [t('reading.agree'), percent(reading.agreeFrom)],
    [t('reading.differ'), percent(reading.differFrom)],
    [t('reading.verified'), percent(reading.verifiedFrom)],
  ];
  const required: [string, string][] = Object.entries(policy.requiredDocuments).map(([type, kinds]) => [
    word('applicationType', type),
    kinds.map((kind) => word('document', kind)).join(t('list')),
  ]);
  const times: [string, string][] = [
    [t('time.workingDays'), t('time.days', { days: due.workingDays })],
    [t('time.hours'), t('time.fromTo', { from: due.dayStartsAt, to: due.dayEndsAt })],
    [t('time.atRisk'), t('time.hoursBefore', { hours: due.atRiskHours })],
    [t('time.takeBack'), t('time.seconds', { seconds: review.takeBackSeconds })],
    [t('time.postpone'), t('time.minutes', { minutes: review.maxPostponeMinutes })],
    [t('time.attempts'), t('time.times', { times: review.maxAttempts })],
    [t('time.photos'), t('time.daysAfter', { days: policy.retention.photoDays })],
    [t('time.details'), t('time.daysAfter', { days: policy.retention.detailDays })],
    [t('time.idle'), t('time.minutes', { minutes: vault.idleLockMinutes })],
    [t('time.clipboard'), t('time.seconds', { seconds: protection.clearClipboardSeconds })],
    [t('time.capture'), t(protection.blockCapture ? 'time.on' : 'time.off')],
    [t('time.watermark'), t(protection.watermark ? 'time.on' : 'time.off')],
    [t('time.beforeTurn'), t(updates.beforeTurn ? 'time.allowed' : 'time.notAllowed')],
  ];
  const form: [string, string][] = [
    [t('form.name'), t('atMost', { limit: t('form.characters', { count: fields.longestName }) })],
    [t('form.address'), t('atLeast', { limit: t('form.characters', { count: fields.shortestAddress }) })],
    [t('form.phone'), fields.phone.regions.map(format.region).join(t('list'))],
    [t('form.phoneElsewhere'), word('verdict', fields.phone.elsewhere)],
    [t('form.age'), t('time.years', { min: age.min, max: age.max })],
    [t('form.validity'), t('time.daysBefore', { days: policy.validityWarningDays })],
    [t('form.alike'), t('atLeast', { limit: percent(duplicates.alike) })],
    [t('form.alikeOnCards'), t('atLeast', { limit: percent(duplicates.alikeOnCards) })],
  ];
  return (
    <div className="policy-columns">
      <Section title={t('photo.title')}>
        <Rows name={t('photo.title')} rows={photo} />
      </Section>
      <Section title={t('form.title')}>
        <Rows name={t('form.title')} rows={form} />
      </Section>
      <Section title={t('reading.title')}>
        <Rows name={t('reading.title')} rows={certainty} />
      </Section>
      <Section title={t('time.title')}>
        <Rows name={t('time.title')} rows={times} />
      </Section>
      <Section title={t('required')}>
        <Rows name={t('required')} rows={required} />
      </Section>
      <CalledWrong />
      <Section title={t('severities')} detail={t('severitiesDetail')}>
        <ul className="policy-checks">
          {checkIds.map((check) => {
            const severity = severityOf(policy, check);
            return (
              <li key={check}>
                <span>{word('check', check)}</span>
                <Mark tone={severity === 'blocking' ? 'fail' : severity === 'warning' ? 'warn' : 'neutral'}>
                  {word('severity', severity)}
                </Mark>
              </li>
            );
          })}
        </ul>
      </Section>
    </div>
  );
};
