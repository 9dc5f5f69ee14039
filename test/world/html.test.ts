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

test('pages that wait behind one made to take minutes are read all the same, in their order', async () => {
  const bomb = `<p>${'<a>'.repeat(50_000)}</p>`;
  const stuck = html.select(bomb, { fields: { text: `a${' a'.repeat(60)} b` } });
  const behind = ['一', '二', '三'].map((word) => html.select(`<p>${word}</p>`, { fields: { text: 'p' } }));
  expect((await stuck).read).toBe(false);
  expect(await Promise.all(behind)).toEqual(['一', '二', '三'].map((text) => ({ read: true, rows: [{ text }] })));
});

test('what fills the memory of the worker ends the worker alone', async () => {
  // every level repeats all that is below it
  const bomb = `<i>${'示例'.repeat(200)}`.repeat(1500);
  const full = html.select(bomb, { rows: 'i', fields: { text: '' } });
  const behind = html.select('<p>好</p>', { fields: { text: 'p' } });
  expect((await full).read).toBe(false);
  expect(await behind).toEqual({ read: true, rows: [{ text: '好' }] });
});
