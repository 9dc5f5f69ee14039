import { markup } from '../markup.ts';
import { definePage, type PageContext } from '../page.ts';
import { accountTable, figure, isWell, pager, sheetOf, sourceTable, table } from '../parts.ts';
import { trend } from '../trend.ts';

const ACCOUNTS_SHOWN = 20;
const UNITS_A_PAGE = 60;
const NIGHTS_SHOWN = 90;

/** How things stand: the numbers, the units, who has been silent longest, and whether the sources can be trusted. */
export default definePage({
  path: '/today',
  menu: { order: 10, chinese: '今日', english: 'Today' },
  read({ snapshot, reader }) {
    const { summary } = snapshot.judgement;
    const count = (standing: string) => snapshot.rows.filter((row) => row.standing === standing).length;
    return {
      summary,
      warnings: count('warning'),
      passed: summary.checked - summary.failed,
      nights: snapshot.night === null ? [] : reader.nights.summaries(snapshot.night.date, NIGHTS_SHOWN),
    };
  },
  title: (_, { say }) => say('今日', 'Today'),
  render({ summary, warnings, passed, nights }, context) {
    const { say, snapshot, link } = context;
    const { fresh, resolved, continuing } = snapshot.changes;
    const list = (show: string) => link('/accounts', { show });
    const ill = snapshot.sources.filter((source) => !isWell(source));
    const silent = snapshot.bySilence.filter(({ standing }) => standing !== 'filed').slice(0, ACCOUNTS_SHOWN);
    return markup`<ul class="figures">
${figure(say('运行', 'running'), summary.running, '', link('/accounts'))}
${figure(say('合格', 'passed'), passed, 'good', list('passed'))}
${figure(say('不合格', 'failed'), summary.failed, summary.failed > 0 ? 'alarm' : '', list('failed'))}
${figure(say('未判定', 'undetermined'), summary.undetermined, summary.undetermined > 0 ? 'caution' : '', list('undetermined'))}
${figure(say('将超期', 'about to breach'), warnings, warnings > 0 ? 'caution' : '', list('warning'))}
${figure(say('合格率', 'pass rate'), summary.passRate)}
</ul>
<p>${say(`今夜新增问题 ${fresh.length} 个，解除 ${resolved.length} 个，持续 ${continuing.length} 个。`, `Tonight: ${fresh.length} new cases, ${resolved.length} resolved, ${continuing.length} continuing.`)} <a href="${link('/cases')}">${say('查看全部问题', 'All cases')}</a></p>
<section aria-labelledby="silence"><h2 class="alarm" id="silence">${say('静默最久的账号', 'Longest silent')}</h2>
${accountTable(silent, context, say(`静默最久的 ${silent.length} 个账号`, `The ${silent.length} longest silent accounts`))}
<p><a href="${link('/accounts', { sort: 'days' })}">${say('全部账号', 'All accounts')}</a></p></section>
<section aria-labelledby="units"><h2 class="plain" id="units">${say('各单位', 'Units')}</h2>${unitTable(context)}</section>
<section aria-labelledby="nights"><h2 class="plain" id="nights">${say('近来各夜', 'Past nights')}</h2>${trend(nights, context)}</section>
<section aria-labelledby="sources"><h2 class="${ill.length > 0 ? 'caution' : 'good'}" id="sources">${say('来源状况', 'Sources')}</h2>
${
  ill.length === 0
    ? markup`<p>${say('各来源正常。', 'All sources are well.')} <a href="${link('/sources')}">${say('逐夜查看', 'Night by night')}</a></p>`
    : markup`${sourceTable(ill, context, say(`有故障的来源 ${ill.length} 个`, `${ill.length} sources in trouble`))}<p><a href="${link('/sources')}">${say('全部来源，逐夜查看', 'All sources, night by night')}</a></p>`
}</section>`;
  },
  twin({ summary, warnings, passed }, { snapshot, say }) {
    return {
      json: {
        at: snapshot.judgement.at,
        ...summary,
        passed,
        warnings,
        units: snapshot.units,
        sources: snapshot.sources,
      },
      csv: [
        [
          say('单位', 'Unit'),
          say('运行', 'Running'),
          say('检查', 'Checked'),
          say('不合格', 'Failed'),
          say('未判定', 'Undetermined'),
          say('将超期', 'About to breach'),
          say('占检查数比例', 'Share'),
        ],
        ...snapshot.units.map((unit) => [
          unit.name,
          unit.running,
          unit.checked,
          unit.failed,
          unit.undetermined,
          unit.warnings,
          unit.share,
        ]),
      ],
    };
  },
});

function unitTable(context: PageContext) {
  const { say, snapshot, link } = context;
  const sheet = sheetOf(snapshot.units, UNITS_A_PAGE, context, 'units');
  const worst = Math.max(1, ...snapshot.units.map((unit) => unit.failed));
  const lines = sheet.items.map((unit) => {
    const bar = markup`<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path class="breach" d="M0 0h${Math.round((unit.failed / worst) * 100)}v10H0z"/></svg>`;
    return markup`<tr><th scope="row"><a href="${link('/accounts', { unit: unit.name })}" lang="zh"><bdi>${unit.name}</bdi></a></th><td class="number">${unit.running}</td><td class="number">${unit.checked}</td><td class="number ${unit.failed > 0 ? 'alarm' : ''}">${unit.failed}</td><td class="number">${unit.undetermined}</td><td class="number">${unit.warnings}</td><td class="number">${unit.share}</td><td class="bar">${bar}</td></tr>`;
  });
  return markup`${table(say('按台账顺序', 'In the order of the registry'), markup`<thead><tr><th scope="col">${say('单位', 'Unit')}</th><th scope="col" class="number">${say('运行', 'Running')}</th><th scope="col" class="number">${say('检查', 'Checked')}</th><th scope="col" class="number">${say('不合格', 'Failed')}</th><th scope="col" class="number">${say('未判定', 'Undet.')}</th><th scope="col" class="number">${say('将超期', 'Soon')}</th><th scope="col" class="number">${say('占比', 'Share')}</th><td></td></tr></thead><tbody>${lines}</tbody>`)}
${pager(sheet, '/today', {}, context, 'units')}`;
}
