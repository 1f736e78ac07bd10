import { CheckCircleOutlined, SafetyCertificateOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { chainFaultText } from '../../../shared/contract/engine/audit-sentences.ts';
import type { ChainVerdict, ChainState as State } from '../../../shared/domain/audit-chain.ts';
import { failureOf, useAuditChain, useVerifyAudit } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Mark, ProgressLine } from '../../parts/index.ts';

/** Verifying as the screen shows it. */
export const useChain = () => {
  const { verifying, progress, stop } = useVerifyAudit();
  const [askPlatform, setAskPlatform] = useState(false);
  return { verifying, progress, stop, askPlatform, setAskPlatform, begin: () => verifying.mutate(askPlatform) };
};

/** Whether the chain is sound, who confirmed it last, and the way to have it verified. */
export const ChainState = ({ chain }: { chain: ReturnType<typeof useChain> }) => {
  const { t } = useTranslation('audit');
  const { data: state } = useAuditChain();
  const { verifying, progress, stop, askPlatform, setAskPlatform, begin } = chain;
  if (state === undefined) return null;
  return (
    <section className="audit-chain" aria-label={t('state.chain')}>
      <div className="audit-chain-line">
        <span className="audit-chain-known">
          <StateLine state={state} />
          {state.keyId === undefined ? null : <code className="quiet">{t('state.key', { keyId: state.keyId })}</code>}
        </span>
        {state.copy === 'kept' || state.copy === 'differs' ? (
          <Checkbox checked={askPlatform} disabled={verifying.isPending} onChange={({ target }) => setAskPlatform(target.checked)}>
            {t('state.withPlatform')}
          </Checkbox>
        ) : null}
        <Button icon={<SafetyCertificateOutlined />} loading={verifying.isPending} onClick={begin}>
          {t('state.verify')}
        </Button>
      </div>
      {verifying.error === null ? null : (
        <FailureNotice failure={failureOf(verifying.error)} onRetry={begin} onClose={() => verifying.reset()} />
      )}
      {verifying.isPending ? (
        <div className="audit-chain-line">
          <ProgressLine label={t('state.verifying')} done={progress?.done ?? 0} total={progress?.total ?? 1} />
          <Button size="small" onClick={stop}>
            {t('stop')}
          </Button>
        </div>
      ) : verifying.isSuccess ? (
        <div className="audit-chain-verdict" role="status">
          {verifying.data === undefined ? t('state.verifyStopped') : <Verdict verdict={verifying.data} asked={verifying.variables} />}
          <Button size="small" type="text" onClick={() => verifying.reset()}>
            {t('understood')}
          </Button>
        </div>
      ) : null}
    </section>
  );
};

const StateLine = ({ state }: { state: State }) => {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const entries = format.count(state.entries);
  if (state.copy === 'differs')
    return (
      <Mark tone="fail" icon={<WarningOutlined />}>
        {t('state.differs')}
      </Mark>
    );
  if (state.platform !== undefined)
    return t('state.confirmed', { entries, size: format.count(state.platform.size), at: format.exact(state.platform.at) });
  return t(state.copy === 'unsupported' ? 'state.unsupported' : 'state.notConfirmed', { entries });
};

const Verdict = ({ verdict, asked }: { verdict: ChainVerdict; asked: boolean | undefined }) => {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const language = useLanguage();
  const { sound, entries, unsigned, faultCount, faults, platform } = verdict;
  return (
    <div>
      <Mark tone={sound ? 'pass' : 'fail'} icon={sound ? <CheckCircleOutlined /> : <WarningOutlined />}>
        {sound ? t('state.sound', { entries: format.count(entries) }) : t('state.faulty', { number: faultCount })}
      </Mark>
      {sound && unsigned > 0 ? <p className="quiet">{t('state.soundOlder', { number: format.count(unsigned) })}</p> : null}
      {asked === true && platform?.asked !== true ? <p className="quiet">{t('state.noCopy')}</p> : null}
      {faults.length === 0 ? null : (
        <ul className="audit-chain-faults">
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)}>{chainFaultText(fault, language)}</li>
          ))}
        </ul>
      )}
      {faultCount > faults.length ? <p className="quiet">{t('state.more', { number: faultCount - faults.length })}</p> : null}
    </div>
  );
};
