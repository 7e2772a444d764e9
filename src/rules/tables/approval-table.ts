import type { RuleFiles } from '../files/rule-files.ts'
import { markdownTable } from './markdown-table.ts'

/** The table of `approval.json`, as Markdown: what needs a second person, and why. */
export function approvalTable({ approval }: RuleFiles): string {
  const { priorities, gateAge, goalEvents } = approval.secondPerson
  const tiers = priorities.value.map((tier) => `\`${tier}\``).join(', ')
  return markdownTable(
    ['needs a second person', 'why'],
    [
      [`a campaign of the tier ${tiers || '(none)'}`, priorities.why],
      [`a video of gate age ${gateAge.value} or more, anywhere the campaign goes`, gateAge.why],
      [`a goal of ${goalEvents.value} impressions or starts, or more`, goalEvents.why],
      [`(a request holds ${approval.waitDays.value} days)`, approval.waitDays.why],
    ],
  )
}
