/** Words with which platforms dress the name of a certified body. */
const DRESSING =
  /(唯一)?(新浪|腾讯|今日)?官方(认证)?(政务)?(微博|微信|公众号|订阅号|服务号|抖音号?|头条号?|账号|帐号|号)?|政务(微博|微信|新媒体)|(账号|认证)主体[:：]?/g;
const PUNCTUATION = /[\s\p{P}\p{S}]/gu;
/** Long endings and the letter that stands for them in an abbreviation. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/人民政府|政府/g, '府'],
  [/办公厅|办公室/g, '办'],
  [/委员会/g, '委'],
];
const REGION =
  /^(?:.{1,12}?(?:省|自治区|特别行政区))?(?:.{1,12}?(?:市|自治州|州|地区|盟))?(?:.{1,12}?(?:县|区|旗|市))?/;
const BODY = /(局|委|办|厅|府|部|院|处|所|站|队|社|会|中心)$/;

function bare(name: string): string {
  return name.normalize('NFKC').replace(PUNCTUATION, '').replace(DRESSING, '');
}

function shortened(name: string): string {
  return ENDINGS.reduce((text, [long, short]) => text.replace(long, short), name);
}

/** 卫健局 for 卫生健康局: the letters of the shorter name stand in the longer one in the same order. */
function abbreviates(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (at < short.length && letter === short[at]) at += 1;
  return at === short.length;
}

/** Whether a certification text names this owner, in the words of the platform or abbreviated. */
export function namesOwner(label: string, owner: string): boolean {
  if (label === owner) return true;
  const [a, b] = [bare(label), bare(owner)];
  if (a === '' || b === '') return true;
  if (a.includes(b) || b.includes(a)) return true;
  const [shortA, shortB] = [shortened(a), shortened(b)];
  if (!BODY.test(shortA) || !BODY.test(shortB)) return false;
  return shortA.length <= shortB.length ? abbreviates(shortA, shortB) : abbreviates(shortB, shortA);
}

/** Two bodies of two different places: both texts name a place and a body, and neither place is part of the other. */
export function areOtherBodies(label: string, owner: string): boolean {
  const [a, b] = [bare(label), bare(owner)];
  if (!BODY.test(a) || !BODY.test(b)) return false;
  const [placeA, placeB] = [REGION.exec(a)?.[0] ?? '', REGION.exec(b)?.[0] ?? ''];
  if (placeA === '' || placeB === '') return false;
  return !placeA.includes(placeB) && !placeB.includes(placeA);
}

/** A display name as it is compared: width, spaces and invisible characters make no other name. */
export function sameName(shown: string, filed: string): boolean {
  return shown === filed || plain(shown) === plain(filed);
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/[\s\p{Cf}\p{Variation_Selector}]/gu, '');
}
