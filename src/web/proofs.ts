import type { Observation } from '../model/observation.ts';
import type { Proof } from './account-history.ts';
import { type Markup, markup } from './markup.ts';
import type { PageContext } from './page.ts';
import { outside, proofLink } from './parts.ts';
import { momentWords, outcomeWords } from './words.ts';

/** What was asked and answered, with the passage that carries the statement. */
export function proofItem(proof: Proof, context: PageContext): Markup {
  const { say } = context;
  const status = proof.httpStatus === null ? '' : `HTTP ${proof.httpStatus} · `;
  return markup`<li><p>${proof.source} · ${status}${momentWords(proof.fetchedAt, context)} · ${say('证据', 'evidence')} ${proofLink(proof.hash, context)}</p>
<p class="asked">${say('询问', 'Asked')} <code><bdi>${proof.url}</bdi></code></p>
${proof.excerpt === null ? '' : markup`<blockquote><bdi>${proof.excerpt}</bdi></blockquote>`}</li>`;
}

/** Evidence of a finding: with its passage where the looks that were read still tell it, else by its hash alone. */
export function evidenceList(
  hashes: readonly string[],
  proofs: ReadonlyMap<string, Proof>,
  context: PageContext,
): Markup | string {
  if (hashes.length === 0) return '';
  const items = hashes.map((hash) => {
    const proof = proofs.get(hash);
    return proof === undefined
      ? markup`<li><p>${context.say('证据', 'Evidence')} ${proofLink(hash, context)}</p></li>`
      : proofItem(proof, context);
  });
  return markup`<ul class="proofs">${items}</ul>`;
}

/** One look at an account: each source that was asked, and how that ended. */
export function lookDetails(look: Observation, context: PageContext): Markup {
  const { say } = context;
  const sources = look.sources.map(({ source, outcome, detail, proofs = [] }) => {
    const items = proofs.map((proof) => proofItem({ ...proof, source }, context));
    return markup`<li><p><strong>${source}</strong>：${outcomeWords(outcome, context)}${detail ? markup` <span lang="zh">${detail}</span>` : ''}</p>${items.length > 0 ? markup`<ul class="proofs">${items}</ul>` : ''}</li>`;
  });
  return markup`<details><summary>${momentWords(look.observedAt, context)}：${look.sources.map(({ source, outcome }) => `${source} ${outcomeWords(outcome, context)}`).join(say('，', ', '))}</summary><ul class="looks">${sources}</ul>${outside(look.page, say('亲自查看', 'See for yourself'))}</details>`;
}
