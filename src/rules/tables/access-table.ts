import { ACTIONS } from '../../model/policies/access.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import { markdownTable } from './markdown-table.ts'

/** The table of `access.json`: each action, and the roles that hold it. */
export function accessTable({ access }: RuleFiles): string {
  const rows = ACTIONS.map((action) => [
    `\`${action}\``,
    ...access.roles.map(({ actions }) => (actions.includes(action) ? 'yes' : '')),
  ])
  return markdownTable(['action', ...access.roles.map(({ role }) => role)], rows)
}
