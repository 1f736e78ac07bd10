import { BarChartOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { type Insight, type InsightChart, insightCharts, insightPeriods } from '../../../shared/domain/insight.ts';
import { findReason } from '../../../shared/domain/reason.ts';
import { useCommands } from '../../app/commands/index.ts';
import { navigate } from '../../app/routes/index.ts';
import { useLook } from '../../app/theme/index.ts';
import { failureOf, useInsight, useRules, useSettings } from '../../engine/index.ts';
import { useFormat, useLanguage, useTranslation, useWords } from '../../i18n/index.ts';
import { EmptyState, FailureNotice, KeyCap, Loading, ProgressLine, ScreenFrame } from '../../parts/index.ts';
import { ChartCard } from './chart-card.tsx';
import type { ChartView } from './chart-view.ts';
import { palettes } from './palette.ts';
import { Summary } from './summary.tsx';
import { daysView, hoursView } from './view-decided.ts';
import { backlogView, dueView } from './view-due.ts';
import { groupsView, reasonsView } from './view-reasons.ts';
import { checksView, handlingView, returnedView } from './view-work.ts';
import './insight.css';

/** The periods in the order of their keys; `all` is everything. */
const periods = [...insightPeriods, 'all'] as const;
type Period = (typeof periods)[number];
/** What is looked at until somebody chooses: a week tells more than a day that has just begun. */
const usual: Period = 7;

/** The statistics. */
export const InsightScreen = () => {
  const { t } = useTranslation('insight');
  const [period, setPeriod] = useState<Period>(usual);
  const { data, error, refetch } = useInsight(period === 'all' ? undefined : period);
  useCommands(
    periods.map((choice, index) => ({
      name: `insight.period.${choice}`,
      title: t('showPeriod', { period: t(`period.${choice}`) }),
      place: 'insight',
      keys: [String(index + 1)],
      run: () => setPeriod(choice),
    })),
  );
  const choice = (
    <Segmented<Period>
      aria-label={t('period.name')}
      value={period}
      onChange={setPeriod}
      options={periods.map((value, index) => ({
        value,
        label: (
          <>
            {t(`period.${value}`)} <KeyCap chord={String(index + 1)} />
          </>
        ),
      }))}
    />
  );
  return (
    <ScreenFrame title={t('title')} detail={t('detail')} actions={choice}>
      {data !== undefined ? (
        <Statistics insight={data} />
      ) : error === null ? (
        <Loading label={t('loading')} />
      ) : (
        <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />
      )}
    </ScreenFrame>
  );
};

const useViews = (insight: Insight): ChartView[] => {
  const { t } = useTranslation('insight');
  const words = useWords();
  const format = useFormat();
  const language = useLanguage();
  const catalogue = useRules().data?.catalogue;
  return useMemo(() => {
    const reasonTitle = (code: string): string => (catalogue && findReason(catalogue, code)?.title[language]) ?? code;
    const writing = { language, words, format, reasonTitle };
    return [daysView, hoursView, dueView, backlogView, reasonsView, groupsView, handlingView, checksView, returnedView].map((view) =>
      view(t, insight, writing),
    );
  }, [insight, t, words, format, language, catalogue]);
};

const Statistics = ({ insight }: { insight: Insight }) => {
  const { t } = useTranslation('insight');
  const palette = palettes[useLook(useSettings().theme)];
  const views = useViews(insight);
  const [tabled, setTabled] = useState<ReadonlySet<InsightChart>>(new Set());
  const show = (chart: InsightChart, shown: boolean): void =>
    setTabled((before) => new Set(shown ? [...before, chart] : [...before].filter((other) => other !== chart)));
  useCommands([
    {
      name: 'insight.numbers',
      run: () => setTabled((before) => new Set(before.size === 0 ? insightCharts : [])),
    },
  ]);
  const { decided, backlog, waiting, period } = insight;
  if (decided.total === 0 && backlog.total === 0 && waiting === 0)
    return (
      <EmptyState
        icon={<BarChartOutlined />}
        title={t('empty.title')}
        detail={t('empty.detail')}
        action={<Button onClick={() => navigate({ screen: 'queue' })}>{t('empty.act')}</Button>}
      />
    );
  return (
    <div className="insight">
      {waiting === 0 ? null : <ProgressLine label={t('counting')} done={decided.total} total={decided.total + waiting} />}
      <Summary insight={insight} />
      <div className="insight-cards">
        {views.map((view) => (
          <div key={view.chart} className="insight-card" data-chart={view.chart}>
            <ChartCard
              view={view}
              period={period}
              palette={palette}
              tabled={tabled.has(view.chart)}
              onTable={(shown) => show(view.chart, shown)}
            />
          </div>
        ))}
      </div>
      <p className="insight-about">
        {t('about')}{' '}
        <Button type="link" size="small" onClick={() => navigate({ screen: 'second-review' })}>
          {t('toSecondLook')}
        </Button>
      </p>
    </div>
  );
};
