// <chart-figure kind="bars|months" data-source="id">: draws what a JSON script on the page holds.
// The table beside it says the same to those who read; the drawing is hidden from screen readers.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Picture {
  labels: string[];
  kept: number[];
  missed: number[];
  excused: number[];
  percent: (number | null)[];
}

const GREEN = "#2fb344";
const RED = "#d63939";
const GREY = "#929dab";
const BLUE = "#206bc4";
const BAR_HEIGHT = 30; // px a row of a lying chart
const LEAST_HEIGHT = 220;

class ChartFigure extends HTMLElement {
  #chart: EChartsType | undefined;
  #watch: ResizeObserver | undefined;

  connectedCallback(): void {
    const held = document.getElementById(this.dataset.source ?? "");
    if (!held) return;
    const picture = JSON.parse(held.textContent ?? "{}") as Picture;
    if (!picture.labels?.length) return;
    const bars = this.getAttribute("kind") === "bars";
    this.style.height = `${bars ? Math.max(LEAST_HEIGHT, picture.labels.length * BAR_HEIGHT + 70) : 260}px`;
    this.#chart = init(this, undefined, { renderer: "canvas" });
    this.#chart.setOption(bars ? lying(picture, this.dataset) : standing(picture, this.dataset));
    this.#watch = new ResizeObserver(() => this.#chart?.resize());
    this.#watch.observe(this);
  }

  disconnectedCallback(): void {
    this.#watch?.disconnect();
    this.#chart?.dispose();
  }
}

const stacked = (name: string | undefined, data: number[], color: string): object => ({
  name,
  data,
  type: "bar",
  stack: "all",
  itemStyle: { color },
  barMaxWidth: 22,
});

// Rich text: the tooltip must not write markup that the page's policy would have to allow.
const tooltip = { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } };

const counts = (picture: Picture, words: DOMStringMap): object[] => [
  stacked(words.kept, picture.kept, GREEN),
  stacked(words.missed, picture.missed, RED),
  stacked(words.excused, picture.excused, GREY),
];

const lying = (picture: Picture, words: DOMStringMap): EChartsCoreOption => ({
  animation: false,
  tooltip,
  legend: { top: 0 },
  grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
  xAxis: { type: "value", minInterval: 1 },
  yAxis: { type: "category", data: picture.labels, inverse: true, axisLabel: { width: 150, overflow: "truncate" } },
  series: counts(picture, words),
});

const standing = (picture: Picture, words: DOMStringMap): EChartsCoreOption => ({
  animation: false,
  tooltip,
  legend: { top: 0 },
  grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
  xAxis: { type: "category", data: picture.labels },
  yAxis: [
    { type: "value", minInterval: 1 },
    { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %" }, splitLine: { show: false } },
  ],
  series: [
    ...counts(picture, words),
    { name: words.rate, data: picture.percent, type: "line", yAxisIndex: 1, itemStyle: { color: BLUE } },
  ],
});

customElements.define("chart-figure", ChartFigure);
