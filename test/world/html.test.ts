import { afterAll, expect, test } from 'vitest';
import { HtmlWorker } from '../../src/world/html.ts';

const html = new HtmlWorker();
afterAll(() => html.close());

test('rows and fields are read by selector, missing ones are null', async () => {
  const page = '<ul><li id=a><a href="/1">一</a></li><li><b>二</b></li></ul>';
  const read = await html.select(page, { rows: 'li', fields: { id: '@id', link: 'a@href', title: 'a', bold: 'b' } });
  expect(read).toEqual({
    read: true,
    rows: [
      { id: 'a', link: '/1', title: '一', bold: null },
      { id: null, link: null, title: null, bold: '二' },
    ],
  });
});

test('a page made to take minutes is given up, and the next one is read', async () => {
  const bomb = '<div>'.repeat(300_000);
  const first = await html.select(bomb, { fields: { text: 'div div div div' } });
  if (first.read) expect(first.rows).toHaveLength(1);
  else expect(first.detail).not.toBe('');
  const second = await html.select('<p>好</p>', { fields: { text: 'p' } });
  expect(second).toEqual({ read: true, rows: [{ text: '好' }] });
});
