import { ClockCircleOutlined, UserOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { isolated, useFormat, useLanguage, useWords } from '../../../i18n/index.ts';

/** The due time with how it came about, and the account's state. */
export const Facts = ({ sheet }: { sheet: ReviewSheet }) => {
  const { t } = useTranslation('review');
  const { word } = useWords();
  const format = useFormat();
  const language = useLanguage();
  const { due, application } = sheet;
  const { status, since, cause } = application.account;
  const active = status === 'active';
  return (
    <section className="review-facts" aria-label={t('facts.title')}>
      <div className="review-fact" data-tone={{ past: 'bad', at_risk: 'warn', due_today: 'warn', in_time: 'quiet' }[due.state]}>
        <ClockCircleOutlined aria-hidden="true" />
        <div>
          <strong>
            {word('due', due.state)} · {format.dateTime(due.dueAt)}
          </strong>
          <p className="review-quiet">{due.explanation[language]}</p>
        </div>
      </div>
      <div className="review-fact" data-tone={active ? 'quiet' : 'bad'}>
        <UserOutlined aria-hidden="true" />
        <div>
          <strong>{t('facts.account', { status: word('account', status) })}</strong>
          {(since !== undefined || cause !== undefined) && (
            <Tooltip title={cause}>
              <p className="review-quiet review-ellipsis">
                {since === undefined ? '' : t('facts.since', { date: format.date(since) })}
                {cause === undefined ? '' : ` · ${isolated(cause)}`}
              </p>
            </Tooltip>
          )}
        </div>
      </div>
    </section>
  );
};
