import { instantOf } from '../../time/calendar.ts';
import { groupedByUnit } from '../digest/account-line.ts';
import { warningRemarks } from '../digest/breach.ts';
import type { Section } from '../digest/content.ts';

export default {
  order: 40,
  title: '临近超期',
  render(view) {
    if (view.changes.warnings.length === 0) return null;
    const said = view.changes.warnings.map((finding) => ({
      accountId: finding.accountId,
      remarks: warningRemarks(view.zone, finding, instantOf(view.at)),
      evidence: finding.evidence.slice(0, 1),
    }));
    return {
      tone: 'caution',
      intro: '目前合格；到时仍不更新，即构成问题。',
      groups: groupedByUnit(view, said),
    };
  },
} satisfies Section;
