import type { Evidence } from '../../../src/model/evidence.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { isChallenge, type Reason } from '../reading.ts';

/** What the first bytes behind a link are. */
export type Probe =
  | {
      readonly found: 'package';
      /** after redirects */
      readonly url: string;
      /** size of the whole file; null where the server does not say */
      readonly bytes: number | null;
      /** the server answers for parts of the file */
      readonly ranges: boolean;
      readonly evidence: readonly Evidence[];
    }
  | { readonly found: 'broken'; readonly detail: string; readonly evidence: readonly Evidence[] }
  | {
      readonly found: 'unclear';
      readonly reason: Reason;
      readonly detail: string;
      readonly evidence: readonly Evidence[];
    };

const MAX_HOPS = 5;
const TIMEOUT_MS = 15_000;
/** enough to recognise a page or an error message in place of the file */
const BEGINNING_BYTES = 4096;
/** local file header of a zip archive, which every Android package is */
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
/** no Android package is smaller */
const LEAST_BYTES = 10 * 1024;

/**
 * Asks for the first four bytes behind a link, over the store's own hosts. Some stores write `http:` though the same
 * path answers over `https:`; only where nothing answers there are the first bytes asked for in the open.
 *
 * @param hosts `*.example.com` stands for all below it and for itself
 */
export async function probe(world: World, link: string, hosts: readonly string[]): Promise<Probe> {
  let url = URL.parse(link);
  for (let hop = 0; hop <= MAX_HOPS; hop++) {
    if (!url || !isAllowed(url, hosts)) return unsure('no_public_link', `下载链接指向商店以外：${url?.host ?? link}`);
    const answer = await askFirstBytes(world, url);
    if (!answer.answered) return unsure(answer.outcome === 'network' ? 'transport' : 'not_asked', answer.detail);
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
    if (location === undefined) return judge(answer);
    url = URL.parse(location, url.href);
  }
  return unsure('upstream_error', `下载链接跳转超过 ${MAX_HOPS} 次`);
}

async function askFirstBytes(world: World, url: URL): Promise<HttpAnswer> {
  const request = {
    headers: { range: 'bytes=0-3', 'accept-encoding': 'identity' },
    redirect: 'manual',
    stopAfterBytes: BEGINNING_BYTES,
    timeoutMs: TIMEOUT_MS,
  } as const;
  const answer = await world.http.ask({ ...request, url: overTls(url).href });
  const openOnly = !answer.answered && answer.outcome === 'network' && url.protocol === 'http:';
  return openOnly ? world.http.ask({ ...request, url: url.href }) : answer;
}

function overTls(url: URL): URL {
  const secure = new URL(url);
  if (secure.protocol === 'http:' && secure.port === '') secure.protocol = 'https:';
  return secure;
}

function isAllowed(url: URL, hosts: readonly string[]): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  return hosts.some((host) =>
    host.startsWith('*.')
      ? url.hostname === host.slice(2) || url.hostname.endsWith(host.slice(1))
      : url.hostname === host,
  );
}

type Answered = Extract<HttpAnswer, { answered: true }>;

function judge(answer: Answered): Probe {
  const { status, bytes } = answer;
  const total = totalOf(answer);
  const proof = (passage: string) => [answer.proof(`HTTP ${status}，${passage}`)];
  const broken = (detail: string): Probe => ({ found: 'broken', detail, evidence: proof(detail) });
  const unknown = (reason: Reason, detail: string): Probe => ({ ...unsure(reason, detail), evidence: proof(detail) });
  if (status === 404 || status === 410) return broken(`安装包不存在（${status}）`);
  if (status === 416 && total === 0) return broken('安装包是空文件');
  if (status === 429) return unknown('rate_limited', '安装包服务器要求少问（429）');
  if (status === 451) return unknown('region', '安装包服务器以地区为由拒绝（451）');
  if ([401, 403, 418, 432].includes(status)) return unknown('blocked', `安装包服务器拒绝给出文件（${status}）`);
  if (status >= 500) return unknown('upstream_error', `安装包服务器出错（${status}）`);
  if (status !== 200 && status !== 206)
    return unknown('schema_changed', `安装包服务器的回答是没有见过的状态 ${status}`);
  if (total === 0 || (status === 200 && bytes.length === 0)) return broken('安装包是空文件');
  if (!startsLikeZip(bytes)) return judgeOther(answer, broken, unknown);
  if (total !== null && total < LEAST_BYTES) return broken(`安装包只有 ${total} 字节`);
  return {
    found: 'package',
    url: answer.url,
    bytes: total,
    ranges: status === 206,
    evidence: proof(`前四个字节 50 4B 03 04，全长 ${total ?? '未知'} 字节`),
  };
}

/** Something else than an archive: a page or a message in place of the file, unless it keeps programs out. */
function judgeOther(
  answer: Answered,
  broken: (detail: string) => Probe,
  unknown: (reason: Reason, detail: string) => Probe,
): Probe {
  const beginning = answer.text.trimStart();
  if (isChallenge(beginning)) return unknown('blocked', '安装包服务器要求验证');
  const type = answer.headers['content-type'] ?? '';
  const isPage = beginning.startsWith('<') || /^text\/html/i.test(type);
  const isMessage = beginning.startsWith('{') || /^application\/json/i.test(type);
  if (isPage) return broken('下载链接给出网页，不是安装包');
  if (isMessage) return broken('下载链接给出一段数据，不是安装包');
  return unknown('schema_changed', '下载链接给出的不是安装包，也不是网页');
}

function startsLikeZip(bytes: Uint8Array): boolean {
  return ZIP_MAGIC.every((byte, index) => bytes[index] === byte);
}

/** Content-Range of a part, Content-Length of the whole */
function totalOf({ status, headers }: Answered): number | null {
  if (status === 206 || status === 416) {
    const total = /\/(\d+)\s*$/.exec(headers['content-range'] ?? '')?.[1];
    return total === undefined ? null : Number(total);
  }
  return /^\d+$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : null;
}

function unsure(reason: Reason, detail: string): Extract<Probe, { found: 'unclear' }> {
  return { found: 'unclear', reason, detail, evidence: [] };
}
