import { CheckCircleOutlined, ExportOutlined, MedicineBoxOutlined, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { diagnosisWords } from '../../../shared/contract/engine/diagnosis-sentences.ts';
import type { Diagnosis, DiagnosisState } from '../../../shared/domain/diagnosis.ts';
import { failureOf, useDiagnosis, useFileChoice, useWriteBundle } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Mark, Section, type Tone, useNow } from '../../parts/index.ts';

/** How the name of a bundle ends. */
const ending = '.zip';

const tones: Record<DiagnosisState, Tone> = { ok: 'pass', warn: 'warn', fail: 'fail', skipped: 'neutral' };
const icons = { ok: <CheckCircleOutlined />, warn: <WarningOutlined />, fail: <WarningOutlined />, skipped: <MinusCircleOutlined /> };

/** The diagnosis, and the bundle for the support. */
export const CareSection = () => {
  const { t } = useTranslation('about');
  const format = useFormat();
  const diagnosis = useDiagnosis();
  const bundle = useWriteBundle();
  const { choose } = useFileChoice();
  const now = useNow();
  const save = async (): Promise<void> => {
    const chosen = await choose('save-bundle', `diagnostics-${new Date(now).toISOString().slice(0, 10)}${ending}`);
    if (chosen !== undefined) bundle.mutate(chosen.toLowerCase().endsWith(ending) ? chosen : `${chosen}${ending}`);
  };
  const error = bundle.error ?? diagnosis.error;
  return (
    <Section
      title={t('care.title')}
      actions={
        <>
          <Button icon={<MedicineBoxOutlined />} loading={diagnosis.isPending} onClick={() => diagnosis.mutate()}>
            {t('care.examine')}
          </Button>
          <Button icon={<ExportOutlined />} loading={bundle.isPending} onClick={() => void save()}>
            {t('care.bundle')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('care.line')}</p>
      {error === null ? null : (
        <FailureNotice
          failure={failureOf(error)}
          onClose={() => {
            bundle.reset();
            diagnosis.reset();
          }}
        />
      )}
      {bundle.data === undefined ? null : (
        <p role="status">
          {t('care.written', {
            file: bundle.data.fileName,
            files: format.count(bundle.data.entries.length),
            size: format.bytes(bundle.data.bytes),
          })}
        </p>
      )}
      {diagnosis.data === undefined ? null : <Findings found={diagnosis.data} />}
    </Section>
  );
};

const Findings = ({ found }: { found: readonly Diagnosis[] }) => {
  const { t } = useTranslation('about');
  const language = useLanguage();
  return (
    <ul className="care-findings" aria-label={t('care.findings')}>
      {found.map((one) => {
        const { what, todo } = diagnosisWords(one, language);
        return (
          <li key={one.check}>
            <Mark tone={tones[one.state]} icon={icons[one.state]}>
              {t(`care.state.${one.state}`)}
            </Mark>
            <span>
              {what} {todo === '' ? null : <span className="quiet">{todo}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
};
