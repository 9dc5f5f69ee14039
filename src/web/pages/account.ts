import type { Account } from '../../model/account.ts';
import type { Observation } from '../../model/observation.ts';
import { dateOfDay } from '../../time/zone-clock.ts';
import { type Proof, postsSeen, proofsOf, type Stretch, stretches } from '../account-history.ts';
import { caseTable } from '../case-table.ts';
import { dayStates, lastDayOf } from '../day-states.ts';
import { calendar, legend } from '../heat-map.ts';
import { type Markup, markup } from '../markup.ts';
import { definePage, type PageContext } from '../page.ts';
import { outside, standingMark, table } from '../parts.ts';
import { evidenceList, lookDetails } from '../proofs.ts';
import type { Row } from '../snapshot.ts';
import { daysWords, momentWords, severityWords, statusWords, updateWords, verdictWords } from '../words.ts';

const CALENDAR_DAYS = 366;
/** a year of nights */
const LOOKS_READ = 400;
const LOOKS_SHOWN = 7;
const POSTS_SHOWN = 30;
const STRETCHES_SHOWN = 20;
const PROBLEM_PROOFS = 5;

interface Model {
  readonly row: Row;
  readonly looks: readonly Observation[];
  readonly proofs: ReadonlyMap<string, Proof>;
}

/** One account: tonight's findings with their proof, its calendar, posts, history, cases and latest looks. */
export default definePage<Model>({
  path: '/accounts/:id',
  read({ snapshot, reader, key }) {
    const row = snapshot.rowOf(key);
    if (row === undefined) return null;
    const looks = reader.observationsOf(key, Temporal.Instant.from(snapshot.judgement.at), LOOKS_READ);
    return { row, looks, proofs: proofsOf(looks) };
  },
  title: ({ row }) => row.night.account.name,
  render({ row, looks, proofs }, context) {
    const { say, snapshot, reader, link } = context;
    const { night } = row;
    const { account } = night;
    const lastDay = lastDayOf(snapshot);
    const firstDay = lastDay - CALENDAR_DAYS + 1;
    const states = dayStates(snapshot, night, reader.daysOf([account.id])[0] ?? null, firstDay, lastDay);
    const cases = reader.casesOf(account.id);
    return markup`<p class="lead">${standingMark(row.standing, context)} ${say('最后更新', 'Last update')} <strong>${updateWords(night, context)}</strong> ${daysWords(night, context)} ${outside(night.page ?? night.lastUpdate?.url, say('亲自查看', 'See for yourself'))}</p>
${filed(account, context)}
<section aria-labelledby="findings"><h2 class="${row.standing === 'failed' ? 'alarm' : 'plain'}" id="findings">${say('今夜的判定', 'Tonight’s judgement')}</h2>${findings(row, proofs, context)}</section>
<section aria-labelledby="calendar"><h2 class="plain" id="calendar">${say('一年来的更新', 'A year of updates')}</h2>${legend(context)}<div class="wide">${calendar(states, firstDay, context)}</div></section>
<section aria-labelledby="cases"><h2 class="plain" id="cases">${say('问题', 'Cases')}</h2>${cases.length === 0 ? markup`<p>${say('没有记录过问题。', 'No case was ever opened.')}</p>` : caseTable(cases, context, say('此账号的问题', 'Cases of this account'), false)}</section>
<section aria-labelledby="posts"><h2 class="plain" id="posts">${say('所见的内容', 'Posts as seen')}</h2>${posts(looks, context)}</section>
<section aria-labelledby="history"><h2 class="plain" id="history">${say('名称、主体与状态的变化', 'Names, subjects and states')}</h2>${history(looks, context)}</section>
<section aria-labelledby="looks"><h2 class="plain" id="looks">${say('最近几次查看', 'Latest looks')}</h2>${looks.length === 0 ? markup`<p>${say('还没有查看过。', 'Nobody has looked yet.')}</p>` : looks.slice(0, LOOKS_SHOWN).map((look) => lookDetails(look, context))}</section>
<p><a href="${link('/accounts', { unit: account.unit })}">${say(`${account.unit}的全部账号`, `All accounts of ${account.unit}`)}</a></p>`;
  },
  twin({ row, looks }, context) {
    const { say, snapshot, reader } = context;
    const { night, standing } = row;
    const { id } = night.account;
    const { confirmed: _, ...account } = night.account;
    const lastDay = lastDayOf(snapshot);
    const firstDay = lastDay - CALENDAR_DAYS + 1;
    const states = dayStates(snapshot, night, reader.daysOf([id])[0] ?? null, firstDay, lastDay);
    const days = states.map((state, index) => ({ date: dateOfDay(firstDay + index), state }));
    return {
      json: {
        at: snapshot.judgement.at,
        account,
        standing,
        lastUpdate: night.lastUpdate,
        neverPosted: night.neverPosted,
        days: night.days,
        page: night.page,
        findings: snapshot.findings.get(id) ?? [],
        undetermined: snapshot.undetermined.get(id) ?? [],
        calendar: days,
        cases: reader.casesOf(id),
        posts: postsSeen(looks, POSTS_SHOWN),
        latest: looks[0] ?? null,
      },
      csv: [[say('日期', 'Date'), say('状态', 'State')], ...days.map(({ date, state }) => [date, state])],
    };
  },
});

