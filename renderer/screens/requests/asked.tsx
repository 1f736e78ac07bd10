import type { Applicant } from '../../../shared/domain/application.ts';
import { withoutInvisible } from '../../../shared/domain/half-width.ts';
import { maskField } from '../../../shared/domain/masking.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { requestKinds } from '../../../shared/domain/request.ts';
import type { RequestSheet } from '../../../shared/domain/review.ts';
import { useTranslation, useWords } from '../../i18n/index.ts';
import { ChangedText, characterChanges, PersonText } from '../../parts/index.ts';
import { messageOf, type StatedFact, statedFacts } from './stated-facts.ts';

/** What the applicant asks for, and what granting it does. */
export const Asked = ({ sheet }: { sheet: RequestSheet }) => {
  const { t } = useTranslation('requests');
  const { request, application, changes } = sheet;
  const message = messageOf(request);
  const facts = statedFacts(request);
  return (
    <section className="request-asked" aria-label={t('asked.title')}>
      <p className="request-effect">{isKnown(requestKinds, request.kind) ? t(`effect.${request.kind}`) : t('effect.other')}</p>
      {message === undefined ? null : (
        <figure className="request-message">
          <figcaption>{t('asked.message')}</figcaption>
          <blockquote>
            <PersonText text={message} />
          </blockquote>
        </figure>
      )}
      {request.kind === 'amendment' ? <Changes changes={changes} /> : null}
      {facts.length === 0 ? null : <Facts facts={facts} />}
      {request.kind !== 'contact_recovery' || application === undefined ? null : <Registered applicant={application.applicant} />}
      {message === undefined && facts.length === 0 && request.kind !== 'amendment' ? <p className="quiet">{t('asked.nothing')}</p> : null}
    </section>
  );
};

const Changes = ({ changes }: Pick<RequestSheet, 'changes'>) => {
  const { t } = useTranslation('requests');
  const { word } = useWords();
  if (changes.length === 0) return <p className="quiet">{t('asked.noChanges')}</p>;
  return (
    <table className="request-changes" aria-label={t('asked.changes')}>
      <thead>
        <tr>
          <th scope="col">{t('asked.field')}</th>
          <th scope="col">{t('asked.before')}</th>
          <th scope="col">{t('asked.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => {
          const marked = characterChanges(before ?? '', after ?? '');
          return (
            <tr key={field}>
              <th scope="row">{word('field', field)}</th>
              <td>
                {before === undefined || before === '' ? (
                  <span className="quiet">{t('asked.none')}</span>
                ) : (
                  <span className="request-value">
                    <ChangedText pieces={marked.before} as="del" />
                  </span>
                )}
              </td>
              <td>
                {after === undefined || after === '' ? (
                  <span className="quiet">{t('asked.none')}</span>
                ) : (
                  <span className="request-value">
                    <ChangedText pieces={marked.after} as="ins" />
                  </span>
                )}
                {before === after ? <span className="quiet request-hidden">{t('asked.hiddenPart')}</span> : null}
                {before !== after && withoutInvisible(before ?? '') === withoutInvisible(after ?? '') ? (
                  <span className="quiet request-hidden">{t('asked.unseenPart')}</span>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Facts = ({ facts }: { facts: readonly StatedFact[] }) => {
  const { t } = useTranslation('requests');
  const { word } = useWords();
  const nameOf = ({ name, member }: StatedFact): string =>
    name.kind === 'field' ? word('field', name.field) : name.kind === 'contact' ? t(`contact.${name.contact}`) : member;
  return (
    <section aria-label={t('asked.facts')}>
      <h3>{t('asked.facts')}</h3>
      <dl className="facts">
        {facts.map((fact) => [
          <dt key={`${fact.member}:name`}>{nameOf(fact)}</dt>,
          <dd key={`${fact.member}:value`} className="request-value">
            <PersonText text={fact.value} />
          </dd>,
        ])}
      </dl>
    </section>
  );
};

const contacts = ['phone', 'email'] as const;

/** The contact details of the form as they may be told on the telephone: masked also where everything else was asked for in full. */
const Registered = ({ applicant }: { applicant: Applicant }) => {
  const { t } = useTranslation('requests');
  const { word } = useWords();
  return (
    <section aria-label={t('asked.registered')}>
      <h3>{t('asked.registered')}</h3>
      <dl className="facts">
        {contacts.map((contact) => {
          const value = applicant[contact] ?? '';
          return [
            <dt key={`${contact}:name`}>{word('field', contact)}</dt>,
            <dd key={`${contact}:value`} className="request-value">
              {value === '' ? <span className="quiet">{t('asked.registeredNone')}</span> : <PersonText text={maskField(contact, value)} />}
            </dd>,
          ];
        })}
      </dl>
      <p className="quiet">{t('asked.registeredHint')}</p>
    </section>
  );
};
