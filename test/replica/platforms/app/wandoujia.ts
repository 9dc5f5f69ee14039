/** 豌豆荚, a mirror of other stores, by its page for people. */
import { about, escapeHtml, html, page, type ReplicaPlatform } from '../../platform.ts';
import { findApp, listing } from '../../shapes/app.ts';
import { dayText } from '../../times.ts';

const ABSENT = html('<!DOCTYPE html><html><head><title>豌豆荚</title></head><body param-f="404"></body></html>');

const platform: ReplicaPlatform = {
  id: 'wandoujia',
  serves: (host) => host === 'www.wandoujia.com',
  route: (asked, scene) => {
    const wanted = /^\/apps\/([^/]+)$/.exec(asked.path)?.[1];
    if (wanted === undefined) return null;
    const account = findApp(scene, (handle) => handle.package === wanted);
    if (account === undefined) return page(ABSENT);
    return about<'app'>(account, (shown) => {
      const listed = listing('wandoujia', shown);
      if (listed === null) return ABSENT;
      const [year, month, day] = dayText(listed.updated).split('-');
      const date = `${year}年${month}月${day}日`;
      const name = escapeHtml(listed.name);
      return html(
        `<!DOCTYPE html><html><head><title>${name}下载_豌豆荚</title></head><body param-f="detail" data-title="${name}" data-pn="${listed.package}" data-app-vname="${listed.versionName}"><span class="item install"><i>12万</i></span><span class="dev-sites">${escapeHtml(listed.developer)}</span><time id="baidu_time" datetime="${date}">更新时间：${date}</time><a class="install-btn" data-href="https://example.wandoujia.com/example.apk">安装</a></body></html>`,
      );
    });
  },
};
export default platform;
