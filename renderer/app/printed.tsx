import { lazy, Suspense } from 'react';
import { type PrintPurpose, printPurposes } from '../../shared/domain/decision-sheet.ts';
import { isKnown } from '../../shared/domain/open-union.ts';
import { type Engine, EngineProvider } from '../engine/index.ts';

const DecisionSheetPage = lazy(async () => ({ default: (await import('../screens/review/index.ts')).DecisionSheetPage }));

/** What is to be printed, as it stands in the page's address. */
type PrintRequest = { applicationId: string; purpose: PrintPurpose; reveal: boolean; language: 'zh' | 'en' };

/** Reads what is to be printed from the page's address; undefined for the page that a person works with. */
export const printRequestIn = (search: string): PrintRequest | undefined => {
  const given = new URLSearchParams(search);
  const applicationId = given.get('application');
  const purpose = given.get('purpose') ?? '';
  if (given.get('print') !== 'decision-sheet' || applicationId === null || !isKnown<PrintPurpose>(printPurposes, purpose)) return undefined;
  return { applicationId, purpose, reveal: given.get('full') === '1', language: given.get('language') === 'en' ? 'en' : 'zh' };
};

/** A page that is only printed: neither keys nor settings, and always on white. */
export const Printed = ({ engine, request }: { engine: Engine; request: PrintRequest }) => (
  <EngineProvider engine={engine}>
    <Suspense>
      <DecisionSheetPage applicationId={request.applicationId} purpose={request.purpose} reveal={request.reveal} />
    </Suspense>
  </EngineProvider>
);
