import type { World } from '../../../src/model/world.ts';
import type { Asked } from '../ask.ts';
import { askStore } from '../ask.ts';
import type { StoreAnswer } from '../definition.ts';
import { examineFile } from '../file/examine.ts';
import type { StoreRecord } from '../reading.ts';
import { defineStore } from '../store.ts';
import { type DownloadRecord, parseDetailPage, parseDownloadPage } from '../tencent-pages.ts';

const STORE = '应用宝';
const detailUrl = (name: string) => `https://sj.qq.com/appdetail/${name}`;

/** 应用宝 has two pages: one with the date of the version, one with the file. "No such app" needs both to say so. */
export default defineStore({
  kind: 'tencent',
  title: STORE,
  order: 20,
  keyOf: (handle) => handle.package,
  packageOf: (handle) => handle.package,
  page: detailUrl,
  async ask(name, _handle, world) {
    const detail = await askStore(world, {
      title: `${STORE}网页`,
      request: { url: detailUrl(name) },
      meaningful: [404, 410],
      parse: (answer) => parseDetailPage(answer.status, answer.text, name),
    });
    const download = await askDownload(name, world);
    const both = combine(detail, download);
    if (both.reading.found !== 'record' || download.reading.found === 'absent') return both;
    if (download.reading.found === 'unclear') {
      const { reason, detail: why } = download.reading;
      return { ...both, file: { artifact: 'indeterminate', reason, detail: why, evidence: [] } };
    }
    const { record } = download.reading;
    const file = await examineFile(world, {
      hosts: ['*.dd.qq.com', '*.myapp.com'],
      link: record.file,
      linkAgain: async () => {
        const again = await askDownload(name, world);
        return again.reading.found === 'record' ? again.reading.record.file : null;
      },
      package: name,
      versionCode: record.versionCode,
      declaredBytes: record.fileBytes,
    });
    return { ...both, file, evidence: [...both.evidence, ...file.evidence] };
  },
});

function askDownload(name: string, world: World): Promise<Asked<DownloadRecord>> {
  return askStore(world, {
    title: `${STORE}下载页`,
    request: { url: `https://a.app.qq.com/o/simple.jsp?pkgname=${name}`, redirect: 'manual' },
    meaningful: [301, 302, 303, 307, 308],
    parse: (answer) => parseDownloadPage(answer.status, answer.text, name),
  });
}

/** One page that shows the app shows that it is listed; the page with the date is believed first. */
function combine(detail: Asked<StoreRecord>, download: Asked<DownloadRecord>): StoreAnswer {
  const pages: readonly Asked<StoreRecord>[] = [detail, download];
  const telling =
    pages.find(({ reading }) => reading.found === 'record') ?? pages.find(({ reading }) => reading.found === 'unclear');
  const { reading, httpStatus } = telling ?? detail;
  return { reading, httpStatus, evidence: pages.flatMap((page) => page.evidence) };
}
