import { dateOfDay } from '../time/zone-clock.ts';
import { DAY_STATES, type DayState } from './day-states.ts';
import { type Markup, markup } from './markup.ts';
import type { PageContext } from './page.ts';

/** of ten: each state has a height of its own, so that the picture can be read without its colours */
const BARS: Readonly<Record<DayState, readonly [top: number, height: number] | null>> = {
  posted: [0, 10],
  silent: [7, 3],
  breach: [2, 8],
  undetermined: [4, 2],
  unseen: null,
};

/** as the served script reads them */
const LETTERS: Readonly<Record<DayState, string>> = {
  posted: 'p',
  silent: 's',
  breach: 'b',
  undetermined: 'u',
  unseen: 'n',
};

/**
 * One row of the heat map: a bar a day, oldest first, stretched to the width that there is. Days in a row of one state
 * are one shape, so that a page of many accounts stays small; `data-days` lets a script name each day.
 */
export function dayStrip(states: readonly DayState[], firstDay: number, context: PageContext): Markup {
  const shapes = runsOf(states).map(({ state, from, length }) => {
    const bar = BARS[state];
    return bar === null ? '' : markup`<path class="${state}" d="M${from} ${bar[0]}h${length}v${bar[1]}h-${length}z"/>`;
  });
  const runs = runsOf(states).map(({ state, length }) => `${LETTERS[state]}${length}`);
  return markup`<svg class="strip" viewBox="0 0 ${states.length} 10" preserveAspectRatio="none" role="img" aria-label="${stripWords(states, context)}" data-from="${dateOfDay(firstDay)}" data-days="${runs.join('')}">${shapes}</svg>`;
}

/** `近 90 天：有更新 34 天，无更新 40 天` */
export function stripWords(states: readonly DayState[], context: PageContext): string {
  const counts = DAY_STATES.map((state) => ({ state, days: states.filter((one) => one === state).length }))
    .filter(({ days }) => days > 0)
    .map(({ state, days }) =>
      context.say(`${stateWords(state, context)} ${days} 天`, `${stateWords(state, context)} ${days}`),
    );
  return context.say(
    `近 ${states.length} 天：${counts.join('，')}`,
    `last ${states.length} days: ${counts.join(', ')}`,
  );
}

export function stateWords(state: DayState, { say }: PageContext): string {
  switch (state) {
    case 'posted':
      return say('有更新', 'published');
    case 'silent':
      return say('确无更新', 'silent');
    case 'breach':
      return say('超期无更新', 'in breach');
    case 'undetermined':
      return say('未判定', 'not determined');
    case 'unseen':
      return say('未查看', 'not looked at');
  }
}

export function legend(context: PageContext): Markup {
  const entries = DAY_STATES.map((state) => {
    const bar = BARS[state];
    const shape = bar === null ? '' : markup`<path class="${state}" d="M0 ${bar[0]}h10v${bar[1]}H0z"/>`;
    return markup`<li><svg viewBox="0 0 10 10" aria-hidden="true">${shape}</svg>${stateWords(state, context)}</li>`;
  });
  return markup`<ul class="legend" aria-label="${context.say('图例', 'Legend')}">${entries}</ul>`;
}

const CELL = 12;
const WEEKDAY_LABELS = 22;
const MONTH_LABELS = 16;

/** A year as weeks side by side, Monday on top. */
export function calendar(states: readonly DayState[], firstDay: number, context: PageContext): Markup {
  // 1970-01-01 was a Thursday
  const weekday = (day: number) => (day + 3) % 7;
  const placeOf = (day: number) => ({
    x: WEEKDAY_LABELS + Math.floor((day - firstDay + weekday(firstDay)) / 7) * CELL,
    y: MONTH_LABELS + weekday(day) * CELL,
  });
  const shapes = DAY_STATES.map((state) => {
    const cells = states.flatMap((one, index) => {
      if (one !== state) return [];
      const { x, y } = placeOf(firstDay + index);
      const [top, height] = BARS[state] ?? [4.5, 1];
      return [`M${x} ${y + top}h10v${height}h-10z`];
    });
    return markup`<path class="${state}" d="${cells.join('')}"/>`;
  });
  const months = states.flatMap((_, index) => {
    const date = dateOfDay(firstDay + index);
    if (!date.endsWith('-01')) return [];
    const month = Number(date.slice(5, 7));
    return [markup`<text x="${placeOf(firstDay + index).x}" y="10">${context.say(`${month}月`, String(month))}</text>`];
  });
  const weekdays = [context.say('一', 'M'), context.say('三', 'W'), context.say('五', 'F')].map(
    (label, index) => markup`<text x="0" y="${MONTH_LABELS + index * 2 * CELL + 10}">${label}</text>`,
  );
  const { x } = placeOf(firstDay + states.length - 1);
  return markup`<svg class="calendar" viewBox="0 0 ${x + CELL} ${MONTH_LABELS + 7 * CELL}" role="img" aria-label="${stripWords(states, context)}">${months}${weekdays}${shapes}</svg>`;
}

function runsOf(states: readonly DayState[]): { state: DayState; from: number; length: number }[] {
  const runs: { state: DayState; from: number; length: number }[] = [];
  for (const [index, state] of states.entries()) {
    const last = runs.at(-1);
    if (last?.state === state) last.length += 1;
    else runs.push({ state, from: index, length: 1 });
  }
  return runs;
}
