import { EXIT, Stop } from '../exit.ts';
import type { Home } from '../home.ts';
import {
  type Actor,
  closedByHand,
  dismissed,
  type HandedIn,
  noted,
  openedByHand,
  replied,
} from '../judge/case-actions.ts';
import type { Case } from '../model/case.ts';
import type { Severity } from '../model/finding.ts';
import { CaseStore } from '../store/cases.ts';
import { reading, writing } from './office.ts';

export interface CaseFilter {
  readonly state?: Case['state'] | undefined;
  readonly accountId?: string | undefined;
}

/** Cases as they stand now, in the order in which they were opened. */
export function listCases(home: Home, { state, accountId }: CaseFilter): Case[] {
  const all = reading(home, (db) => new CaseStore(db).all());
  return all.filter(
    (one) => (state === undefined || one.state === state) && (accountId === undefined || one.accountId === accountId),
  );
}

/** @throws Stop with status 2 where there is no such case */
export function showCase(home: Home, id: number): Case {
  return reading(home, (db) => caseOf(new CaseStore(db), id));
}

export function noteCase(home: Home, id: number, actor: Actor, text: string): Case {
  return change(home, id, (one) => noted(one, actor, text));
}

/** 误报 */
export function dismissCase(home: Home, id: number, actor: Actor, why: string): Case {
  return change(home, id, (one) => {
    if (one.state !== 'open') refuse(one, '不能列为误报');
    return dismissed(one, actor, why);
  });
}

/** 整改反馈 */
export function replyToCase(
  home: Home,
  id: number,
  actor: Actor,
  reply: { readonly on: string; readonly unit: string; readonly text: string; readonly file?: HandedIn },
): Case {
  return change(home, id, (one) => {
    if (one.state !== 'open') refuse(one, '不必再记反馈');
    return replied(one, actor, reply);
  });
}

/** Findings of rules are resolved by what a night sees, never by a word; those by hand by a person. */
export function closeCase(home: Home, id: number, actor: Actor, text: string): Case {
  return change(home, id, (one) => {
    if (one.state !== 'open') refuse(one, '不能再次办结');
    if (!one.byHand) {
      throw new Stop(
        EXIT.usage,
        `问题 ${id} 由规则认定，要等巡查看到已经整改才会解除；单位的反馈用 case reply 记录，误报用 case dismiss。`,
      );
    }
    return closedByHand(one, actor, text);
  });
}

/** 人工核查 */
export function openCase(
  home: Home,
  actor: Actor,
  finding: {
    readonly accountId: string;
    readonly problem: string;
    readonly severity: Severity;
    readonly screenshot: HandedIn | null;
  },
): Case {
  return writing(home, (db) => {
    const store = new CaseStore(db);
    const opened = openedByHand({ id: store.nextId(), ...finding }, actor);
    store.save([], [opened]);
    return opened;
  });
}

function change(home: Home, id: number, act: (one: Case) => Case): Case {
  return writing(home, (db) => {
    const store = new CaseStore(db);
    const before = caseOf(store, id);
    const after = act(before);
    store.save([before], [after]);
    return after;
  });
}

function caseOf(store: CaseStore, id: number): Case {
  const one = store.of(id);
  if (!one) throw new Stop(EXIT.usage, `没有编号为 ${id} 的问题。用 xuncha case list 查看全部。`);
  return one;
}

const STATES = { open: '仍未解除', resolved: '已经解除', dismissed: '已列为误报' } as const;

function refuse(one: Case, what: string): never {
  throw new Stop(EXIT.usage, `问题 ${one.id} ${STATES[one.state]}，${what}。`);
}
