import { EXIT, Stop } from '../exit.ts';
import type { Home } from '../home.ts';
import type { Confirmation } from '../model/account.ts';
import { confirmationShape } from '../registry/schema.ts';
import { ConfirmationStore } from '../store/confirmations.ts';
import { dateIn, isoIn } from '../time/calendar.ts';
import { writing } from './office.ts';

/** A person's check as it was typed in. */
export interface TypedCheck {
  readonly interaction: Readonly<Record<string, string | undefined>>;
  readonly lastPost?: string | undefined;
  readonly status?: string | undefined;
  readonly subject?: string | undefined;
  readonly on: string;
  readonly by: string;
  readonly until?: string | undefined;
}

/** Where the option stands that a member was typed in with. */
const OPTIONS: Readonly<Record<string, string>> = {
  comments: '--comments',
  directMessage: '--direct-message',
  menu: '--menu',
  autoReply: '--auto-reply',
  lastPost: '--last-post',
  status: '--status',
  subject: '--subject',
  on: '--on',
  by: '--by',
  until: '--until',
};

/**
 * Checks what was typed.
 * @throws Stop with status 2 and every fault
 */
export function readCheck(typed: TypedCheck, today: string): Confirmation {
  const interaction = given(typed.interaction);
  const said = given({ lastPost: typed.lastPost, status: typed.status, subject: typed.subject });
  const faults: string[] = [];
  if (Object.keys({ ...interaction, ...said }).length === 0) {
    faults.push('没有写明看到了什么，例如 --menu yes、--last-post 2026-10-08。');
  }
  const parsed = confirmationShape.safeParse({
    ...said,
    ...(Object.keys(interaction).length > 0 ? { interaction } : {}),
    on: typed.on,
    by: typed.by,
    until: typed.until ?? '',
  });
  for (const issue of parsed.error?.issues ?? []) {
    const member = String(issue.path.at(-1));
    if (member === 'until' && typed.until === undefined) faults.push('缺少 --until：核查的内容有效到哪一天。');
    else faults.push(`${OPTIONS[member] ?? member} ${FORMS[member] ?? issue.message}。`);
  }
  if (typed.on > today) faults.push(`--on ${typed.on} 在今天之后；核查日期不能是将来。`);
  const { lastPost } = typed;
  if (lastPost !== undefined && lastPost !== 'never' && lastPost > typed.on) {
    faults.push(`--last-post ${lastPost} 在核查日期 ${typed.on} 之后。`);
  }
  if (faults.length > 0 || parsed.data === undefined) throw new Stop(EXIT.usage, faults.join('\n'));
  // exactOptionalPropertyTypes: a key that was left out is really absent
  return parsed.data as Confirmation;
}

const YES_NO = '须写 yes 或 no';
const DATE = '须是日期，例如 2027-01-10，且有效期不早于核查日期';
const FORMS: Readonly<Record<string, string>> = {
  comments: YES_NO,
  directMessage: YES_NO,
  menu: YES_NO,
  autoReply: YES_NO,
  lastPost: '须是日期，例如 2026-10-08；从未发布写 never',
  status: '须是 normal、frozen、banned、cancelled、migrated 等状态之一',
  on: DATE,
  until: DATE,
};

/** Stores a check by hand; from now on judging takes it like the registry's own. */
export function confirm(home: Home, accountId: string, confirmation: Confirmation): void {
  writing(home, (db) => new ConfirmationStore(db).add(accountId, confirmation, isoIn(home.zone, home.now())));
}

export function todayIn(home: Home): string {
  return dateIn(home.zone, home.now()).toString();
}

function given(members: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
