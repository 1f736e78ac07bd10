import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/domain/decision.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { findReason } from '../../../shared/domain/reason.ts';
import type { DecideInput, ReviewSheet } from '../../../shared/domain/review.ts';
import type { RulesInForce } from '../../../shared/domain/rules.ts';
import { usePostpone } from '../../engine/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { PictureCache } from '../../viewer/picture-cache.ts';
import type { ViewerHandle } from '../../viewer/viewer.tsx';
import { ComparisonColumn } from './comparison/comparison-column.tsx';
import { comparisonLines } from './comparison.ts';
import { DecisionColumn } from './decision/decision-column.tsx';
import { PhotosColumn } from './photos/photos-column.tsx';
import { ReasonPicker } from './picker/reason-picker.tsx';
import { pinsOf } from './pins.ts';
import { RulesChanged } from './rules-changed.tsx';
import { SheetHeader } from './sheet-header.tsx';
import { type ApplicationActs, useApplicationCommands } from './use-application-commands.ts';
import { useReadPlace } from './use-read-place.ts';
import { useWork } from './use-work.ts';
import { draftOf, type Work } from './work.ts';

type Props = {
  sheet: ReviewSheet;
  rules: RulesInForce | undefined;
  pictures: PictureCache<HTMLImageElement>;
  /** The panel to begin with: after a refusal, the one where it is mended. */
  panel: Work['panel'];
  onReveal: (applicationId: string) => void;
  onDecide: (input: DecideInput) => Promise<void>;
  onNext: (leaving?: string) => void;
  onPainted: (documentId: string) => void;
  /** Shown by itself, not in a walk through the queue: then it can't be put off either. */
  alone?: boolean | undefined;
};

