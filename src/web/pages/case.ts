import type { Case } from '../../model/case.ts';
import { type Proof, proofsOf } from '../account-history.ts';
import { deadline } from '../case-table.ts';
import { markup } from '../markup.ts';
import { definePage } from '../page.ts';
import { evidenceList } from '../proofs.ts';
import { caseStateWords, eventWords, momentWords, severityWords, verdictWords } from '../words.ts';

const LOOKS_READ = 60;
const PROOFS_SHOWN = 5;

/** One case: its life, notes, deadline, and what proves it. */
export default definePage<{ readonly one: Case; readonly proofs: ReadonlyMap<string, Proof> }>({
  path: '/cases/:id',
  read({ snapshot, reader, key }) {
    const one = /^\d{1,15}$/.test(key) ? reader.caseOf(Number(key)) : undefined;
    if (one === undefined) return null;
    const at = Temporal.Instant.from(snapshot.judgement.at);
    return { one, proofs: proofsOf(reader.observationsOf(one.accountId, at, LOOKS_READ)) };
  },
  title: ({ one }, { say }) => say(`第 ${one.id} 号问题`, `Case ${one.id}`),
  render({ one, proofs }, context) {
    const { say, link, snapshot } = context;
    const account = snapshot.rowOf(one.accountId)?.night.account;
    const entry = (term: string, value: string) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
    // a finding by hand names its screenshot among its facts
    const { screenshot } = one.facts;
    const shown = typeof screenshot === 'string' && screenshot.startsWith('sha256:') ? [screenshot] : [];
    const hashes = [...shown, ...one.evidence].slice(0, PROOFS_SHOWN);
    const events = one.events.map(
      ({ at, kind, by, text }) =>
        markup`<li class="${kind}"><p><strong>${eventWords(kind, context)}</strong> <time datetime="${at}">${momentWords(at, context)}</time> · <bdi>${by === 'xuncha' ? say('巡查', 'xuncha') : by}</bdi></p><p lang="zh"><bdi>${text}</bdi></p></li>`,
    );
    return markup`<p class="lead"><span class="problem ${one.verdict}" lang="zh">${one.wording}</span></p>
<dl class="filed"><div><dt>${say('账号', 'Account')}</dt><dd lang="zh"><a href="${link(`/accounts/${one.accountId}`)}"><bdi>${account?.name ?? one.accountId}</bdi></a></dd></div>
${entry(say('单位', 'Unit'), account?.unit ?? say('已不在台账中', 'no longer filed'))}
${entry(say('状态', 'State'), caseStateWords(one.state, context))}
${entry(say('判定', 'Verdict'), `${verdictWords(one.verdict, context)} · ${severityWords(one.severity, context)}${one.byHand ? say(' · 人工核查', ' · by hand') : ''}`)}
${entry(say('发现', 'Found'), momentWords(one.openedAt, context))}
${entry(say('最近一次认定', 'Found again'), momentWords(one.lastFoundAt, context))}
${entry(say('整改期限', 'Due'), deadline(one, context))}
${one.resolvedAt === null ? '' : entry(say('解除', 'Resolved'), momentWords(one.resolvedAt, context))}</dl>
<section aria-labelledby="life"><h2 class="plain" id="life">${say('经过', 'Its life')}</h2><ol class="life">${events}</ol></section>
<section aria-labelledby="evidence"><h2 class="plain" id="evidence">${say('证据', 'Evidence')}</h2>${hashes.length === 0 ? markup`<p>${say('没有随附的原文。', 'No received answer goes with it.')}</p>` : evidenceList(hashes, proofs, context)}</section>`;
  },
  twin({ one }, { say }) {
    return {
      json: one,
      csv: [
        [say('时刻', 'At'), say('事件', 'Event'), say('何人', 'By'), say('内容', 'Text')],
        ...one.events.map(({ at, kind, by, text }) => [at, kind, by, text]),
      ],
    };
  },
});
