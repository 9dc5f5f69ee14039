import type { Bar, Section } from '../digest/content.ts';

const NIGHTS = 14;
const UNITS = 6;

/** The last two weeks as small bars, for the units in which anything failed. */
export default {
  order: 55,
  title: '近两周各单位不合格账号数',
  render(view) {
    const nights = [...(view.earlier ?? []), { date: view.date, units: view.judgement.summary.units }].slice(-NIGHTS);
    if (nights.length < 2) return null;
    const bars: Bar[] = view.registry.units
      .map(({ name }) => {
        const values = nights.map((night) => night.units.find((unit) => unit.name === name)?.failed ?? 0);
        return { label: name, values, now: `今夜 ${values.at(-1) ?? 0}` };
      })
      .filter((bar) => bar.values.some((value) => value > 0));
    if (bars.length === 0) return null;
    const worst = bars.toSorted((a, b) => Math.max(...b.values) - Math.max(...a.values)).slice(0, UNITS);
    const shown = bars.filter((bar) => worst.includes(bar));
    const others = bars.length > shown.length ? `最多的 ${UNITS} 个单位，` : '';
    return { tone: 'plain', intro: `${others}从左到右为 ${nights.length} 夜，最右为今夜。`, groups: [], bars: shown };
  },
} satisfies Section;
