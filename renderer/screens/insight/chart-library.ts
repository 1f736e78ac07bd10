import { BarChart, BoxplotChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what the pictures here are made of becomes part of the program.
use([BarChart, BoxplotChart, AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent, CanvasRenderer]);

/** What a picture is described with. */
export type { EChartsCoreOption } from 'echarts/core';
export { init };
