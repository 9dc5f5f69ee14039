/** A page that asks for its own data, as the platforms have them: document, script, styles, picture, font, and one answer in JSON. */
import { lastPostMs } from './truth.ts';

const PICTURES = 6;
const POSTS = 20;

interface Part {
  readonly type: string;
  readonly body: string | Buffer;
}

/** @returns what lies at this address; null where it belongs to no such page */
export function partOf(url: string): Part | null {
  const [, kind, name = ''] = /^\/(live|posts|asset)\/([\w.-]+)(?:\?.*)?$/.exec(url) ?? [];
  switch (kind) {
    case 'live':
      return { type: 'text/html; charset=utf-8', body: document(Number(name)) };
    case 'posts':
      return { type: 'application/json', body: JSON.stringify(posts(Number(name))) };
    case 'asset':
      return assetOf(name);
    default:
      return null;
  }
}

function document(account: number): string {
  const pictures = Array.from({ length: PICTURES }, (_, n) => `<img src="/asset/picture.png?${account}.${n}" alt="">`);
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>示例账号${account}号</title><link rel="stylesheet" href="/asset/page.css"></head><body data-account="${account}"><h1>示例账号${account}号</h1><ul id="posts"></ul>${pictures.join('')}<script src="/asset/page.js"></script></body></html>`;
}

function posts(account: number): readonly { readonly id: string; readonly at: string; readonly title: string }[] {
  return Array.from({ length: POSTS }, (_, n) => ({
    id: `${account}-${n}`,
    at: new Date(lastPostMs(account) - n * 86_400_000).toISOString(),
    title: `示例工作动态（${n}）`,
  }));
}

/** as much work as the small pages of the platforms do: a list is asked for and shown */
const SCRIPT = `
const account = document.body.dataset.account;
fetch('/posts/' + account).then((answer) => answer.json()).then((posts) => {
  document.getElementById('posts').innerHTML = posts
    .map((post) => '<li class="post"><a href="/p/' + post.id + '">' + post.title + '</a><time datetime="' + post.at + '"></time></li>')
    .join('');
});
/* ${'程序的其余部分。'.repeat(4000)} */
`;
const STYLES = `body { font: 16px sans-serif } ${'.unused { margin: 0 } '.repeat(2000)}`;
/** one grey pixel */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

function assetOf(name: string): Part | null {
  switch (name) {
    case 'page.js':
      return { type: 'text/javascript; charset=utf-8', body: SCRIPT };
    case 'page.css':
      return { type: 'text/css', body: STYLES };
    case 'picture.png':
      return { type: 'image/png', body: PICTURE };
    default:
      return null;
  }
}
