import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openMailbox } from '../../src/mail/mailbox.ts';
import { sendDue } from '../../src/mail/outbox.ts';
import { planMails } from '../../src/mail/plan.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { openDatabase } from '../../src/store/database.ts';
import { enqueue } from '../../src/store/outbox.ts';
import { exampleAccount, exampleCase, exampleFinding, exampleNight, STALE } from './example-night.ts';

const NIGHT = Temporal.Instant.from('2020-09-17T10:00:00Z');

it('the night’s mail goes from the plan through the outbox into the mailbox’s folder, whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-mailbox-'));
  const mailbox = await openMailbox(folder);
  const db = openDatabase(':memory:');
  try {
    const view = exampleNight([exampleAccount('甲', '示例甲市')], {
      judgement: { ...exampleNight([exampleAccount('甲', '示例甲市')]).judgement, findings: [exampleFinding('甲')] },
      changes: { fresh: [exampleCase(1, '甲')], resolved: [], continuing: [], warnings: [] },
    });
    const settings = settingsSchema([]).parse({
      mail: { host: '127.0.0.1', port: mailbox.port, from: '巡查 <xuncha@example.cn>', to: ['a@example.cn'] },
    });
    for (const mail of await planMails(view, settings)) enqueue(db, mail, NIGHT);
    expect(await sendDue(db, settings.mail, { now: () => NIGHT, env: {} })).toMatchObject({ sent: 1, troubles: [] });

    expect(readdirSync(folder).sort()).toEqual(['001-巡查明细-2020-09-17.xlsx', '001.eml', '001.html', '001.txt']);
    const [mail] = mailbox.received;
    expect(mail).toMatchObject({ to: ['a@example.cn'], subject: '[巡查] 9月17日：新增 1，持续 0（合格率 100%）' });
    for (const part of ['001.html', '001.txt']) {
      const text = readFileSync(join(folder, part), 'utf8');
      expect(text).toContain('示例甲号');
      expect(text).toContain(STALE);
    }
  } finally {
    await mailbox.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
