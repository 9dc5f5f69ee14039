import type { SourceHealth } from '../../model/night.ts';
import { markup } from '../markup.ts';
import { definePage, type PageContext } from '../page.ts';
import { isWell, sourceTable, table } from '../parts.ts';
import { canaryWords } from '../words.ts';

const NIGHTS_SHOWN = 60;

interface Model {
  readonly nights: readonly { readonly date: string; readonly sources: readonly SourceHealth[] }[];
}

/** Whether the sources can be trusted: tonight in words, the nights before in a picture. */
export default definePage<Model>({
  path: '/sources',
  menu: { order: 50, chinese: '来源', english: 'Sources' },
  read: ({ snapshot, reader }) => ({
    nights: snapshot.night === null ? [] : reader.nights.health(snapshot.night.date, NIGHTS_SHOWN),
  }),
  title: (_, { say }) => say('来源', 'Sources'),
  render({ nights }, context) {
    const { say } = context;
    const tonight = nights.at(-1);
    if (tonight === undefined) return markup`<p>${say('还没有完成过巡查。', 'No night has ended yet.')}</p>`;
    // those in trouble first
    const asked = tonight.sources.filter(({ asked }) => asked > 0);
    const sorted = [...asked.filter((one) => !isWell(one)), ...asked.filter(isWell)];
    return markup`<section aria-labelledby="tonight"><h2 class="plain" id="tonight">${say('最近一夜', 'The latest night')}</h2>
${sourceTable(sorted, context, say(`${tonight.date}：询问了 ${asked.length} 个来源`, `${tonight.date}: ${asked.length} sources asked`))}</section>
<section aria-labelledby="past"><h2 class="plain" id="past">${say('逐夜的结果', 'Night by night')}</h2>${pastTable(nights, context)}</section>`;
  },
  twin({ nights }, { say }) {
    return {
      json: { nights },
      csv: [
        [
          say('日期', 'Date'),
          say('来源', 'Source'),
          say('询问', 'Asked'),
          say('正常', 'Ok'),
          say('哨兵', 'Canary'),
          say('故障', 'Trouble'),
        ],
        ...nights.flatMap(({ date, sources }) =>
          sources.map((one) => [date, one.source, one.asked, one.outcomes.ok ?? 0, one.canary, one.trouble]),
        ),
      ],
    };
  },
});

/** A bar a night: its height is the share of answers that were of use. */
function pastTable(nights: Model['nights'], context: PageContext) {
  const { say, snapshot } = context;
  const first = nights[0]?.date ?? '';
  const last = nights.at(-1)?.date ?? '';
  const ofNight = nights.map(({ sources }) => new Map(sources.map((one) => [one.source, one])));
  const known = new Map(
    nights.flatMap(({ sources }) => sources.filter(({ asked }) => asked > 0).map((one) => [one.source, one])),
  );
  const lines = [...known.values()].map(({ source, platform }) => {
    const health = ofNight.map((sources) => sources.get(source));
    const ill = health.filter((one) => one !== undefined && !isWell(one)).length;
    const silent = health.filter((one) => one?.canary === 'failed').length;
    const bars = health.map((one, index) => {
      if (one === undefined || one.asked === 0) return '';
      const tall = Math.max(1, Math.round(((one.outcomes.ok ?? 0) / one.asked) * 10));
      return markup`<path class="${isWell(one) ? 'posted' : 'breach'}" d="M${index} ${10 - tall}h.8v${tall}h-.8z"/>`;
    });
    const words = say(
      `${nights.length} 夜中 ${ill} 夜有故障，${silent} 夜${canaryWords('failed', context)}`,
      `trouble in ${ill} of ${nights.length} nights, canary failed in ${silent}`,
    );
    return markup`<tr><th scope="row">${snapshot.platformTitle(platform)} <small>${source}</small></th><td>${words}</td><td class="days"><svg class="strip" viewBox="0 0 ${Math.max(14, nights.length)} 10" preserveAspectRatio="none" role="img" aria-label="${words}">${bars}</svg></td></tr>`;
  });
  return markup`${table(say(`${first} 至 ${last}，每夜一条，高低为有用答复所占比例，红色为有故障`, `${first} to ${last}, a bar a night: its height is the share of useful answers, red means trouble`), markup`<thead><tr><th scope="col">${say('来源', 'Source')}</th><th scope="col">${say('小结', 'Summary')}</th><th scope="col" class="days">${say('逐夜', 'Nights')}</th></tr></thead><tbody>${lines}</tbody>`, 'accounts')}`;
}
