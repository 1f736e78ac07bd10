import { CopyOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SecondLookSheet } from '../../../shared/domain/review.ts';
import { failureOf, useExplainDifference } from '../../engine/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { copyText, FailureNotice, Section } from '../../parts/index.ts';

/** The longest note, characters; the engine takes no longer one. */
const longest = 1_000;

/** Why the two differ, in the second reviewer's words. */
export const Explanation = ({ decisionId, kept }: { decisionId: string; kept: string }) => {
  const { t } = useTranslation('secondReview');
  const [text, setText] = useState(kept);
  const explain = useExplainDifference(decisionId);
  return (
    <Section title={t('explain.title')} detail={t('explain.detail')}>
      <label className="look-explain" htmlFor="look-explain">
        <span>{t('explain.label')}</span>
        <Input.TextArea id="look-explain" rows={2} maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Button disabled={text.trim() === kept} loading={explain.isPending} onClick={() => explain.mutate(text)}>
        {t('explain.keep')}
      </Button>
      {explain.isSuccess && text.trim() === kept ? <span role="status"> {t('explain.kept')}</span> : null}
      {explain.error === null ? null : <FailureNotice failure={failureOf(explain.error)} />}
    </Section>
  );
};

/**
 * One's own mind has changed: what was sent stands, and no platform takes an escalation of what is decided, so that the way to a second person is these lines. They name
 * the application by its number alone.
 */
export const HandOver = ({ look, formed }: { look: SecondLookSheet; formed: NonNullable<SecondLookSheet['formed']> }) => {
  const { t } = useTranslation('secondReview');
  const { word } = useWords();
  const format = useFormat();
  const [copied, setCopied] = useState<boolean>();
  const { id, revision } = look.sheet.application;
  const text = t('handOver.text', {
    applicationId: id,
    revision,
    first: word('outcome', formed.first.outcome),
    firstAt: format.dateTime(formed.first.decidedAt),
    second: word('outcome', formed.second.outcome),
    secondAt: format.dateTime(formed.at),
  });
  return (
    <Section title={t('handOver.title')} detail={t('handOver.detail')}>
      <blockquote className="look-hand-over">{text}</blockquote>
      <Button icon={<CopyOutlined />} onClick={() => setCopied(copyText(text))}>
        {t('handOver.copy')}
      </Button>{' '}
      <span role="status">{copied === undefined ? null : t(copied ? 'handOver.copied' : 'handOver.failed')}</span>
    </Section>
  );
};
