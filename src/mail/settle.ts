import { actorOf } from '../casework/office.ts';
import { EXIT, Stop } from '../exit.ts';
import type { Home } from '../home.ts';
import type { Db } from '../store/database.ts';
import { type MailWord, type MailWordRefusal, MailWords } from '../store/mail-words.ts';
import { type OutboxRow, OutboxStore } from '../store/outbox.ts';

export interface SettleRequest {
  /** number of the mail, as `xuncha mail --status` shows it */
  readonly id: string | undefined;
  readonly arrived: boolean;
  readonly sendAgain: boolean;
  /** who says so; missing: the user of this machine */
  readonly by: string | undefined;
}

const REFUSALS: Readonly<Record<MailWordRefusal, string>> = {
  'no-such-mail': '没有这一封邮件。',
  'not-open': '这一封用不着说明：只有不能确定是否送达的可以确认收到，它和不再发送的可以要求重新发送。',
  'content-pruned': '这一封的正文和附件已经清理，不能重新发送。',
};

/**
 * Takes down what a person knows of one mail. What is to be sent again leaves with the next `run` or `watch`, under the
 * Message-ID that it has.
 * @throws Stop with status 2; nothing was changed
 */
export function settleMail(db: Db, home: Home, request: SettleRequest): OutboxRow {
  const mailId = mailIdOf(request.id);
  const word = wordOf(request);
  const { at, by } = actorOf(home, request.by?.trim() || undefined);
  const refusal = new MailWords(db).say({ mailId, atMs: at.epochMilliseconds, by, word });
  const mail = new OutboxStore(db).all().find(({ id }) => id === mailId);
  if (refusal !== null || mail === undefined) {
    const why = REFUSALS[refusal ?? 'no-such-mail'];
    throw new Stop(EXIT.usage, `邮件 ${mailId}：${why}用 xuncha mail --status 查看全部。`);
  }
  return mail;
}

function mailIdOf(id: string | undefined): number {
  if (id !== undefined && /^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new Stop(
    EXIT.usage,
    `settle 后面须写明邮件的编号，一个数字${id === undefined ? '' : `；得到的是“${id}”`}。用 xuncha mail --status 查看全部。`,
  );
}

function wordOf({ arrived, sendAgain }: SettleRequest): MailWord {
  if (arrived !== sendAgain) return arrived ? 'arrived' : 'send-again';
  throw new Stop(EXIT.usage, '请指明 --arrived（收件人已收到）或 --send-again（没有收到，重新发送）之一。');
}
