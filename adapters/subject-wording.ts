import type { SubjectKind } from '../src/model/sighting.ts';

/**
 * What a certification text says about the kind of its organisation, where the platform has no field for that. Derived
 * from wording, so weak. The order counts: a company of a government is a company, a government's media centre a medium.
 */
const WORDINGS: readonly [RegExp, SubjectKind][] = [
  [/公司|集团|企业|商行|工作室|传媒有限/, 'enterprise'],
  [/融媒体|电视台|广播|日报|晚报|晨报|都市报|报社|通讯社|新闻网|传媒|杂志/, 'media'],
  [
    /政府|政务|党委|[省市县区州]委|委员会|政协|人大|法院|检察|公安|派出所|税务|海关|[厅局署]|办公室|街道办|办事处/,
    'government',
  ],
  [/医院|学校|大学|学院|中学|小学|图书馆|博物馆|文化馆|研究[院所]|中心|[站院馆]/, 'institution'],
];

/** `organisation` where the wording tells no more than that */
export function kindByWording(label: string): SubjectKind {
  return WORDINGS.find(([wording]) => wording.test(label))?.[1] ?? 'organisation';
}

/** Whether a name or certification text came through whole; one that was decoded wrongly must not be told as a fact. */
export function isLegible(text: string): boolean {
  return !/[\uFFFD\u0080-\u009F]/.test(text);
}
