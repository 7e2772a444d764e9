import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import { count, plain } from '../frame/output.ts'
import { EXIT, type ExitCode } from '../frame/refusal.ts'
import { ruleLines } from './rule-lines.ts'

/** `refused` when a person must look: at what is held or in quarantine, or at what is still served in some region. */
export function exitOfDelivery({ outcome, held, quarantined, withdrawn }: DeliveryReport): ExitCode {
  const isStopped = outcome === 'held' || outcome === 'refused' || held !== null
  return isStopped || quarantined > 0 || withdrawn.waiting.length > 0 ? EXIT.refused : EXIT.done
}

/** What the report itself does not tell. */
export interface AroundReport {
  /** The command that sends the same for good, after a dry run; null: there is none. */
  readonly again?: string | null
  /** The feed's own campaign, which waits for its approval, and the command that approves it; null: none waits. */
  readonly waiting?: { readonly campaign: string; readonly approve: string } | null
}

/** The report of a delivery, for a person: the counts, the rules with an example each, and what to type next. */
export function deliveryReportLines(report: DeliveryReport, around: AroundReport = {}): string[] {
  const next = nextCommands(report, around)
  return [
    outcomeWords(report),
    countWords(report),
    ...heldLines(report),
    ...recordLines(report),
    ...withdrawnLines(report),
    ...ruleLines(report),
    ...waitingLines(around),
    ...(next.length > 0 ? ['', 'next:', ...next.map((command) => `  ${command}`)] : []),
  ]
}

const OUTCOMES: Readonly<Record<string, string>> = {
  promoted: 'is in force',
  unchanged: 'has nothing new',
  refused: 'was REFUSED, and nothing changed',
  'dry-run': 'was only read, and nothing was stored',
}

function outcomeWords({ feed, delivery, outcome, held, watermark }: DeliveryReport): string {
  const what = delivery === null ? plain(feed) : `${plain(feed)} ${plain(delivery)}`
  if (outcome === 'held') {
    return `${what} is HELD, and ${watermark === null ? 'nothing is in force yet' : 'the last good delivery stays in force'}`
  }
  if (outcome === 'dry-run' && held !== null) return `${what} would be HELD: ${reasonOf(held)}; nothing was stored`
  return `${what} ${OUTCOMES[outcome] ?? plain(outcome)}`
}

const reasonOf = ({ rule, detail }: NonNullable<DeliveryReport['held']>): string => `${plain(rule)}: ${plain(detail)}`

function countWords({ items, accepted, unchanged, quarantined, removed, warnings }: DeliveryReport): string {
  const sent = `${count(items)} items: accepted ${count(accepted)}, unchanged ${count(unchanged)}`
  return `${sent}, quarantined ${count(quarantined)}; removed ${count(removed)}; warnings ${count(warnings)}`
}

/** Why it is held; of a dry run the first line says it. */
function heldLines({ held, dryRun }: DeliveryReport): string[] {
  return held === null || dryRun ? [] : [reasonOf(held)]
}

function recordLines({ accepted, records: { title, asset, campaign } }: DeliveryReport): string[] {
  if (accepted === 0) return []
  return [`records: titles ${count(title)}, assets ${count(asset)}, campaigns ${count(campaign)}`]
}

/** A delivery that is held withdraws nothing, whatever it would withdraw once it is released. */
function withdrawnLines({ withdrawn: { records, regions, waiting }, impact, held, dryRun }: DeliveryReport): string[] {
  if (held !== null) return []
  const going = impact?.regions.filter(({ candidates }) => candidates > 0)
  const where =
    going === undefined
      ? `in ${regions.length > 0 ? regions.join(' ') : 'no region'}`
      : going
          .map(({ region, candidates, of }) => `${region} (${count(candidates)} of ${count(of)} candidates)`)
          .join(', ')
  const said = dryRun ? 'would be withdrawn' : 'withdrawn'
  const told = `${said} from what is served, at once: ${count(records)} records, ${where || 'of which none plays now'}`
  return [
    ...(records > 0 ? [told] : []),
    ...(waiting.length > 0 ? [`NOT YET in ${waiting.join(' ')}: the list could not be written there`] : []),
  ]
}

function waitingLines({ waiting = null }: AroundReport): string[] {
  if (waiting === null) return []
  const { campaign } = waiting
  return [
    `nothing of it plays until a campaign with its videos is approved: ${plain(campaign)}, a draft, has all of them`,
  ]
}

function nextCommands(report: DeliveryReport, { again = null, waiting = null }: AroundReport): string[] {
  const { feed, delivery, outcome, quarantined, withdrawn } = report
  if (outcome === 'dry-run') return again === null || report.held !== null ? [] : [again]
  const look = quarantined > 0 ? [`ff quarantine list --feed ${feed}`] : []
  if (outcome === 'held') {
    return [
      ...look,
      `ff feeds release ${delivery} --reason "…"   # if all of it is meant`,
      `ff feeds discard ${delivery} --reason "…"   # if it is a mistake`,
    ]
  }
  const late = withdrawn.waiting.map((region) => `ff publish --region ${region}`)
  const approve = waiting === null ? [] : [waiting.approve]
  const shows = outcome === 'promoted' || waiting !== null
  return [...late, ...look, ...approve, ...(shows && late.length === 0 ? ['ff publish --region all'] : [])]
}
