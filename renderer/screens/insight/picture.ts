import type { EChartsCoreOption } from './chart-library.ts';
import type { Hue, Palette } from './palette.ts';

/** One row of numbers of a picture, in the order of its categories. */
type Series = { name: string; hue: Hue; values: number[] };

/** What a picture shows. `bars`: stacked, lying where the categories are words; `boxes`: tenth, quarter, middle, three quarters and nine tenths of each category, in seconds. */
export type Picture =
  | { kind: 'bars'; lying: boolean; categories: string[]; series: Series[]; valueName: string }
  | { kind: 'boxes'; categories: string[]; name: string; boxes: [number, number, number, number, number][]; valueName: string };

/** The heading that a picture has where it stands alone, in a file. */
export type Heading = { title: string; detail: string };

/** Widest name of a category, px; a longer one is cut, and whole in the table. */
const nameWidth = 190;
/** Room for a heading, px. */
const headingHeight = 96;
/** Most bars that have their numbers written at them. */
const mostLabelled = 16;

/** How high a picture is, px: lying bars need a line each. */
export const heightOf = (picture: Picture): number =>
  picture.kind === 'bars' && !picture.lying ? 230 : 70 + picture.categories.length * 28;

/** The picture for the charts' library. */
export const optionOf = (
  picture: Picture,
  palette: Palette,
  { font, moving, heading }: { font: string; moving: boolean; heading?: Heading | undefined },
): EChartsCoreOption => {
  const { text, quiet, line, ground, pattern, hues } = palette;
  const lying = picture.kind === 'boxes' || picture.lying;
  const top = heading === undefined ? 0 : headingHeight;
  const side = heading === undefined ? 0 : 16;
  const legend = picture.kind === 'bars' && picture.series.length > 1;
  const names = {
    type: 'category',
    data: picture.categories,
    inverse: lying,
    axisLabel: { color: text, hideOverlap: true, ...(lying ? { width: nameWidth, overflow: 'truncate' } : {}) },
    axisLine: { lineStyle: { color: quiet } },
    axisTick: { show: false },
  };
  const values = {
    type: 'value',
    minInterval: picture.kind === 'bars' ? 1 : undefined,
    name: picture.valueName,
    nameLocation: lying ? 'middle' : 'end',
    nameGap: lying ? 26 : 10,
    nameTextStyle: { color: quiet, align: lying ? 'center' : 'left' },
    axisLabel: { color: quiet },
    splitLine: { lineStyle: { color: line } },
  };
  return {
    animation: moving,
    animationDuration: 200,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: font, fontSize: 12 },
    // Colour alone says nothing to many: every series has a pattern as well.
    aria: { enabled: true, label: { enabled: false }, decal: { show: legend, decals: decalsOf(pattern) } },
    ...(heading === undefined
      ? {}
      : {
          title: {
            text: heading.title,
            subtext: heading.detail,
            left: 16,
            top: 12,
            textStyle: { color: text, fontSize: 16 },
            subtextStyle: { color: quiet, fontSize: 12, lineHeight: 18, width: 920, overflow: 'break' },
          },
        }),
    ...(legend ? { legend: { top, left: side, itemWidth: 20, itemHeight: 12, textStyle: { color: text } } } : {}),
    // Painted on the canvas: the page's policy lets no style in that is written at run time.
    tooltip: {
      renderMode: 'richText',
      trigger: picture.kind === 'bars' ? 'axis' : 'item',
      axisPointer: { type: 'shadow' },
      backgroundColor: ground,
      borderColor: quiet,
      textStyle: { color: text, fontSize: 12 },
      confine: true,
    },
    grid: {
      left: side + 8,
      right: side + (lying ? 40 : 12),
      top: top + (legend ? 34 : 12) + (lying ? 0 : 18),
      bottom: side + (lying ? 30 : 6),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: seriesOf(picture, hues, palette),
  };
};

const seriesOf = (picture: Picture, hues: Palette['hues'], { text, ground }: Palette): object[] => {
  if (picture.kind === 'boxes')
    return [
      {
        type: 'boxplot',
        name: picture.name,
        data: picture.boxes,
        boxWidth: [8, 18],
        itemStyle: { color: hues.good, borderColor: text, borderWidth: 1.5 },
      },
    ];
  const labelled = picture.series.length === 1 && picture.categories.length <= mostLabelled;
  return picture.series.map(({ name, hue, values }) => ({
    type: 'bar',
    name,
    stack: 'all',
    // The line around a bar of nothing would paint over the axis.
    data: values.map((value) => (value === 0 ? { value, itemStyle: { borderWidth: 0 }, label: { show: false } } : value)),
    barMaxWidth: picture.lying ? 18 : 34,
    itemStyle: { color: hues[hue], borderColor: ground, borderWidth: 1 },
    emphasis: { focus: 'none' },
    ...(labelled ? { label: { show: true, position: picture.lying ? 'right' : 'top', color: text } } : {}),
  }));
};

/** Patterns that differ in direction and density, so that they are told apart without colour. */
const decalsOf = (color: string): object[] => [
  { symbol: 'none' },
  { color, dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: Math.PI / 4 },
  {
    color,
    symbol: 'circle',
    symbolSize: 0.7,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
  },
  { color, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  { color, dashArrayX: [1, 0], dashArrayY: [3, 3] },
];
