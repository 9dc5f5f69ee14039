import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { addresses, askMissing } from '../src/init/answers.ts';
import { settingsText } from '../src/init/settings-text.ts';

const example = readFileSync(join(import.meta.dirname, '..', 'config', 'xuncha.yaml'), 'utf8');

/** answers by the beginning of the question */
function person(answers: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const hidden: string[] = [];
  return {
    asked,
    hidden,
    ask: async (question: string, options: { hidden?: boolean } = {}) => {
      asked.push(question);
      if (options.hidden) hidden.push(question);
      return Object.entries(answers).find(([beginning]) => question.startsWith(beginning))?.[1] ?? '';
    },
  };
}

test('what the options said is not asked, the rest is, and empty answers take what is usual', async () => {
  const { ask, asked, hidden } = person({ 登录名: 'xuncha', 密码: 'a-password', 收件人: 'a@x.test，b@y.test' });
  const answers = await askMissing({ mailHost: 'smtp.x.test', mailFrom: 'xuncha@x.test' }, ask);
  expect(answers).toEqual({
    region: '全省',
    mailHost: 'smtp.x.test',
    mailTls: 'starttls',
    mailPort: '25',
    mailUser: 'xuncha',
    mailPassword: 'a-password',
    mailFrom: 'xuncha@x.test',
    mailTo: ['a@x.test', 'b@y.test'],
    testMail: false,
  });
  expect(asked.some((question) => question.startsWith('邮件服务器'))).toBe(false);
  expect(hidden).toHaveLength(1);
});

test('without a mail server nothing more about mail is asked', async () => {
  const { ask, asked } = person({});
  expect((await askMissing({}, ask)).mailHost).toBeUndefined();
  expect(asked).toHaveLength(2);
});

test('addresses are separated as people do', () => {
  expect(addresses('甲 <a@x.test>; b@y.test，c@z.test, ')).toEqual(['甲 <a@x.test>', 'b@y.test', 'c@z.test']);
});

test('the example keeps its comments, and odd texts stay texts', () => {
  const text = settingsText(example, {
    region: '全市: #1',
    mailHost: 'smtp.x.test',
    mailFrom: '巡查, 夜间 <xuncha@x.test>',
    mailTo: ['a@x.test'],
  });
  expect(parse(text)).toMatchObject({
    report: { region: '全市: #1' },
    mail: { host: 'smtp.x.test', port: 25, tls: 'starttls', from: '巡查, 夜间 <xuncha@x.test>', to: ['a@x.test'] },
  });
  expect(text.match(/^ *#/gm)?.length).toBeGreaterThan(15);
});
