import { Button } from 'antd';
import { type AuditRecord, numberEnding } from '../../../shared/domain/audit.ts';
import { navigate } from '../../app/routes/index.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';

/** What a detail's value is called, where it is a word of the domain. */
const wordGroups = { outcome: 'outcome', check: 'check', verdict: 'verdict', expected: 'verdict', purpose: 'purpose' } as const;

const About = ({ about }: { about: NonNullable<AuditRecord['about']> }) => {
  const { t } = useTranslation('audit');
  const { id, kind } = about;
  const ending = id.slice(-numberEnding);
  if (kind === undefined) return <code title={id}>{ending}</code>;
  return (
    <Button
      type="link"
      size="small"
      className="audit-link"
      title={id}
      aria-label={t('open', { number: ending })}
      onClick={() =>
        navigate(kind === 'application' ? { screen: 'review', applicationId: id, view: 'all' } : { screen: 'requests', requestId: id })
      }
    >
      {ending}
    </Button>
  );
};

/** Who did it: a person, the platform, or somebody whom nobody had named yet. */
const By = ({ reviewer: { id, name } }: Pick<AuditRecord, 'reviewer'>) => {
  const { t } = useTranslation('audit');
  if (id === 'platform' || id === 'unknown') return t(`by.${id}`);
  return name ?? <code>{id.slice(-numberEnding)}</code>;
};

const Details = ({ details }: Pick<AuditRecord, 'details'>) => {
  const { t } = useTranslation('audit');
  const { word } = useWords();
  const shown = (name: string, value: string | number): string =>
    Object.hasOwn(wordGroups, name) ? word(wordGroups[name as keyof typeof wordGroups], String(value)) : String(value);
  return Object.entries(details)
    .map(([name, value]) => t('pair', { name: word('auditDetail', name), value: shown(name, value) }))
    .join(t('between'));
};

/** The entries of one page. */
export const AuditTable = ({ records }: { records: readonly AuditRecord[] }) => {
  const { t } = useTranslation('audit');
  const { word } = useWords();
  const format = useFormat();
  return (
    <table className="audit-table" aria-label={t('table')}>
      <thead>
        <tr>
          {(['seq', 'time', 'reviewer', 'kind', 'about', 'details', 'hash'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.seq} data-action={record.action}>
            <td className="audit-figures">{record.seq}</td>
            <td className="audit-figures">{format.exact(record.at)}</td>
            <td title={record.reviewer.id}>
              <By reviewer={record.reviewer} />
            </td>
            <td title={record.action}>{word('audit', record.action)}</td>
            <td>{record.about === undefined ? null : <About about={record.about} />}</td>
            <td className="audit-details">
              <Details details={record.details} />
            </td>
            <td>
              <code className="quiet" title={record.hash}>
                {record.hash.slice(0, numberEnding)}
              </code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
