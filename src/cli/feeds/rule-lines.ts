import type { DeliveryReport, ItemFinding } from '../../contracts/ops/answers/deliveries.ts'
import { count, plain } from '../frame/output.ts'

/** How many rules are shown, each with one example. */
const SHOWN_RULES = 30
const VALUE_LENGTH = 40

/**
 * The rules that found something, each with its number among the findings that the report lists, and with its first
 * example: those that keep items out first, the commonest before the others, and then the warnings.
 */
export function ruleLines({ refused, refusedCount }: Pick<DeliveryReport, 'refused' | 'refusedCount'>): string[] {
  if (refused.length === 0) return []
  const groups = [bySeverity(refused, 'error'), bySeverity(refused, 'warning')].flatMap(commonestFirst)
  const shown = groups.slice(0, SHOWN_RULES)
  const listed = refusedCount > refused.length ? [`counted among the first ${count(refused.length)} findings`] : []
  const others = groups.length - shown.length
  return [
    '',
    ...shown.flatMap(([rule, findings]) => ruleExample(rule, findings)),
    ...(others > 0 ? [`… and ${others} more ${others === 1 ? 'rule' : 'rules'}; --json lists the findings`] : []),
    ...listed,
  ]
}

const bySeverity = (findings: readonly ItemFinding[], wanted: ItemFinding['severity']): readonly ItemFinding[] =>
  findings.filter(({ severity }) => severity === wanted)

function commonestFirst(findings: readonly ItemFinding[]): (readonly [rule: string, findings: ItemFinding[]])[] {
  const groups = new Map<string, ItemFinding[]>()
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding])
  return [...groups].sort(([, one], [, other]) => other.length - one.length)
}

/** A rule with its number, and where it was first found with what to do. */
function ruleExample(rule: string, findings: readonly ItemFinding[]): string[] {
  const [example] = findings
  if (example === undefined) return []
  const { severity, item, line, path, value, hint } = example
  const found = value === '' ? [] : [`found ${value.slice(0, VALUE_LENGTH)}`]
  const where = [...(item === null ? [] : [`item ${item}`]), `line ${line}`, ...(path === '' ? [] : [path]), ...found]
  return [
    `${count(findings.length)} × ${plain(rule)} (${severity}): ${where.map(plain).join(', ')}`,
    `    ${plain(hint)}`,
  ]
}
