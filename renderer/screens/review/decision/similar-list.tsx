import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isComparedByPortrait, type SharedThing, type SimilarApplication } from '../../../../shared/domain/duplicates.ts';
import type { ReviewSheet } from '../../../../shared/domain/review.ts';
import { CommandKey, useCommands } from '../../../app/commands/index.ts';
import { navigate } from '../../../app/routes/index.ts';
import { useFormat, useWords } from '../../../i18n/index.ts';
import { PersonText } from '../../../parts/index.ts';
import { documentName } from '../finding-text.ts';
import { type PhotoPair, SideBySide } from './side-by-side.tsx';

/** Other applications that have something in common with this one: what it is, whose, and the photos side by side on request. */
export const SimilarList = ({ sheet }: { sheet: ReviewSheet }) => {
  const { t } = useTranslation(['review', 'viewer']);
  const { word } = useWords();
  const format = useFormat();
  const pairs = useMemo(() => pairsOf(sheet), [sheet]);
  const [shown, setShown] = useState<number>();
  useCommands([
    {
      name: 'review.compareSimilar',
      when: () => pairs.length > 0,
      inDialogue: shown !== undefined,
      run: () => setShown((present) => (present === undefined ? 0 : (present + 1) % pairs.length)),
    },
  ]);
  if (sheet.similar.length === 0) return null;
  const pair = shown === undefined ? undefined : pairs[shown];
  return (
    <section className="review-block review-similar" aria-label={t('similar.title')}>
      <h3>{t('similar.title')}</h3>
      <ul className="review-plain">
        {sheet.similar.map((other) => (
          <li key={other.applicationId}>
            <span className="review-tag" data-tone={other.own ? undefined : 'accent'}>
              {t(other.own ? 'similar.own' : 'similar.other')}
            </span>
            <strong>{other.name === '' ? t('head.nameless') : <PersonText text={other.name} />}</strong>
            <span className="review-quiet">
              {word('applicationType', other.type)} · {word('reviewState', other.state)} · {format.dateTime(other.submittedAt)}
            </span>
            <button
              type="button"
              className="review-link"
              onClick={() => navigate({ screen: 'review', applicationId: other.applicationId, view: 'all' })}
            >
              {t('similar.open')}
            </button>
            <ul className="review-earlier">
              {other.shared.map((thing) => (
                <SharedLine key={keyOf(thing)} thing={thing} sheet={sheet} onCompare={() => setShown(placeOf(pairs, other, thing))} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {pairs.length > 0 && (
        <p className="review-quiet">
          {t('similar.compare')} <CommandKey name="review.compareSimilar" />
        </p>
      )}
      {pair !== undefined && <SideBySide pair={pair} onClose={() => setShown(undefined)} />}
    </section>
  );
};

const keyOf = ({ kind, sha256, otherSha256 }: SharedThing): string => [kind, sha256, otherSha256].join(':');

const placeOf = (pairs: readonly PhotoPair[], { applicationId }: SimilarApplication, { sha256, otherSha256 }: SharedThing): number =>
  pairs.findIndex((pair) => pair.applicationId === applicationId && pair.sha256 === sha256 && pair.otherSha256 === otherSha256);

const SharedLine = ({ thing, sheet, onCompare }: { thing: SharedThing; sheet: ReviewSheet; onCompare: () => void }) => {
  const { t } = useTranslation('review');
  const words = useWords();
  const document = sheet.documents.find(({ sha256 }) => sha256 === thing.sha256);
  const name = document === undefined ? '' : documentName(document, sheet.documents, words);
  const lies = thing.mirrored === true || (thing.degrees ?? 0) !== 0;
  const onCard = thing.kind === 'picture' && document !== undefined && isComparedByPortrait(document.kind);
  const kind = onCard ? 'onCard' : thing.kind === 'picture' && lies ? 'turned' : thing.kind;
  return (
    <li>
      {t(`similar.shared.${kind}`, { document: name, likeness: Math.floor((thing.likeness ?? 1) * 100) })}
      {thing.sha256 !== undefined && (
        <button type="button" className="review-link" onClick={onCompare}>
          {t('similar.sideBySide')}
        </button>
      )}
    </li>
  );
};

const pairsOf = (sheet: ReviewSheet): PhotoPair[] =>
  sheet.similar.flatMap(({ applicationId, name, own, shared }) =>
    shared.flatMap((thing): PhotoPair[] =>
      thing.sha256 === undefined || thing.otherSha256 === undefined
        ? []
        : [{ applicationId, name, own, ...thing, sha256: thing.sha256, otherSha256: thing.otherSha256 }],
    ),
  );
