import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadAdapters } from '../../src/adapters.ts';
import { settingsMarkdown } from '../../src/handbook/settings-page.ts';

const PAGE = join(import.meta.dirname, '../../docs/handbook/settings.md');
const adapters = await loadAdapters();
const page = settingsMarkdown(adapters);

test('the page of the settings is that of the code (else: node scripts/settings-docs.ts)', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('a key stands with its meaning, its default and what may be written', () => {
  expect(page).toContain('| `judge.staleAfterDays` | 超过多少天没有更新算“未更新” | `14` |  |');
  expect(page).toContain('| `mail.tls` | 加密方式 | `starttls` | `starttls` `implicit` `off` |');
  expect(page).toContain('| `mail.host` | 邮件服务器；不写就不发邮件 | 不设 |  |');
});

test('every source of every platform is listed, with what its silence is worth', () => {
  for (const { sources } of adapters) {
    for (const { kind, title } of sources) expect(page).toContain(`| \`${kind}\` | ${title} |`);
  }
  expect(page).toContain('| `mobile` | 微博移动版 | 访客所见；只是下限 | 是 |');
});

test('keys that only one platform has stand with it', () => {
  const [, wechat = ''] = page.split(/^### 微信公众号/m);
  expect(wechat.split(/^### /m)[0]).toContain('| `unpushed` |');
});
