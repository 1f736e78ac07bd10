import { CloudDownloadOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { ApplicationDocument } from '../../../shared/domain/application.ts';
import { isUnchanged } from '../../../shared/domain/changes.ts';
import type { ApplicationChanges, DocumentChange, FieldChange } from '../../../shared/domain/conflict.ts';
import { useFormat, useTranslation, useWords } from '../../i18n/index.ts';
import { AccountMark, ChangedText, characterChanges } from '../../parts/index.ts';
import { pictureAddress } from '../../viewer/picture-cache.ts';

/** What became different since the decision: fields character by character, documents side by side, account, revision and type. */
export const ConflictChanges = ({ changes }: { changes: ApplicationChanges }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const { revision, type, fields, documents, account } = changes;
  if (isUnchanged(changes)) return <p className="quiet">{t('conflict.unchanged')}</p>;
  return (
    <>
      {revision === undefined ? null : (
        <p className="quiet">{t('conflict.revision', { before: revision.before, after: revision.after })}</p>
      )}
      {fields.length === 0 && type === undefined && account === undefined ? null : (
        <table className="outbox conflict-fields" aria-label={t('conflict.changes')}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.before')}</th>
              <th scope="col">{t('conflict.after')}</th>
            </tr>
          </thead>
          <tbody>
            {type === undefined ? null : (
              <tr>
                <th scope="row">{t('conflict.type')}</th>
                <td>{word('applicationType', type.before)}</td>
                <td>{word('applicationType', type.after)}</td>
              </tr>
            )}
            {account === undefined ? null : (
              <tr>
                <th scope="row">{t('conflict.account')}</th>
                <td>
                  <AccountMark status={account.before.status} quiet />
                </td>
                <td>
                  <AccountMark status={account.after.status} quiet />
                </td>
              </tr>
            )}
            {fields.map((change) => (
              <FieldRow key={change.field} change={change} />
            ))}
          </tbody>
        </table>
      )}
      {documents.length === 0 ? null : (
        <ul className="conflict-documents">
          {documents.map((change) => (
            <DocumentRow key={`${change.before?.id ?? ''}:${change.after?.id ?? ''}`} change={change} />
          ))}
        </ul>
      )}
    </>
  );
};

const FieldRow = ({ change: { field, before, after } }: { change: FieldChange }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  const said = (value: string): string => {
    if (field === 'sex' && (value === 'male' || value === 'female')) return t(`conflict.value.${value}`);
    return field === 'validUntil' && value === 'long_term' ? t('conflict.value.long_term') : value;
  };
  const pieces = characterChanges(said(before ?? ''), said(after ?? ''));
  const empty = <span className="quiet">{t('conflict.empty')}</span>;
  return (
    <tr data-field={field}>
      <th scope="row">{word('field', field)}</th>
      <td>{before === undefined || before === '' ? empty : <ChangedText pieces={pieces.before} as="del" />}</td>
      <td>
        {after === undefined || after === '' ? empty : <ChangedText pieces={pieces.after} as="ins" />}
        {before !== undefined && before === after ? <p className="quiet">{t('conflict.underMask')}</p> : null}
      </td>
    </tr>
  );
};

const DocumentRow = ({ change: { kind, change, before, after } }: { change: DocumentChange }) => {
  const { t } = useTranslation('transfer');
  const { word } = useWords();
  return (
    <li>
      <p>
        <strong>{word('document', kind)}</strong> <span className="quiet">{t(`conflict.document.${change}`)}</span>
      </p>
      <div className="conflict-pictures">
        {before === undefined ? null : <Picture document={before} label={t('conflict.before')} />}
        {after === undefined ? null : <Picture document={after} label={t('conflict.after')} />}
      </div>
    </li>
  );
};

/** A document as far as it is held; what is not here is told in words. */
const Picture = ({ document, label }: { document: ApplicationDocument; label: string }) => {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const [missing, setMissing] = useState(false);
  return (
    <figure className="conflict-picture">
      <div className="conflict-frame">
        {missing ? (
          <span className="quiet">
            <CloudDownloadOutlined /> {t('conflict.notHeld')}
          </span>
        ) : (
          <img src={pictureAddress(document.sha256, 'thumbnail')} alt={label} draggable={false} onError={() => setMissing(true)} />
        )}
      </div>
      <figcaption>
        {label} <span className="quiet">{format.short(document.uploadedAt)}</span>
      </figcaption>
    </figure>
  );
};
