import { expect, test } from 'vitest';
import { openedByHand, replied } from '../../src/judge/case-actions.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { ConfirmationStore } from '../../src/store/confirmations.ts';
import { openDatabase } from '../../src/store/database.ts';
import { evidenceUse } from '../../src/store/evidence-use.ts';
import { hashOf } from '../../src/world/evidence.ts';

test('every file that a person handed in stays for good: pictures of findings and of checks, replies of units', () => {
  const db = openDatabase(':memory:');
  const [picture, reply, check] = ['picture', 'reply', 'check'].map((text) => hashOf(Buffer.from(text)));
  if (picture === undefined || reply === undefined || check === undefined) throw new Error('three files');
  const actor = { at: Temporal.Instant.from('2026-09-25T10:00:00+08:00'), zone: 'Asia/Shanghai', by: '张三' };
  const finding = { id: 1, accountId: 'a1', problem: '强制要求群众点赞', severity: 'veto' } as const;
  const opened = openedByHand({ ...finding, screenshot: { name: 'shot.png', hash: picture } }, actor);
  const file = { name: '报告.pdf', hash: reply };
  const answered = replied(opened, actor, { on: '2026-09-25', unit: '示例局', text: '已整改', file });
  new CaseStore(db).save([], [answered]);
  const confirmation = { lastPost: 'never', on: '2026-09-25', by: '张三', until: '2026-12-31', screenshot: check };
  new ConfirmationStore(db).add('a1', confirmation, '2026-09-25T10:00:00+08:00');
  expect([...evidenceUse(db, 'Asia/Shanghai').forGood].sort()).toEqual([picture, reply, check].sort());
});
