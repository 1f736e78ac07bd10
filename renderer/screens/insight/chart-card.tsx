import { FileImageOutlined, FileTextOutlined, TableOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId } from 'react';
import type { Insight } from '../../../shared/domain/insight.ts';
import { failureOf, useExportInsight, useFileChoice } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { FailureNotice, Section } from '../../parts/index.ts';
import { ChartCanvas, pageFont } from './chart-canvas.tsx';
import type { ChartView } from './chart-view.ts';
import type { Palette } from './palette.ts';
import { pictureFile } from './picture-file.ts';

/** A path with the ending that it needs. */
const withEnding = (path: string, ending: string): string => (path.endsWith(ending) ? path : `${path}${ending}`);

type Props = { view: ChartView; period: Insight['period']; palette: Palette; tabled: boolean; onTable: (shown: boolean) => void };

/** One of the statistics: its sentence, its picture, its numbers, and both as files. */
export const ChartCard = ({ view, period, palette, tabled, onTable }: Props) => {
  const { t } = useTranslation('insight');
  const { choose } = useFileChoice();
  const save = useExportInsight();
  const table = useId();
  const { chart, title, sentence, note, picture, head, rows } = view;
  const { days, from, to } = period;
  // The backlog is of now, whatever the period.
  const dated = chart === 'backlog' ? to : `${from}_${to}`;
  const fileName = t('fileName', { title, dated });

  const saveTable = async () => {
    const path = await choose('save-table', `${fileName}.csv`);
    if (path !== undefined) save.mutate({ kind: 'table', chart, days, path: withEnding(path, '.csv'), rows: [head, ...rows] });
  };
  const savePicture = async () => {
    if (picture === undefined) return;
    const path = await choose('save-picture', `${fileName}.png`);
    if (path === undefined) return;
    const detail = `${chart === 'backlog' ? to : t('range', { from, to })}  ${sentence}`;
    save.mutate({ kind: 'picture', chart, days, path: withEnding(path, '.png'), png: pictureFile(picture, { title, detail }, pageFont()) });
  };

  return (
    <Section
      title={title}
      actions={
        <>
          <Button
            size="small"
            icon={<TableOutlined />}
            aria-expanded={tabled}
            aria-controls={table}
            aria-label={t(tabled ? 'act.hideNumbersOf' : 'act.numbersOf', { title })}
            disabled={rows.length === 0}
            onClick={() => onTable(!tabled)}
          >
            {t(tabled ? 'act.hideNumbers' : 'act.numbers')}
          </Button>
          <Button
            size="small"
            icon={<FileImageOutlined />}
            aria-label={t('act.savePictureOf', { title })}
            disabled={picture === undefined || save.isPending}
            onClick={() => void savePicture()}
          >
            PNG
          </Button>
          <Button
            size="small"
            icon={<FileTextOutlined />}
            aria-label={t('act.saveTableOf', { title })}
            disabled={rows.length === 0 || save.isPending}
            onClick={() => void saveTable()}
          >
            CSV
          </Button>
        </>
      }
    >
      <p className="insight-sentence">{sentence}</p>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} onClose={save.reset} />}
      {save.data === undefined ? null : (
        <p className="insight-saved" role="status">
          {t('act.saved', { file: save.data.fileName })}
        </p>
      )}
      {picture === undefined ? null : <ChartCanvas picture={picture} palette={palette} label={sentence} />}
      <div id={table}>{tabled ? <Numbers title={title} head={head} rows={rows} /> : null}</div>
      {note === undefined ? null : <p className="insight-note">{note}</p>}
    </Section>
  );
};

const Numbers = ({ title, head, rows }: Pick<ChartView, 'title' | 'head' | 'rows'>) => {
  const { t } = useTranslation('insight');
  return (
    // Reached by the keyboard, because it scrolls.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be scrolled without a mouse
    <section className="insight-numbers" aria-label={t('act.numbersName', { title })} tabIndex={0}>
      <table aria-label={title}>
        <thead>
          <tr>
            {head.map((name, index) => (
              <th key={name} scope="col" data-number={index > 0 && typeof rows[0]?.[index] === 'number'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={head[index]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={head[index]} data-number={typeof cell === 'number'}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
