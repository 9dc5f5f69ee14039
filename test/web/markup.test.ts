import { expect, test } from 'vitest';
import { markup, visible } from '../../src/web/markup.ts';

test('marks that turn the direction of text, and those that nobody sees, are written out', () => {
  expect(visible('甲\u202e乙\u200b丙\u0007')).toBe('甲⟨202E⟩乙⟨200B⟩丙⟨0007⟩');
  expect(visible('第一行\n第二行\t😀👨‍👩‍👧')).toBe('第一行\n第二行\t😀👨‍👩‍👧');
});

test('half a character does not break the page', () => {
  expect(visible('甲\ud800乙')).toBe('甲\ufffd乙');
});

test('every text in a page is escaped, alone, in a list and in an attribute; pieces made here are not escaped twice', () => {
  const hostile = `<b a="1" c='2'>&`;
  const escaped = '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;';
  expect(String(markup`${hostile}`)).toBe(escaped);
  expect(String(markup`<i>${[hostile, markup`<u>${hostile}</u>`]}</i>`)).toBe(`<i>${escaped}<u>${escaped}</u></i>`);
  expect(String(markup`<i title="${hostile}"></i>`)).toBe(`<i title="${escaped}"></i>`);
});

test('nothing stands where there is nothing to say', () => {
  expect(String(markup`<i>${null}${undefined}${false}${0}</i>`)).toBe('<i>0</i>');
});
