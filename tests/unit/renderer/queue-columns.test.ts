import { describe, expect, it } from 'vitest';
import { leastWidthOf, shownColumns, templateOf } from '../../../renderer/screens/queue/columns.ts';

/** The tracks of some columns, after the gutter before them. */
const tracks = (widths: Record<string, number>): string => templateOf(shownColumns(['due', 'name', 'marks', 'state']), widths);

describe('the queue’s columns', () => {
  it('all stand beside each other on the smallest office screen', () => {
    // 1366 px without the rail, the scroll bar and the row's own edges.
    expect(leastWidthOf(shownColumns(undefined), {})).toBeLessThanOrEqual(1_366 - 72 - 10 - 16);
  });

  it('share what a large screen leaves, of which the checks get the most', () => {
    expect(tracks({})).toEqual('24px 158px minmax(104px, 0.3fr) minmax(150px, 1fr) minmax(196px, 0.5fr)');
  });

  it('stay as wide as a person has made them', () => {
    expect(tracks({ state: 240, name: 10 })).toEqual('24px 158px 60px minmax(150px, 1fr) 240px');
  });
});
