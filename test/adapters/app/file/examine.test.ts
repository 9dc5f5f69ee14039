import { afterEach, describe, expect, it } from 'vitest';
import { examineFile, type OfferedFile } from '../../../../adapters/app/file/examine.ts';
import { noise, packageFile } from '../package-file.ts';
import { type Reply, type Stores, StoresServer } from '../stores-server.ts';

const NAME = 'cn.gov.shili.bangban';
const LINK = 'http://imtt.dd.qq.com/apk/A.apk';
const PACKAGE = packageFile({ package: NAME });

let server: StoresServer | undefined;
afterEach(() => server?.stop());

async function examine(stores: Stores, more: Partial<OfferedFile> = {}) {
  server = await StoresServer.start(stores);
  return examineFile(server.world(), {
    link: LINK,
    linkAgain: async () => LINK,
    hosts: ['*.dd.qq.com'],
    package: NAME,
    versionCode: 412,
    declaredBytes: PACKAGE.length,
    ...more,
  });
}
const always = (reply: Reply) => () => reply;
const bytesAsked = () =>
  (server?.asked ?? []).map(({ headers }) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    return Number(to) - Number(from) + 1;
  });

describe('a package is verified', () => {
  it('when the manifest within it names the app', async () => {
    const finding = await examine(always({ body: PACKAGE, ranges: true }));
    expect(finding).toMatchObject({ artifact: 'verified', reason: null });
    expect(finding.evidence).toHaveLength(1);
  });

  it('when the manifest is its last member', async () => {
    const body = packageFile({ package: NAME, manifestLast: true });
    expect(await examine(always({ body, ranges: true }))).toMatchObject({ artifact: 'verified' });
  });

  it('when the end of the file does not reach back to the manifest', async () => {
    const body = packageFile({ package: NAME, contentBytes: 3_000_000 });
    const finding = await examine(always({ body, ranges: true }), { declaredBytes: body.length });
    expect(finding.artifact).toBe('verified');
    expect(bytesAsked()).toEqual([4, 1024 * 1024, 64 * 1024]);
  });

  it('over https, though the store writes http', async () => {
    await examine(always({ body: PACKAGE, ranges: true }));
    expect(new Set(server?.asked.map((one) => one.scheme))).toEqual(new Set(['https']));
  });

  it('after redirects over hosts of the store', async () => {
    const finding = await examine(({ address }) =>
      address.endsWith('A.apk')
        ? { status: 302, headers: { location: 'http://cdn.dd.qq.com/B.apk' } }
        : { body: PACKAGE, ranges: true },
    );
    expect(finding.artifact).toBe('verified');
  });
});

describe('a package is reachable, and no more,', () => {
  it('when the server ignores ranges; then it is not fetched whole', async () => {
    const body = packageFile({ package: NAME, contentBytes: 5_500_000 });
    const finding = await examine(always({ body }), { declaredBytes: body.length });
    expect(finding).toMatchObject({ artifact: 'reachable', reason: null });
    expect(server?.asked).toHaveLength(1);
  });

  it('when its manifest cannot be read', async () => {
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), noise(150_000)]);
    const finding = await examine(always({ body, ranges: true }), { declaredBytes: body.length });
    expect(finding.artifact).toBe('reachable');
  });

  it('when it is another version than the store says', async () => {
    const finding = await examine(always({ body: PACKAGE, ranges: true }), { versionCode: 413 });
    expect(finding).toMatchObject({ artifact: 'reachable', reason: 'upstream_inconsistent' });
  });
});

describe('a package is suspect', () => {
  it.each<[string, Reply]>([
    ['it is gone', { status: 404 }],
    ['it is gone for ever', { status: 410 }],
    ['it is empty', { body: '', headers: { 'content-type': 'application/vnd.android.package-archive' } }],
    ['it is a few bytes', { body: 'PK\x03\x04abcd', ranges: true }],
    ['a page stands in its place', { body: `<!DOCTYPE html>${'请在手机上打开。'.repeat(2000)}` }],
    ['a message stands in its place', { body: '{"code":500,"msg":"系统繁忙"}' }],
  ])('when %s, with a fresh link too', async (_, reply) => {
    const finding = await examine(always(reply));
    expect(finding).toMatchObject({ artifact: 'suspect', reason: 'file_broken' });
    expect(server?.asked).toHaveLength(2);
    expect(finding.evidence).not.toHaveLength(0);
  });

  it('not when a fresh link delivers', async () => {
    const finding = await examine(
      ({ address }) => (address.includes('fresh') ? { body: PACKAGE, ranges: true } : { status: 404 }),
      { linkAgain: async () => 'https://imtt.dd.qq.com/fresh.apk' },
    );
    expect(finding.artifact).toBe('verified');
  });
});

describe('nothing is said of the app', () => {
  it.each<[string, Reply, string]>([
    ['the file is refused', { status: 403 }, 'blocked'],
    ['a login is asked for', { status: 401 }, 'blocked'],
    ['the server asks for a pause', { status: 429 }, 'rate_limited'],
    ['the region is refused', { status: 451 }, 'region'],
    ['the server fails', { status: 503, body: 'busy' }, 'upstream_error'],
    ['the connection is cut', { body: PACKAGE, cutAfter: 2 }, 'transport'],
    ['a captcha stands in place of the file', { body: '<html><title>安全验证</title></html>' }, 'blocked'],
    ['the redirect leaves the store', { status: 302, headers: { location: 'https://example.com/' } }, 'no_public_link'],
    ['the redirect leads inwards', { status: 302, headers: { location: 'http://127.0.0.1/' } }, 'no_public_link'],
    ['redirects have no end', { status: 302, headers: { location: LINK } }, 'upstream_error'],
    ['bytes come that are neither', { body: noise(200_000) }, 'schema_changed'],
    [
      'the size is not the stated one',
      { body: packageFile({ package: NAME, contentBytes: 400_000 }) },
      'upstream_inconsistent',
    ],
  ])('when %s', async (_, reply, reason) => {
    expect(await examine(always(reply))).toMatchObject({ artifact: 'indeterminate', reason });
  });

  it('when the store has no link', async () => {
    const finding = await examine(always({}), { link: null });
    expect(finding).toMatchObject({ artifact: 'not-offered', reason: 'no_public_link' });
    expect(server?.asked).toHaveLength(0);
  });

  it('when the file is another app, which is told', async () => {
    const body = packageFile({ package: 'com.shili.fangmao' });
    const finding = await examine(always({ body, ranges: true }));
    expect(finding).toMatchObject({ artifact: 'indeterminate', otherPackage: 'com.shili.fangmao' });
  });
});

describe('no more than four megabytes of a file are moved', () => {
  it('even where its directory is longer than that', async () => {
    const body = packageFile({ package: NAME, manifestLast: true, otherMembers: 100, nameBytes: 60_000 });
    const finding = await examine(always({ body, ranges: true }), { declaredBytes: body.length });
    expect(finding.artifact).not.toBe('suspect');
    const moved = bytesAsked().reduce((sum, one) => sum + one, 0);
    expect(moved).toBeLessThanOrEqual(4 * 1024 * 1024 + 4);
    expect(moved).toBeGreaterThan(2 * 1024 * 1024);
  });
});
