import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** What a chart shows: groups along the bottom, and a bar of each series over each of them. */
export interface ChartModel {
  /** Name of the whole, read aloud first. */
  title: string;
  unit: string;
  groups: readonly string[];
  series: readonly { name: string; values: readonly (number | undefined)[] }[];
}

interface Colours {
  ink: string;
  line: string;
  bars: readonly string[];
}

const ON_PAPER: Colours = { ink: '#000', line: '#888', bars: ['#fff', '#555'] };

/** Colours of the theme that the page has now. */
function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const of = (name: string, other: string): string => style.getPropertyValue(name).trim() || other;
  return {
    ink: of('--ink-2', '#5b534a'),
    line: of('--line', '#e6e0d6'),
    bars: [of('--info', '#2b5a86'), of('--red', '#a8231c')],
  };
}

/**
 * Draws a chart into an element as SVG and answers how to take it away. On paper it is black on white, with patterns in
 * the place of colours.
 */
export function drawChart(element: HTMLElement, model: ChartModel, paper: boolean): () => void {
  const colours = paper ? ON_PAPER : coloursOf(element);
  const chart = init(element, undefined, { renderer: 'svg', ...(paper ? { width: 620, height: 240 } : {}) });
  const text = { color: colours.ink, fontSize: 13, fontFamily: 'inherit' };
  const narrow = element.clientWidth < 480 && !paper;
  chart.setOption({
    animation: false,
    aria: { enabled: true, label: { description: described(model) }, decal: { show: paper } },
    color: [...colours.bars],
    textStyle: text,
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, textStyle: text, itemWidth: 14, itemHeight: 10, itemGap: 14 },
    tooltip: { trigger: 'axis', confine: true, textStyle: { fontSize: 13 } },
    xAxis: {
      type: 'category',
      data: [...model.groups],
      axisLabel: {
        ...text,
        interval: narrow ? 'auto' : 0,
        hideOverlap: true,
        rotate: narrow && model.groups.length < 12 ? 35 : 0,
      },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      name: model.unit,
      nameTextStyle: { ...text, align: 'left' },
      axisLabel: text,
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: model.series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: values.map((value) => value ?? '-'),
      barGap: '10%',
      itemStyle: paper ? { borderColor: '#000', borderWidth: 1 } : {},
    })),
  });
  if (paper) return () => chart.dispose();
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}

/** The chart as a sentence for those who cannot see it; the table beside it has the same. */
const described = ({ title, unit, groups, series }: ChartModel): string =>
  `${title}（${unit}）：${groups
    .map(
      (group, at) =>
        `${group} ${series.map(({ name, values }) => `${name} ${values[at] ?? '—'}`).join('，')}`,
    )
    .join('；')}`;
