import { CloseOutlined, ReloadOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { sentencesOf } from '../../shared/contract/engine/errors.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import { useLanguage, useTranslation } from '../i18n/index.ts';
import './failure-notice.css';

/** A failure as the person reads it: what happened, what was kept, what to do. `onRetry` is offered where doing the same again can help. */
export const FailureNotice = ({
  failure,
  onRetry,
  onClose,
}: {
  failure: Failure;
  onRetry?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
}) => {
  const { t } = useTranslation('parts');
  const { what, kept, todo } = sentencesOf(failure.code, useLanguage(), failure.details);
  return (
    <div className="failure-notice" role="alert" data-code={failure.code}>
      <WarningOutlined className="failure-notice-icon" aria-hidden="true" />
      <div className="failure-notice-words">
        <p className="failure-notice-what">{what}</p>
        <p>{kept}</p>
        <p>{todo}</p>
      </div>
      <div className="failure-notice-acts">
        {onRetry === undefined || failure.retry === 'never' ? null : (
          <Button size="small" icon={<ReloadOutlined />} onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        )}
        {onClose === undefined ? null : (
          <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('close')} onClick={onClose} />
        )}
      </div>
    </div>
  );
};
