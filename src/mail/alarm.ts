import type { Settings } from '../settings/schema.ts';
import type { OutgoingMail } from '../store/outbox.ts';
import type { WatchedNight } from '../watch.ts';
import type { Page } from './digest/content.ts';
import { renderHtml } from './digest/html.ts';
import { renderText } from './digest/text.ts';
import { senderOf } from './sender.ts';

export const ALARM = 'watch';

const WHOLE = { limit: Number.POSITIVE_INFINITY, brief: false };

const TO_DO = {
  missing: [
    '服务器当时是否开机；定时任务是否启用：systemctl status xuncha.timer，或 crontab -l；',
    '运行 xuncha doctor，看配置和本机有没有问题；',
    '需要补做的，运行 xuncha run。',
  ],
  unfinished: [
    '运行 xuncha run：中途停下的会接着做；若答“另一次巡查正在进行”，就是还没有做完；',
    '停在何处，见 data/log 下当天的日志；',
    '运行 xuncha doctor，看配置和本机有没有问题。',
  ],
} as const;

/** The mail that tells the supervisors of a night that did not begin or did not end; one a date and recipient. */
export function alarmMail(
  night: WatchedNight & { readonly state: 'missing' | 'unfinished' },
  mail: Settings['mail'],
): OutgoingMail {
  const { subject, html, text } = letter(night);
  return {
    date: night.date,
    kind: ALARM,
    part: 1,
    from: senderOf(mail),
    to: mail.to,
    subject,
    html,
    text,
    annexes: [],
  };
}

function letter(night: WatchedNight & { readonly state: 'missing' | 'unfinished' }) {
  const title = titleOf(night);
  const sentences = [...TO_DO[night.state]];
  const page: Page = {
    title,
    subtitle: `截至 ${night.by.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')}（${night.by.timeZoneId}）`,
    numbers: [],
    lead: `${alarmWords(night)}这一夜的账号没有判定，没有收到通知不等于没有问题。`,
    blocks: [{ title: '请检查', content: { tone: 'alarm', groups: [{ heading: null, lines: [], sentences }] } }],
    footer: ['本邮件由“巡查”（xuncha watch）自动发出，同一夜只发一次。'],
  };
  return { subject: `[巡查] ${title}`, html: renderHtml(page, WHOLE), text: renderText(page, WHOLE) };
}

/** `9月17日的巡查没有开始` */
function titleOf({ date, state }: WatchedNight): string {
  const { month, day } = Temporal.PlainDate.from(date);
  return `${month}月${day}日的巡查${state === 'missing' ? '没有开始' : '没有按时结束'}`;
}

/** One sentence for people: which night, since when, until when. */
export function alarmWords({ date, by, state, startedAt }: WatchedNight): string {
  const until = by.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  if (state === 'missing' || startedAt === null) return `${date} 夜的巡查到 ${until} 还没有开始。`;
  const since = Temporal.Instant.from(startedAt).toZonedDateTimeISO(by.timeZoneId).toPlainDateTime();
  const shown = since.toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return `${date} 夜的巡查于 ${shown} 开始，到 ${until} 还没有结束。`;
}
