import { Button, InputNumber } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Policy } from '../../../shared/domain/policy.ts';
import { CommandKey, useCommands } from '../../app/commands/index.ts';
import { failureOf, useWhatIf } from '../../engine/index.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';
import { FailureNotice, Loading, Section } from '../../parts/index.ts';
import { CalledWrongLine } from './called-wrong.tsx';
import { changesTyped, type TypedLimit, typedLimits } from './typed-limits.ts';
import { WhatIfAnswer } from './what-if-answer.tsx';

/** Other limits, tried on what is held: fields with the present values, and which verdicts would change. Nothing is saved. */
export const WhatIfPanel = ({ policy }: { policy: Policy }) => {
  const { t } = useTranslation('policy');
  const [typed, setTyped] = useState<Record<string, number>>({});
  const form = useRef<HTMLFormElement>(null);
  const { mutate, data, error, isPending, reset } = useWhatIf();
  const limits = typedLimits(policy);
  const changes = changesTyped(limits, typed);
  const changed = Object.keys(changes).length;
  useCommands([
    {
      name: 'policy.tryOut',
      when: () => changed > 0 && !isPending && form.current?.checkVisibility() === true,
      run: () => form.current?.requestSubmit(),
    },
  ]);
  return (
    <form
      ref={form}
      aria-label={t('tryOut.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed > 0 && !isPending) mutate(changes);
      }}
    >
      <p className="policy-try-note">{t('tryOut.note')}</p>
      <div className="policy-try-limits">
        {[...Map.groupBy(limits, ({ check }) => check)].map(([check, ofCheck]) => (
          <CheckLimits
            key={check}
            check={check}
            limits={ofCheck}
            typed={typed}
            onType={(path, value) => setTyped((before) => ({ ...before, [path]: value }))}
          />
        ))}
      </div>
      <div className="policy-try-acts">
        <Button type="primary" htmlType="submit" disabled={changed === 0} loading={isPending}>
          {t('tryOut.do')} <CommandKey name="policy.tryOut" />
        </Button>
        <Button
          disabled={changed === 0 && data === undefined}
          onClick={() => {
            setTyped({});
            reset();
          }}
        >
          {t('tryOut.reset')}
        </Button>
        <output>{changed === 0 ? t('tryOut.unchanged') : t('tryOut.changed', { number: changed })}</output>
      </div>
      {error === null ? null : <FailureNotice failure={failureOf(error)} onRetry={() => mutate(changes)} />}
      {isPending ? <Loading label={t('tryOut.trying')} /> : data === undefined ? null : <WhatIfAnswer answer={data} />}
    </form>
  );
};

type CheckProps = {
  check: string;
  limits: readonly TypedLimit[];
  typed: Record<string, number>;
  onType: (path: string, value: number) => void;
};

const CheckLimits = ({ check, limits, typed, onType }: CheckProps) => {
  const { word } = useWords();
  return (
    <Section title={word('check', check)}>
      <CalledWrongLine check={check} />
      {limits.map((limit) => (
        <LimitField key={limit.path} limit={limit} value={typed[limit.path] ?? limit.shown} onType={(value) => onType(limit.path, value)} />
      ))}
    </Section>
  );
};

const LimitField = ({ limit, value, onType }: { limit: TypedLimit; value: number; onType: (value: number) => void }) => {
  const { t } = useTranslation('policy');
  const { word } = useWords();
  const id = useId();
  const name = word('limit', limit.member);
  return (
    <div className="policy-try-limit" data-changed={value !== limit.shown}>
      <label htmlFor={id}>{limit.of === undefined || limit.of === 'default' ? name : `${name} · ${word('document', limit.of)}`}</label>
      <InputNumber
        id={id}
        size="small"
        min={limit.least}
        max={limit.most}
        value={value}
        aria-describedby={`${id}-present`}
        onChange={(typed) => onType(typed ?? limit.shown)}
      />
      <span id={`${id}-present`} className="policy-try-present">
        {t(`tryOut.unit.${limit.unit}`)}
        {value === limit.shown ? null : ` · ${t('tryOut.present', { value: limit.shown })}`}
      </span>
    </div>
  );
};
