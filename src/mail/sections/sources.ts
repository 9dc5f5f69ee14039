import type { SourceHealth } from '../../model/night.ts';
import type { Outcome } from '../../model/outcome.ts';
import { oneLine, platformTitle } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  ok: '正常',
  'auth-expired': '登录失效',
  throttled: '被限流',
  captcha: '遇验证码或登录墙',
  closed: '渠道已关闭',
  'layout-changed': '答复格式有变',
  network: '网络故障',
  'upstream-error': '对方出错',
  'wrong-account': '答非所问',
  'not-configured': '未配置',
  skipped: '未询问',
};
const CANARY_WORDS = { alive: '哨兵正常', failed: '哨兵失灵', none: '未设哨兵' } as const;

export default {
  order: 60,
  title: '来源状况',
  render(view) {
    // a source that nobody needed tonight is no news
    const asked = view.sources.filter((source) => source.asked > 0 || !isWell(source));
    if (asked.length === 0) return null;
    const words = (source: SourceHealth) => {
      const outcomes = Object.entries(source.outcomes)
        .filter(([, count]) => count > 0)
        .map(([outcome, count]) => `${OUTCOME_WORDS[outcome as Outcome]} ${count}`);
      const parts = [`询问 ${source.asked} 次`, ...outcomes, CANARY_WORDS[source.canary]];
      const title = `${platformTitle(view, source.platform)}（${source.source}）`;
      return oneLine(`${title}：${parts.join('，')}。${source.trouble ?? ''}`);
    };
    const troubled = asked.filter((source) => !isWell(source));
    const groups = [
      { heading: '有故障', lines: [], sentences: troubled.map(words) },
      { heading: troubled.length > 0 ? '正常' : null, lines: [], sentences: asked.filter(isWell).map(words) },
    ].filter((group) => group.sentences.length > 0);
    return { tone: troubled.length > 0 ? 'caution' : 'plain', groups };
  },
} satisfies Section;

function isWell(source: SourceHealth): boolean {
  return source.trouble === null && source.canary !== 'failed';
}
