import type { NightView } from '../model/night.ts';
import type { Settings } from '../settings/schema.ts';
import type { OutgoingMail } from '../store/outbox.ts';
import { annexOf } from './annex.ts';
import { composeDigest, loadSections } from './digest/compose.ts';
import { senderOf } from './sender.ts';
import { planUnitMails } from './units.ts';

export const SUPERVISORS = 'supervisors';

/**
 * Who gets which mail about this night; nothing is stored or sent. Asynchronous because the annex is: call it before the
 * transaction that stores the cases, and `enqueue` the result inside it.
 *
 * @param part 1: the mails of the date; 2, 3 …: supplements, when cases changed in a later run of the same date
 */
export async function planMails(
  view: NightView,
  settings: Pick<Settings, 'mail' | 'judge'>,
  part = 1,
): Promise<OutgoingMail[]> {
  const from = senderOf(settings.mail);
  const mails: OutgoingMail[] = [];
  if (settings.mail.to.length > 0) {
    const letter = composeDigest(view, await loadSections(), part);
    const annexes = [await annexOf(view)];
    mails.push({ date: view.date, kind: SUPERVISORS, part, from, to: settings.mail.to, ...letter, annexes });
  }
  for (const mail of await planUnitMails(view, settings)) mails.push({ ...mail, date: view.date, part, from });
  return mails;
}