/** One application: photos, comparison, decision; or, while reasons are chosen, photos and the picker. */
export const OneApplication = ({ sheet, rules, pictures, panel, onReveal, onDecide, onNext, onPainted, alone = false }: Props) => {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const items = useMemo(() => comparisonLines(sheet, []).map(({ field }) => field), [sheet]);
  const { work, step, settle } = useWork(sheet, items, panel);
  const lines = comparisonLines(sheet, work.marks);
  const [active, setActive] = useState<Finding>();
  const viewer = useRef<ViewerHandle>(null);
  const { reading, readAt, showAt, painted } = useReadPlace(
    viewer,
    work.documentId,
    (documentId) => step({ do: 'look', documentId }),
    onPainted,
  );
  // It may have been drawn long before anybody sees it.
  const openedAt = useRef(0);
  useEffect(() => {
    openedAt.current = performance.now();
  }, []);
  const looks = useRef(new Map());
  const noteField = useRef<HTMLTextAreaElement>(null);
  const postpone = usePostpone();
  // What is somebody else's now can be looked at, and nothing more.
  const readOnly = sheet.state === 'decided' || sheet.claim?.state === 'lost';

  const decide = (outcome: Outcome, override?: string) => {
    performance.mark('decide-key');
    settle();
    const { reasons, matched, note } = draftOf(work);
    void onDecide({
      subject: { kind: 'application', id: work.applicationId, revision: work.revision },
      outcome,
      // An approval gives no reasons; those of a draft that turned out otherwise stay behind.
      reasons: outcome === 'approve' ? [] : reasons,
      matched,
      ...(note === undefined ? {} : { note }),
      ...(override === undefined ? {} : { override: { reason: override } }),
      durationMs: performance.now() - openedAt.current,
    });
  };
  const reveal = () => onReveal(sheet.application.id);
  const acts: ApplicationActs = {
    outcome: (outcome) => {
      if (outcome !== 'approve') step({ do: 'prepare', outcome });
      else if (sheet.approval.allowed) decide('approve');
      else step({ do: 'panel', panel: 'override' });
    },
    mark: (verdict) => step({ do: 'mark', verdict, items }),
    move: (by) => step({ do: 'move', by, items }),
    reveal,
    note: () => noteField.current?.focus(),
    postpone: alone ? undefined : () => step({ do: 'panel', panel: 'postpone' }),
    closePanel: () => step({ do: 'panel', panel: 'findings' }),
    approveOverriding: () => {
      if (sheet.approval.overridable && work.override.trim() !== '') decide('approve', work.override.trim());
    },
  };
  useApplicationCommands(acts, work.panel, readOnly);

  // The same at every rendering, so that a long list of findings is not drawn anew with each key.
  const point = useCallback(
    (finding: Finding) => {
      setActive((pointedAt) => (finding === pointedAt ? undefined : finding));
      if (finding.field !== undefined) step({ do: 'compare', field: finding.field });
      if (finding.documentId !== undefined) step({ do: 'look', documentId: finding.documentId });
    },
    [step],
  );
  const picking = work.panel === 'reasons' && work.outcome !== undefined && rules !== undefined && !readOnly;
  const titleOf = (code: string) => (rules === undefined ? undefined : findReason(rules.catalogue, code)?.title[language]) ?? code;
  const waiting = work.pin === undefined ? [] : [{ ...work.pin, id: 'waiting', label: t('photos.waiting'), told: true }];
  const pins = [...pinsOf(sheet, work.reasons, titleOf, picking || sheet.state === 'decided'), ...waiting];
  const problemFree = () => {
    if (work.outcome !== undefined) decide(work.outcome);
  };
  return (
    <>
      <SheetHeader
        sheet={sheet}
        alone={alone}
        changedTo={sheet.application.revision === work.revision ? undefined : sheet.application.revision}
        onSeen={(revision) => step({ do: 'seen', revision })}
      />
      {rules === undefined ? null : <RulesChanged rules={rules} checks={sheet.checks} />}
      <div className="review-columns" data-picking={picking}>
        <PhotosColumn
          sheet={sheet}
          documentId={work.documentId}
          active={active}
          reading={reading}
          pictures={pictures}
          looks={looks.current}
          pins={pins}
          viewer={viewer}
          picking={picking}
          marking={
            readOnly
              ? undefined
              : {
                  on: work.marking !== undefined,
                  waiting: work.pin !== undefined,
                  set: (on) => step({ do: 'marking', on }),
                  take: (documentId, region) => step({ do: 'pin', documentId, region }),
                  drop: () => step({ do: 'unpin' }),
                }
          }
          onLook={(documentId) => step({ do: 'look', documentId })}
          onPainted={painted}
        />
        {picking && work.outcome !== undefined ? (
          <ReasonPicker
            sheet={sheet}
            catalogue={rules.catalogue}
            policy={rules.policy}
            outcome={work.outcome}
            work={work}
            step={step}
            onShow={showAt}
            onMark={(reason) => {
              step({ do: 'marking', on: true, reason });
              viewer.current?.focus();
            }}
            onDecide={problemFree}
            onBack={acts.closePanel}
          />
        ) : (
          <>
            <ComparisonColumn
              lines={lines}
              at={work.at}
              revealed={sheet.revealed}
              readOnly={readOnly}
              waiting={sheet.readings.waiting}
              zones={sheet.readings.zones}
              onReveal={reveal}
              onCompare={(field) => {
                step({ do: 'compare', field });
                const read = sheet.readings.fields.find((one) => one.field === field && one.region !== undefined);
                if (read !== undefined) readAt(read);
              }}
              onRead={(read) => {
                step({ do: 'compare', field: read.field });
                readAt(read);
              }}
              onMark={(field, verdict) => {
                step({ do: 'compare', field });
                step({ do: 'mark', verdict, items });
              }}
            />
            <DecisionColumn
              sheet={sheet}
              rules={rules}
              work={work}
              active={active}
              readOnly={readOnly}
              noteField={noteField}
              step={step}
              acts={acts}
              onPoint={point}
              onPostpone={(minutes, cause) => {
                postpone.mutate({ applicationId: work.applicationId, minutes, cause }, { onSuccess: () => onNext(work.applicationId) });
              }}
              postponeFailure={postpone.error}
            />
          </>
        )}
      </div>
    </>
  );
};
