import type { IngestReport, WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import { count, plain, table } from '../frame/output.ts'
import { EXIT, type ExitCode } from '../frame/refusal.ts'

const SHOWN_REFUSALS = 50
/** How many records are listed that joined or left a withdrawn group. */
const SHOWN_MOVES = 20
/** How many territories and surfaces are listed for a region. */
const SHOWN_CELLS = 12

function refusals(body: IngestReport): string[] {
  if (body.refused.length === 0) return []
  const rows = body.refused
    .slice(0, SHOWN_REFUSALS)
    .map((row) => [plain(row.line), plain(row.path), plain(row.rule), plain(row.value).slice(0, 40), plain(row.hint)])
  const more = body.refusedCount - rows.length
  return ['', ...table(['line', 'field', 'rule', 'value', 'fix'], rows), ...(more > 0 ? [`… and ${more} more`] : [])]
}

/** What was withdrawn from what is served; the regions in `waiting` still serve it. */
function withdrawnLines({ withdrawn }: IngestReport): string[] {
  if (withdrawn.regions.length + withdrawn.waiting.length === 0) return []
  const { records, regions, waiting } = withdrawn
  const where = regions.length > 0 ? regions.join(' ') : 'no region'
  const done = `withdrawn from what is served, without waiting for a publish: ${count(records)} records, in ${where}`
  if (waiting.length === 0) return [done]
  const now = waiting.map((region) => `ff publish --region ${region}`).join(' && ')
  return [done, `NOT YET in ${waiting.join(' ')}: the list could not be written there. Try again now: ${now}`]
}

/** `refused` also when a withdrawn record is still served in a region, because a person must act. */
export function exitOfIngest(body: IngestReport): ExitCode {
  const waiting = body.withdrawn.waiting.length
  return body.refusedCount > 0 || waiting > 0 ? EXIT.refused : EXIT.done
}

/** The report of an ingest, for a person: the counts, then each refusal with its line number and the fix. */
export function ingestReport(body: IngestReport): string[] {
  if (body.dryRun) return dryRunReport(body)
  const counts = [
    `accepted ${count(body.accepted)}`,
    `unchanged ${count(body.unchanged)}`,
    `refused ${count(body.refusedCount)}`,
  ]
  return [
    counts.join(', '),
    ...experimentLines(body),
    ...learnedLines(body),
    ...withdrawnLines(body),
    ...orderLines(body),
    ...warningLines(body),
    ...refusals(body),
  ]
}

/** What became of the experiments of an export. */
function experimentLines({ experiments }: IngestReport): string[] {
  if (experiments === undefined) return []
  const { restored, held, kept } = experiments
  const resume = held.map((key) => `  ff experiment ramp ${plain(key)} --resume --reason "…"`)
  return [
    `experiments restored: ${count(restored.length)}, without their results`,
    ...(kept.length === 0 ? [] : [`left as they are, because their keys are taken: ${plain(kept.join(' '))}`]),
    ...(held.length === 0 ? [] : ['these ran; nobody takes part until they are resumed:', ...resume]),
  ]
}

/** What became of the learned runs of an export. */
function learnedLines({ learned }: IngestReport): string[] {
  if (learned === undefined) return []
  const { restored, lacking, serving, waiting, kept } = learned
  const where = serving.length === 0 ? '' : `, served again in ${plain(serving.join(' '))}`
  const activate = waiting.map(
    ({ region, run }) => `  ff learn activate ${plain(run)} --regions ${plain(region)} --reason "…"`,
  )
  return [
    `learned runs restored: ${count(restored.length)}${where}`,
    ...(kept.length === 0 ? [] : [`regions that serve what they were told here: ${plain(kept.join(' '))}`]),
    ...(lacking.length === 0
      ? []
      : ['storage does not have these; push their folders again:', ...lacking.map((id) => `  ${plain(id)}`)]),
    ...(activate.length === 0 ? [] : ['until then these regions serve none; afterwards:', ...activate]),
  ]
}

/**
 * Records that joined or left a group that is withdrawn by order. Both stay withdrawn until somebody lifts the order.
 */
function orderLines({ orders }: IngestReport): string[] {
  if (!orders || orders.count === 0) return []
  const rows = orders.first.slice(0, SHOWN_MOVES).map(({ what, record, group, order, lift }) => {
    const happened = what === 'left' ? 'left, and stays withdrawn' : 'joined, and is withdrawn'
    return [record, happened, group, order, `ff takedown lift ${lift}`].map(plain)
  })
  const more = orders.count - rows.length
  const told = table(['record', 'what happened', 'group', 'its order', 'to show the record'], rows)
  return ['', ...told, ...(more > 0 ? [`… and ${more} more`] : [])]
}

/** Records that were stored with another status than they say, because this ingest may not set it. */
function warningLines({ warnings, warningCount }: IngestReport): string[] {
  if (warnings.length === 0) return []
  const shown = warnings.slice(0, SHOWN_REFUSALS)
  const more = warningCount - shown.length
  const rows = shown.map(({ line, path, value, hint }) => [line, path, value, hint].map(plain))
  return ['', ...table(['line', 'field', 'says', 'but'], rows), ...(more > 0 ? [`… and ${more} more`] : [])]
}

function dryRunReport(body: IngestReport): string[] {
  const counts = `would accept ${count(body.accepted)}, unchanged ${count(body.unchanged)}, refused ${count(body.refusedCount)}`
  const lines = body.impact ? impactLines(body.impact) : []
  return [`${counts}; nothing was written`, ...lines, ...orderLines(body), ...warningLines(body), ...refusals(body)]
}

/** What would be withdrawn, where nothing would be left to play, and the number that confirms it. */
export function impactLines({ records, regions, emptied, reasons, confirm }: WithdrawalImpact): string[] {
  if (records === 0) return ['withdraws nothing that is served']
  const rows = regions.map(({ region, candidates, of }) => {
    const cells = emptied
      .filter((cell) => cell.region === region)
      .map(({ territory, surface }) => `${territory} ${surface}`)
    const shown = cells.slice(0, SHOWN_CELLS).join(', ')
    const more = cells.length > SHOWN_CELLS ? ` and ${cells.length - SHOWN_CELLS} more` : ''
    return [region, count(candidates), count(of), cells.length === 0 ? '–' : `${shown}${more}`]
  })
  return [
    `withdraws ${count(records)} records from what is served, at once:`,
    ...table(['region', 'candidates', 'of', 'left with nothing to play'], rows),
    ...(confirm === null ? [] : [...reasons.map(plain), `If this is intended: --confirm ${confirm}`]),
  ]
}
