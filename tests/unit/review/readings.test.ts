import { describe, expect, it } from 'vitest';
import { comparisonLines } from '../../../renderer/screens/review/comparison.ts';
import type { FieldReading } from '../../../shared/domain/reading.ts';
import { inventedSheet } from './invented-sheet.ts';

const region = { x: 0.1, y: 0.2, w: 0.3, h: 0.1 };
const reading = (field: FieldReading['field'], documentId: string): FieldReading => ({
  field,
  documentId,
  text: '样本二',
  confidence: 0.97,
  region,
  agreement: 'differs',
});

describe('what was read of the documents', () => {
  it('stands with the line of its field, from every document that carries it', () => {
    const sheet = inventedSheet({
      readings: { fields: [reading('name', 'd1'), reading('name', 'd2'), reading('sex', 'd1')], zones: [], waiting: 0 },
    });
    const lines = comparisonLines(sheet, []);
    expect(lines.map(({ field, readings }) => [field, readings.map(({ documentId }) => documentId)])).toEqual([
      ['name', ['d1', 'd2']],
      ['sex', ['d1']],
      ['phone', []],
      ['shoeSize', []],
    ]);
  });

  it('is no finding of the line: the value itself says more', () => {
    const sheet = inventedSheet({
      findings: [
        {
          check: 'match.name',
          verdict: 'fail',
          severity: 'warning',
          field: 'name',
          documentId: 'd1',
          cause: 'differs',
          evidence: [region],
        },
      ],
    });
    expect(comparisonLines(sheet, [])[0]?.findings).toEqual([]);
  });
});
