import type { Summary } from '../model/finding.ts';
import { type Markup, markup } from './markup.ts';
import type { PageContext } from './page.ts';

const HEIGHT = 60;

/** Failed and undetermined accounts, night by night, oldest first. */
export function trend(
  nights: readonly { readonly date: string; readonly counts: Omit<Summary, 'units'> }[],
  context: PageContext,
): Markup {
  const { say } = context;
  const last = nights.at(-1);
  const first = nights[0];
  if (first === undefined || last === undefined)
    return markup`<p>${say('还没有完成过巡查。', 'No night has ended yet.')}</p>`;
  const most = Math.max(1, ...nights.map(({ counts }) => counts.failed + counts.undetermined));
  const height = (count: number) => (count / most) * HEIGHT;
  const bars = nights.map(({ counts }, index) => {
    const failed = height(counts.failed);
    const open = height(counts.undetermined);
    const bar = (style: string, top: number, tall: number) =>
      tall > 0 ? markup`<path class="${style}" d="M${index} ${round(top)}h.8v${round(tall)}h-.8z"/>` : '';
    return [bar('breach', HEIGHT - failed, failed), bar('undetermined', HEIGHT - failed - open, open)];
  });
  const words = say(
    `${nights.length} 夜：不合格从 ${first.counts.failed} 到 ${last.counts.failed}，未判定从 ${first.counts.undetermined} 到 ${last.counts.undetermined}，合格率从 ${first.counts.passRate} 到 ${last.counts.passRate}`,
    `${nights.length} nights: failed ${first.counts.failed} to ${last.counts.failed}, undetermined ${first.counts.undetermined} to ${last.counts.undetermined}, pass rate ${first.counts.passRate} to ${last.counts.passRate}`,
  );
  return markup`<figure><svg class="trend" viewBox="0 0 ${Math.max(14, nights.length)} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${words}">${bars}</svg><figcaption>${words}${say('。', '.')} ${say(`从 ${first.date} 到 ${last.date}，下为不合格，上为未判定。`, `From ${first.date} to ${last.date}; failed below, undetermined above.`)}</figcaption></figure>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
