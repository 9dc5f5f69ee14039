import { STATUS_WORDS } from '../judge/staleness.ts';
import type { Fact } from '../model/fact.ts';
import type { Facts, Mark } from '../model/rule.ts';
import type { InteractionKind } from '../model/sighting.ts';
import { ZoneClock } from '../time/zone-clock.ts';

/** One fact that the rules may rest on. */
export interface Belief {
  /** for people, Chinese: 最后更新 */
  readonly what: string;
  readonly words: string;
  /** why it is believed */
  readonly why: string;
  readonly evidence: readonly string[];
}

export const INTERACTION_WORDS: Readonly<Record<InteractionKind, string>> = {
  comments: '评论',
  directMessage: '私信',
  menu: '菜单',
  autoReply: '自动回复',
};
const STORE_WORDS = { offered: '可以下载', absent: '没有', unknown: '不能确定' } as const;

/** What is known of the account, with the reason why it is taken as known. */
export function beliefs(facts: Facts, zone: string): Belief[] {
  const clock = new ZoneClock(zone);
  return [
    ...told('最后更新', facts.lastPost, (post) => ({
      words: `${clock.iso(post.atMs)}${post.precision === 'day' ? '（只知日期，按当日结束计）' : ''}${post.bound === 'lower' ? '（或更晚）' : ''}`,
      why: post.byCount ? '作品总数增加过，没有看到作品本身' : '看到了这条内容；看到过的更新，后来删除也算数',
    })),
    ...told('此后没有更新', facts.silence, ({ atMs }) => ({
      words: `直到 ${clock.iso(atMs)}`,
      why: '来源对这个账号看得全，并且当夜的哨兵证明来源可靠，或由人工核实',
    })),
    ...told('从未发布', facts.neverPosted, ({ atMs }) => ({
      words: `见于 ${clock.iso(atMs)}`,
      why: '平台自己明示，或由人工核实，不是因为列表为空',
    })),
    ...told('账号状态', facts.status, (mark) => ({
      words: mark.value === 'normal' ? '正常' : (STATUS_WORDS[mark.value] ?? mark.value),
      why: markWhy(mark, clock),
    })),
    ...told('显示的名称', facts.displayName, (mark) => ({ words: mark.value, why: markWhy(mark, clock) })),
    ...told('认证主体', facts.subject, (mark) => ({
      words: mark.label ?? mark.value,
      why: `${markWhy(mark, clock)}${mark.weak ? '；只由文字或颜色推断，须再印证' : ''}`,
    })),
    ...told('互动功能', facts.interaction, (kinds) => ({
      words: Object.entries(kinds)
        .map(([kind, value]) => `${INTERACTION_WORDS[kind as InteractionKind]}${value === 'yes' ? '有' : '无'}`)
        .join('，'),
      why: '确实看过的才列出；没有列出的不知道有无',
    })),
    ...told('应用商店', facts.stores, (stores) => ({
      words: stores.map((one) => `${one.store}${STORE_WORDS[one.answer]}`).join('，'),
      why: '逐个商店的最近一次答复',
    })),
  ];
}

function told<T>(what: string, fact: Fact<T>, tell: (value: T) => { words: string; why: string }): Belief[] {
  return fact.known ? [{ what, ...tell(fact.value), evidence: fact.evidence }] : [];
}

function markWhy(mark: Mark<unknown>, clock: ZoneClock): string {
  if (mark.byPerson) return '由人工核实';
  const seen = mark.seenNow ? `最近一夜看到` : `最近一夜没有看到，沿用 ${clock.iso(mark.lastMs)} 所见`;
  const text = mark.text === undefined ? '' : `，平台原文“${mark.text}”`;
  return `${seen}，共 ${mark.nights} 夜${text}`;
}
