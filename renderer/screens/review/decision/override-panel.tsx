import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalState } from '../../../../shared/domain/review.ts';
import { CommandKey, useKeys } from '../../../app/commands/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { KeyCap } from '../../../parts/index.ts';

/** What lifts each cause that forbids approving. */
const remedies = ['blocking_finding', 'account_inactive', 'document_missing', 'not_checked'] as const;
const remedyOf = (cause: string): (typeof remedies)[number] | undefined => remedies.find((known) => known === cause);

type Props = {
  approval: ApprovalState;
  text: string;
  onText: (text: string) => void;
  onApprove: () => void;
  onClose: () => void;
};

/** Why this can't be approved and what to do; a senior may approve all the same, with a written reason. */
export const OverridePanel = ({ approval, text, onText, onApprove, onClose }: Props) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const keys = useKeys().told('review');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('textarea, button')?.focus();
  }, []);
  const ready = approval.overridable && text.trim() !== '';
  return (
    <section ref={panel} className="review-panel" aria-label={t('approval.title')} role="alert">
      <h3>{t('approval.title')}</h3>
      <ul className="review-causes">
        {approval.causes.map((cause) => {
          const remedy = remedyOf(cause);
          return (
            <li key={cause}>
              <strong>{word('approval', cause)}</strong>
              {remedy !== undefined && <span>{t(`approval.todo.${remedy}`, keys)}</span>}
            </li>
          );
        })}
      </ul>
      {approval.overridable ? (
        <>
          <label htmlFor="review-override">{t('approval.override')}</label>
          <Input.TextArea
            id="review-override"
            value={text}
            rows={2}
            className="review-grow"
            maxLength={2_000}
            placeholder={t('approval.overridePlaceholder')}
            onChange={(event) => onText(event.target.value)}
          />
        </>
      ) : (
        <p className="review-quiet">{t('approval.askSenior', keys)}</p>
      )}
      <footer className="review-panel-foot">
        <Button onClick={onClose}>
          {t('picker.back')} <KeyCap chord="Escape" />
        </Button>
        {approval.overridable && (
          <Button type="primary" disabled={!ready} onClick={onApprove}>
            {t('approval.approveAnyway')} <CommandKey name="review.decide" />
          </Button>
        )}
      </footer>
    </section>
  );
};
