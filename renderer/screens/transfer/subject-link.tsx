import { Button } from 'antd';
import { navigate } from '../../app/routes/index.ts';
import { useTranslation } from '../../i18n/index.ts';

type NamedSubject = { kind: 'application' | 'request'; id: string };

/** Goes to where an application or a request is decided. */
export const openSubject = ({ kind, id }: NamedSubject): void =>
  navigate(kind === 'application' ? { screen: 'review', applicationId: id, view: 'all' } : { screen: 'requests', requestId: id });

/** The end of a subject's number, leading to it; its whole number on hovering. `here` false: it can't be opened any more. */
export const SubjectLink = ({ subject, here = true }: { subject: NamedSubject; here?: boolean }) => {
  const { t } = useTranslation('transfer');
  const ending = subject.id.slice(-8);
  const name = subject.kind === 'application' ? ending : t('request', { number: ending });
  return here ? (
    <Button type="link" size="small" className="outbox-link" title={subject.id} onClick={() => openSubject(subject)}>
      {name}
    </Button>
  ) : (
    <span className="facts-code" title={subject.id}>
      {name}
    </span>
  );
};
