import { type Markup, markup } from '../markup.ts';
import { type Download, definePage, type PageContext } from '../page.ts';

/** characters of a body that the page prints; the file has all of it */
const PRINTED = 60_000;
const HEX = 64;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ff', 'hex');

interface Model {
  readonly hash: string;
  /** null: it was pruned */
  readonly body: Buffer | null;
}

/** What was received, as text and never as a page: nothing in it can run, load or lead anywhere. */
export default definePage<Model>({
  path: '/evidence/:hash',
  read({ reader, key }) {
    if (key.length !== HEX || !/^[0-9a-f]+$/.test(key)) return null;
    const hash = `sha256:${key}`;
    return { hash, body: reader.evidence.read(hash) };
  },
  title: ({ hash }, { say }) => say(`证据 ${shortened(hash)}`, `Evidence ${shortened(hash)}`),
  render({ hash, body }, context) {
    const { say } = context;
    const entry = (term: string, value: string) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
    return markup`<dl class="filed">${entry('SHA-256', hash.slice('sha256:'.length))}${body === null ? '' : entry(say('大小', 'Size'), say(`${body.length} 字节`, `${body.length} bytes`))}</dl>
${body === null ? markup`<p>${say('这份原文已过保存期，只留下校验值和摘录。', 'This answer is past its time of keeping; its hash and excerpts remain.')}</p>` : shown(hash, body, context)}`;
  },
  twin({ hash, body }, { say }) {
    const text = body === null || pictureType(body) !== null ? null : textOf(body);
    return {
      json: { hash, bytes: body?.length ?? null, text: text?.slice(0, PRINTED) ?? null },
      csv: [
        ['SHA-256', say('字节', 'Bytes')],
        [hash.slice('sha256:'.length), body?.length ?? null],
      ],
    };
  },
  files: {
    'body.txt': ({ body }) =>
      body === null ? null : { bytes: Buffer.from(textOf(body)), type: 'text/plain; charset=utf-8' },
    picture: ({ body }) => pictureOf(body),
  },
});

function shown(hash: string, body: Buffer, { say, link }: PageContext): Markup {
  const path = `/evidence/${hash.slice('sha256:'.length)}`;
  if (pictureType(body) !== null)
    return markup`<p><img class="screenshot" src="${link(`${path}/picture`)}" alt="${say('截图', 'screenshot')}"></p>`;
  const text = textOf(body);
  const rest = text.length - PRINTED;
  return markup`<p><a href="${link(`${path}/body.txt`)}" download="${hash.slice('sha256:'.length)}.txt">${say('下载全文（文本）', 'Download all of it as text')}</a>${rest > 0 ? say(`；此处只列出前 ${PRINTED} 个字符，其余 ${rest} 个见全文`, `; the first ${PRINTED} characters stand here, ${rest} more in the file`) : ''}</p>
<pre class="body" tabindex="0" aria-label="${say('收到的原文', 'The answer as received')}"><bdi>${text.slice(0, PRINTED)}</bdi></pre>`;
}

function pictureType(body: Buffer): string | null {
  if (body.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  return body.subarray(0, JPEG.length).equals(JPEG) ? 'image/jpeg' : null;
}

function pictureOf(body: Buffer | null): Download | null {
  const type = body === null ? null : pictureType(body);
  return body === null || type === null ? null : { bytes: body, type, inline: true };
}

/** UTF-8, else the encoding that older Chinese pages use. */
function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('gb18030').decode(body);
  }
}

function shortened(hash: string): string {
  return hash.slice('sha256:'.length, 'sha256:'.length + 8);
}
