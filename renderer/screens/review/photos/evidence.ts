import type { Finding } from '../../../../shared/domain/finding.ts';
import type { FieldReading } from '../../../../shared/domain/reading.ts';
import type { Words } from '../../../i18n/index.ts';
import { around, type Evidence } from '../../../viewer/evidence-layer.tsx';
import type { Pin } from '../pins.ts';

type Pointed = {
  findings: readonly Finding[];
  /** The finding whose place is pointed out. */
  active: Finding | undefined;
  /** The value whose place is pointed out. */
  reading: FieldReading | undefined;
  pins: readonly Pin[];
};

/** Everything that is drawn over one photo: what the checks point to, where a value was read, and the places that reasons are tied to. */
export const evidenceOn = (documentId: string, { findings, active, reading, pins }: Pointed, { word }: Pick<Words, 'word'>): Evidence[] => {
  const evidence = findings.flatMap((finding): Evidence[] => {
    const { evidence: regions = [], polygons = [] } = finding;
    if (finding.documentId !== documentId || finding.verdict === 'skipped') return [];
    const tone = finding.verdict === 'fail' ? 'fail' : finding.verdict === 'pass' ? 'quiet' : 'warn';
    // What passed is drawn only while somebody points at it: a photo full of boxes hides the photo.
    if (tone === 'quiet' && finding !== active) return [];
    const said = { label: word('check', finding.check), tone, active: finding === active } as const;
    return [
      ...regions.map((region, index) => ({ ...said, id: `${finding.check}:${index}`, region })),
      ...polygons.map((outline, index) => ({ ...said, id: `${finding.check}:outline ${index}`, region: around(outline), outline })),
    ];
  });
  if (reading?.region !== undefined && reading.documentId === documentId)
    evidence.push({
      id: `reading:${reading.field}`,
      region: reading.region,
      label: word('field', reading.field),
      tone: reading.agreement === 'differs' ? 'fail' : reading.agreement === 'agrees' ? 'quiet' : 'warn',
      active: true,
    });
  for (const pin of pins)
    if (pin.documentId === documentId)
      evidence.push({ id: `pin:${pin.id}`, region: pin.region, label: pin.label, tone: 'pinned', active: pin.told });
  return evidence;
};
