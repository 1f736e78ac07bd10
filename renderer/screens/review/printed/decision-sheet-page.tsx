import { useEffect } from 'react';
import type { PrintPurpose } from '../../../../shared/domain/decision-sheet.ts';
import { tellPrintable, useDecisionSheet, useRules } from '../../../engine/index.ts';
import { useTranslation } from '../../../i18n/index.ts';
import { SheetDecision } from './sheet-decision.tsx';
import { SheetFindings } from './sheet-findings.tsx';
import { SheetForm } from './sheet-form.tsx';
import { SheetPhotos } from './sheet-photos.tsx';
import { SheetReferences } from './sheet-references.tsx';
import './printed.css';

/** Everything that takes time of its own: pictures and typefaces. One that can't be had says so on the paper, and holds nothing up. */
const drawn = async (): Promise<void> => {
  await Promise.allSettled([...document.images].map((image) => image.decode()));
  await document.fonts.ready;
};

/** A decision sheet as a page of its own, made to be printed. */
export const DecisionSheetPage = ({
  applicationId,
  purpose,
  reveal,
}: {
  applicationId: string;
  purpose: PrintPurpose;
  reveal: boolean;
}) => {
  const { t } = useTranslation('sheet');
  const { data: printed, error } = useDecisionSheet(applicationId, reveal, purpose);
  const { data: rules, error: noRules } = useRules();
  const failed = error !== null || noRules !== null;
  const complete = printed !== undefined && rules !== undefined;
  useEffect(() => {
    document.documentElement.dataset.printed = 'true';
    document.title = t('titleOf', { number: applicationId });
    if (failed) tellPrintable('failed');
    else if (complete) void drawn().then(() => tellPrintable('ready'));
  }, [applicationId, complete, failed, t]);
  if (!complete) return null;
  return (
    <main className="printed">
      <SheetForm printed={printed} />
      <SheetDecision printed={printed} catalogue={rules.catalogue} />
      <SheetFindings printed={printed} />
      <SheetPhotos printed={printed} />
      <SheetReferences printed={printed} />
    </main>
  );
};
