import type { DeliveryReport, ItemFinding } from '../../contracts/ops/answers/deliveries.ts'
import { count, plain } from '../frame/output.ts'
import { EXIT, type ExitCode } from '../frame/refusal.ts'

/** How many rules are shown, each with one example. */
const SHOWN_RULES = 5
const VALUE_LENGTH = 40

/** `refused` when a person must look: at what is held or in quarantine, or at what is still served in some region. */
export function exitOfDelivery({ outcome, held, quarantined, withdrawn }: DeliveryReport): ExitCode {
  const isStopped = outcome === 'held' || outcome === 'refused' || held !== null
  return isStopped || quarantined > 0 || withdrawn.waiting.length > 0 ? EXIT.refused : EXIT.done
}

/**
 * The report of a delivery, for a person: the counts, the commonest rules with an example each, and what to type next.
 *
 * @param again the command that sends the same for good, after a dry run
 */
export function deliveryReportLines(report: DeliveryReport, again: string | null = null): string[] {
  const next = nextCommands(report, again)
  return [
    outcomeWords(report),
    countWords(report),
    ...heldLines(report),
    ...recordLines(report),
    ...withdrawnLines(report),
    ...ruleLines(report),
    ...(next.length > 0 ? ['', 'next:', ...next.map((command) => `  ${command}`)] : []),
  ]
}

const OUTCOMES: Readonly<Record<string, string>> = {
  promoted: 'is in force',
  unchanged: 'has nothing new',
  held: 'is HELD, and the last good delivery stays in force',
  refused: 'was REFUSED, and nothing changed',
  'dry-run': 'was only read, and nothing was stored',
}

function outcomeWords({ feed, delivery, outcome }: DeliveryReport): string {
  const what = delivery === null ? plain(feed) : `${plain(feed)} ${plain(delivery)}`
  return `${what} ${OUTCOMES[outcome] ?? plain(outcome)}`
}

function countWords({ items, accepted, unchanged, quarantined, removed, warnings }: DeliveryReport): string {
  const sent = `${count(items)} items: accepted ${count(accepted)}, unchanged ${count(unchanged)}`
  return `${sent}, quarantined ${count(quarantined)}; removed ${count(removed)}; warnings ${count(warnings)}`
}

function heldLines({ held }: DeliveryReport): string[] {
  return held === null ? [] : [`${plain(held.rule)}: ${plain(held.detail)}`]
}

function recordLines({ accepted, records: { title, asset, campaign } }: DeliveryReport): string[] {
  if (accepted === 0) return []
  return [`records: titles ${count(title)}, assets ${count(asset)}, campaigns ${count(campaign)}`]
}

function withdrawnLines({ withdrawn: { records, regions, waiting } }: DeliveryReport): string[] {
  const where = regions.length > 0 ? regions.join(' ') : 'no region'
  return [
    ...(records > 0 ? [`withdrawn from what is served, at once: ${count(records)} records, in ${where}`] : []),
    ...(waiting.length > 0 ? [`NOT YET in ${waiting.join(' ')}: the list could not be written there`] : []),
  ]
}

/** The commonest rules, each with its number among the findings that the report lists, and with its first example. */
function ruleLines({ refused, refusedCount }: DeliveryReport): string[] {
  if (refused.length === 0) return []
  const groups = new Map<string, ItemFinding[]>()
  for (const finding of refused) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding])
  const commonest = [...groups].sort(([, one], [, other]) => other.length - one.length).slice(0, SHOWN_RULES)
  const listed = refusedCount > refused.length ? [`counted among the first ${count(refused.length)} findings`] : []
  const others = groups.size - commonest.length
  return [
    '',
    ...commonest.flatMap(([rule, findings]) => ruleExample(rule, findings)),
    ...(others > 0 ? [`… and ${others} more ${others === 1 ? 'rule' : 'rules'}; --json lists the findings`] : []),
    ...listed,
  ]
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

function nextCommands(report: DeliveryReport, again: string | null): string[] {
  const { feed, delivery, outcome, quarantined, withdrawn } = report
  if (outcome === 'dry-run') return again === null || report.held !== null ? [] : [again]
  if (outcome === 'held') {
    return [
      `ff feeds release ${delivery} --reason "…"   # if all of it is meant`,
      `ff feeds discard ${delivery} --reason "…"   # if it is a mistake`,
    ]
  }
  const waiting = withdrawn.waiting.map((region) => `ff publish --region ${region}`)
  const look = quarantined > 0 ? [`ff quarantine list --feed ${feed}`] : []
  const show = outcome === 'promoted' && waiting.length === 0 ? ['ff publish --region all'] : []
  return [...waiting, ...look, ...show]
}
