/** 小米应用商店 by its page for people. */
import { about, escapeHtml, html, page, type ReplicaPlatform, redirect } from '../../platform.ts';
import { fileReply, findApp, type Listed, listing } from '../../shapes/app.ts';
import { dayText } from '../../times.ts';

const ABSENT = html(
  '<!DOCTYPE html><html><head><title>小米应用商店</title></head><body><div class="wrong-page"><p>应用不存在</p></div></body></html>',
);
const FILES = 'fga1.market.xiaomi.com';

const platform: ReplicaPlatform = {
  id: 'xiaomi',
  serves: (host) => host === 'app.mi.com' || host === FILES,
  route: (asked, scene) => {
    const wanted = asked.query.get('id') ?? /\/([^/]+)\.apk$/.exec(asked.path)?.[1];
    const account = findApp(scene, (handle) => handle.package === wanted);
    if (account === undefined) return page(asked.host === FILES ? { status: 404, body: '' } : ABSENT);
    return about<'app'>(account, (shown) => {
      const listed = listing('xiaomi', shown);
      if (asked.host === FILES) return listed === null ? { status: 404, body: '' } : fileReply(listed);
      if (listed === null) return ABSENT;
      if (asked.path.startsWith('/download/'))
        return redirect(`https://${FILES}/download/AppStore/00/${listed.filedPackage}.apk`);
      return html(details(listed));
    });
  },
};
export default platform;

function details(listed: Listed): string {
  const pair = (label: string, value: string) =>
    `<div>${label}</div><div style="float:right;">${escapeHtml(value)}</div>`;
  const link = `/download/1400001?id=${listed.filedPackage}&amp;ref=appstore.mobile_download&amp;nonce=0%3A0&amp;appClientId=0&amp;appSignature=example`;
  const pairs = [
    pair('软件大小', '0.15 MB'),
    pair('版本号', listed.versionName),
    pair('更新时间', dayText(listed.updated)),
    pair('包名', listed.package),
    pair('appId', '1400001'),
    pair('开发者', listed.developer),
  ];
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escapeHtml(listed.name)}-小米应用商店</title></head><body>
<div class="app-intro cf"><div class="intro-titles"><p>${escapeHtml(listed.developer)}</p><h3>${escapeHtml(listed.name)}</h3><span class="app-intro-comment">( ${listed.ratings}次评分 )</span></div>
<div class="app-info-down">${listed.file === 'no-link' ? '' : `<a href="${link}" class="download">直接下载</a>`}</div></div>
<div class="details preventDefault">${pairs.join('')}</div>
</body></html>
`;
}
