import type { StatusMark, Subject } from '../../src/model/sighting.ts';
import { isLegible, kindByWording } from '../subject-wording.ts';
import { openEnvelope, type Trouble } from './answer.ts';
import { type Profile, ProfileAnswer } from './schema.ts';

/** What the profile says about one account. */
export interface ProfileReading {
  readonly read: true;
  /** undefined where it did not come through whole */
  readonly displayName: string | undefined;
  readonly signature: string;
  /** undefined where the flags are of a kind that nobody has explained yet */
  readonly status: StatusMark | undefined;
  readonly subject: Subject | undefined;
  readonly workCount: number | undefined;
  /** the entry “私信” is shown; undefined where the answer does not say */
  readonly chatEntry: boolean | undefined;
}
export type ProfileResult = ProfileReading | ({ readonly read: false } & Trouble);

const STATE_CLOSED = 1;
const STATE_PRIVATE = 4;

/** Reads the answer of /aweme/v1/web/user/profile/other/ for the account that was asked for. */
export function parseProfile(status: number, text: string, secUid: string): ProfileResult {
  const opened = openEnvelope(status, text, '账号资料');
  if ('trouble' in opened) return { read: false, ...opened.trouble };
  const answer = ProfileAnswer.safeParse(opened.json);
  if (!answer.success) return { read: false, outcome: 'layout-changed', detail: '账号资料：没有 user 或其中的成员' };
  const { user } = answer.data;
  if (user.sec_uid !== secUid) {
    // an id that the platform does not resolve comes back empty, under the name “账号已注销”; that says nothing
    const whose = user.sec_uid === '' ? `没有标识（名称“${user.nickname}”）` : `属于 ${user.sec_uid}`;
    return { read: false, outcome: 'wrong-account', detail: `账号资料：回答${whose}，不是所问的账号` };
  }
  return {
    read: true,
    displayName: isLegible(user.nickname) ? user.nickname : undefined,
    signature: user.signature,
    status: statusOf(user),
    subject: subjectOf(user),
    workCount: user.aweme_count,
    chatEntry: user.message_chat_entry,
  };
}

/** A state needs the flag and the words; flags without words that are known leave the state open. */
function statusOf(user: Profile): StatusMark | undefined {
  const state = user.special_state_info;
  if (state) {
    const text = [state.title, state.content].filter((part) => part !== '').join('：');
    if (state.special_state === STATE_CLOSED && user.user_deleted) {
      const isBanned = text.includes('封禁');
      const isCancelled = text.includes('注销');
      if (isBanned !== isCancelled) return { status: isBanned ? 'banned' : 'cancelled', text };
    }
    if (state.special_state === STATE_PRIVATE && (user.secret || text.includes('私密'))) {
      return { status: 'private', text };
    }
    return undefined;
  }
  const isOdd = user.user_deleted || user.is_ban || user.user_canceled || user.secret;
  return isOdd ? undefined : { status: 'normal', text: `主页正常显示“${user.nickname}”` };
}

/** Blue V, the text of an organisation, before yellow V, the text of a person; without either text only if both are told. */
function subjectOf(user: Profile): Subject | undefined {
  const { enterprise_verify_reason: organisation, custom_verify: person, account_cert_info: certificate } = user;
  const certified = certificate?.label_text ?? '';
  if (![organisation ?? '', person ?? '', certified].every(isLegible)) return undefined;
  const ofOrganisation = organisation || (certificate?.is_biz_account === 1 ? certified : '');
  if (ofOrganisation) return organisationOf(ofOrganisation, user.is_gov_media_vip);
  if (organisation === undefined || person === undefined) return undefined;
  const ofPerson = person || certified;
  if (ofPerson) return { kind: 'personal', label: ofPerson, strength: 'strong' };
  return { kind: 'unverified', label: null, strength: 'strong' };
}

function organisationOf(label: string, isGovernmentOrMedia: boolean): Subject {
  const kind = kindByWording(label);
  if (!isGovernmentOrMedia || kind === 'enterprise') {
    return { kind, label, strength: kind === 'organisation' ? 'strong' : 'weak' };
  }
  return { kind: kind === 'media' ? 'media' : 'government', label, strength: 'strong' };
}