function filed(account: Account, context: PageContext): Markup {
  const { say, snapshot } = context;
  const states = {
    running: say('运行', 'running'),
    closed: say('关停', 'closed'),
    cancelled: say('注销', 'cancelled'),
  };
  const entry = (term: string, value: string) =>
    markup`<div><dt>${term}</dt><dd lang="zh"><bdi>${value}</bdi></dd></div>`;
  const checks = account.confirmed.map((one) =>
    say(`${one.on} 由${one.by}，至 ${one.until} 有效`, `${one.on} by ${one.by}, valid until ${one.until}`),
  );
  return markup`<dl class="filed">${entry(say('单位', 'Unit'), account.unit)}${entry(say('主办单位', 'Owner'), account.owner)}${entry(say('平台', 'Platform'), snapshot.platformTitle(account.platform))}${entry(say('备案状态', 'Filed as'), states[account.state])}${entry(say('编号', 'Id'), account.id)}${checks.length > 0 ? entry(say('人工核查', 'Checked by hand'), checks.join('；')) : ''}</dl>`;
}

function findings({ night, standing }: Row, proofs: ReadonlyMap<string, Proof>, context: PageContext): Markup {
  const { say, snapshot } = context;
  const { id } = night.account;
  const found = (snapshot.findings.get(id) ?? []).map(
    (one) =>
      markup`<li><h3 class="problem ${one.verdict}"><span lang="zh">${one.wording}</span></h3><p>${verdictWords(one.verdict, context)} · ${severityWords(one.severity, context)}${one.since === null ? '' : markup` · ${say('自', 'since')} ${momentWords(one.since, context)}`} · <code>${one.rule}</code></p>${one.reason ? markup`<p lang="zh">${one.reason}</p>` : ''}${evidenceList(one.evidence.slice(0, PROBLEM_PROOFS), proofs, context)}</li>`,
  );
  const open = (snapshot.undetermined.get(id) ?? []).map(
    (one) =>
      markup`<li><h3 class="problem undetermined">${say('未判定', 'Undetermined')}</h3><p lang="zh">${one.question ? `${one.question}：` : ''}${one.reason}</p></li>`,
  );
  if (found.length + open.length === 0) {
    return markup`<p>${standing === 'filed' ? say('备案为关停或注销，没有发现异常。', 'Filed as closed; nothing found.') : say('没有发现问题。', 'Nothing was found.')}</p>`;
  }
  return markup`<ul class="findings">${found}${open}</ul>`;
}

function posts(looks: readonly Observation[], context: PageContext): Markup {
  const { say } = context;
  const seen = postsSeen(looks, POSTS_SHOWN);
  if (seen.length === 0) return markup`<p>${say('没有见到带日期的内容。', 'No dated post was seen.')}</p>`;
  const lines = seen.map(
    (post) =>
      markup`<tr><td class="number">${post.precision === 'day' ? post.at.slice(0, 10) : momentWords(post.at, context)}</td><td lang="zh"><bdi>${post.title ?? say('（无标题）', '(untitled)')}</bdi> ${outside(post.url, say('原文', 'open'))}</td><td class="number">${momentWords(post.firstSeen, context)}</td></tr>`,
  );
  return markup`${table(say(`最近 ${seen.length} 条`, `The latest ${seen.length}`), markup`<thead><tr><th scope="col" class="number">${say('发布', 'Published')}</th><th scope="col">${say('标题', 'Title')}</th><th scope="col" class="number">${say('首次见到', 'First seen')}</th></tr></thead><tbody>${lines}</tbody>`)}`;
}

function history(looks: readonly Observation[], context: PageContext): Markup {
  const { say } = context;
  const kinds: readonly (readonly [string, readonly Stretch[]])[] = [
    [say('名称', 'Name'), stretches(looks, (look) => look.displayName)],
    [say('认证主体', 'Subject'), stretches(looks, (look) => look.subject.label)],
    [
      say('状态', 'State'),
      stretches(looks, (look) =>
        look.status === 'unknown'
          ? null
          : [statusWords(look.status, context), look.statusText].filter(Boolean).join('：'),
      ),
    ],
  ];
  const lines = kinds.flatMap(([kind, found]) =>
    found
      .slice(0, STRETCHES_SHOWN)
      .map(
        ({ value, from, until }) =>
          markup`<tr><th scope="row">${kind}</th><td lang="zh"><bdi>${value}</bdi></td><td class="number">${momentWords(from, context)}</td><td class="number">${momentWords(until, context)}</td></tr>`,
      ),
  );
  if (lines.length === 0) return markup`<p>${say('没有见到过。', 'Nothing was seen.')}</p>`;
  return markup`${table(say('由近及远', 'The newest first'), markup`<thead><tr><td></td><th scope="col">${say('所见', 'As seen')}</th><th scope="col" class="number">${say('从', 'From')}</th><th scope="col" class="number">${say('到', 'Until')}</th></tr></thead><tbody>${lines}</tbody>`)}`;
}
