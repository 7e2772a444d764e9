import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { GATE_REASONS, SLATE_REASONS } from '../../model/nouns/reason.ts'
import { age, count, type Output, paint, plain } from '../frame/output.ts'
import { fittedTable, REPORT_WIDTH, wrapped } from '../frame/wrapped.ts'

/** How many candidates are listed for a reason; `--json` has all. */
const SHOWN_PER_REASON = 10
/** Indentation of the lines below a candidate. */
const INDENT = 6
const ORDER: readonly string[] = [...GATE_REASONS, ...SLATE_REASONS]

function autoplayText({ allowed, reason }: ExplanationAnswer['kept'][number]['autoplay']): string {
  return allowed ? 'autoplays' : `no autoplay${reason ? `: ${plain(reason)}` : ''}`
}

/** What is shown of an explanation: by the ops API, or of a line that was decided again. */
interface ShownExplanation extends Pick<ExplanationAnswer, 'kept' | 'rejected' | 'total'> {
  readonly context: Readonly<Record<string, unknown>>
  readonly chances?: ExplanationAnswer['chances']
  readonly floor?: ExplanationAnswer['floor']
  readonly owned?: ExplanationAnswer['owned']
}

function keptLines(output: Output, body: ShownExplanation): string[] {
  if (body.kept.length === 0) {
    const { floor } = body
    const idents = floor ? `; house idents play instead (${floor.reason}): ${floor.plays.map(plain).join(' ')}` : ''
    return [paint(output, 'yellow', `nothing would play${idents}`)]
  }
  const rows = body.kept.map((candidate) => [
    count(candidate.position),
    candidate.assetId,
    plain(candidate.campaignId),
    candidate.score.toFixed(3),
    candidate.reason ?? candidate.propensity.toFixed(3),
    autoplayText(candidate.autoplay),
  ])
  const below = (at: number) => belowKept(body.kept[at])
  return fittedTable(['#', 'asset', 'campaign', 'score', 'chance or reason', 'autoplay'], rows, below)
}

/** Lines below a candidate: the parts of its score, its chance at each position, and its cap, also for guests. */
function belowKept(candidate: ExplanationAnswer['kept'][number] | undefined): string[] {
  const { terms, chances, frequencyCap, pacing } = candidate ?? {}
  const words = Object.entries(terms ?? {}).map(
    ([name, value]) => `${name} ${value >= 0 ? '+' : ''}${value.toFixed(3)}`,
  )
  const slots = (chances ?? []).map((chance, slot) => `${slot}: ${chance.toFixed(3)}`)
  const width = REPORT_WIDTH - INDENT
  return [
    ...wrapped(words, { width }),
    ...(slots.length > 0 ? wrapped(['chance at slot', ...slots], { width }) : []),
    ...(pacing ? [pacingText(pacing)] : []),
    ...(frequencyCap ? wrapped(capText(frequencyCap), { width, gap: ' ' }) : []),
  ].map((line) => ' '.repeat(INDENT) + line)
}

function pacingText({ share, bucket, need }: NonNullable<ExplanationAnswer['kept'][number]['pacing']>): string {
  return `pacing: share ${share}/64, ${bucket === null ? 'not asked without --seed' : `bucket ${bucket}`}, need ${need.toFixed(2)}`
}

function capText({
  count,
  windowSeconds,
  scope,
  guests,
}: NonNullable<ExplanationAnswer['kept'][number]['frequencyCap']>) {
  const cap = `frequency cap: ${count} in ${age(windowSeconds)} for each ${scope}`
  return guests === 'session'
    ? `${cap}; with consent a profile remembers all of it, a guest’s session at most one day, then the count starts again`.split(
        ' ',
      )
    : cap.split(' ')
}

/** What the arms that were asked for change here. */
function ownedLines({ owned }: ShownExplanation): string[] {
  if (owned === undefined) return []
  const values = Object.entries(owned).map(([path, value]) => `${path} ${plain(value)}`)
  return values.length === 0
    ? ['as control: these arms change nothing here, or are not for this viewer']
    : wrapped(['in these arms', ...values])
}

/** How the chances were computed. */
function chanceLines({ chances }: ShownExplanation): string[] {
  if (!chances) return []
  const { places: slots, draws, exactPlaces: exactSlots } = chances
  const later = `${count(draws)} seeded draws`
  const words =
    exactSlots > 0
      ? `Chances: exact at slot 0; at slots 1 to ${slots - 1} counted in ${later}.`
      : `Chances: counted in ${later} of ${slots} slots.`
  return wrapped(slots === 1 && exactSlots > 0 ? ['Chances: exact.'] : words.split(' '), { gap: ' ' })
}

function rejectedLine(candidate: ExplanationAnswer['rejected'][number]): string[] {
  const first = candidate.all.find(({ reason }) => reason === candidate.first)
  const others = candidate.all.filter(({ reason }) => reason !== candidate.first).map(({ reason }) => reason)
  return [
    `  ${candidate.assetId}`,
    plain(candidate.campaignId),
    [first?.rule, first?.value, first?.source]
      .map(plain)
      .filter((part) => part !== '')
      .join('  '),
    others.length > 0 ? `also ${others.join(', ')}` : '',
  ]
}

/** Rejected candidates by their first failing gate, in gate order, to show which gate rejects the most. */
function rejectedLines(output: Output, body: ShownExplanation): string[] {
  const groups = new Map<string, string[][]>()
  for (const candidate of body.rejected) {
    const group = groups.get(candidate.first) ?? []
    group.push(rejectedLine(candidate))
    groups.set(candidate.first, group)
  }
  const rank = (reason: string) => (ORDER.includes(reason) ? ORDER.indexOf(reason) : ORDER.length)
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([reason, rows]) => [
      `${paint(output, 'bold', reason)} (${rows.length})`,
      ...fittedTable(['', '', '', ''], rows.slice(0, SHOWN_PER_REASON)),
      ...(rows.length > SHOWN_PER_REASON ? [`  … and ${rows.length - SHOWN_PER_REASON} more (--json has all)`] : []),
    ])
}

/** The last line: how many candidates there are, and how to see those that are not listed. */
function totalText(body: ShownExplanation, asset: string | undefined): string {
  const [kept, rejected, total] = [body.kept.length, body.rejected.length, body.total]
  if (asset !== undefined) {
    return kept + rejected > 0
      ? `${kept} kept, ${rejected} rejected of ${asset}; ${total} candidates in all`
      : `${asset} is not among the ${total} candidates: no campaign of this region names it, or there is no such asset`
  }
  const hidden = total - kept - rejected
  if (hidden <= 0) return `${kept} kept, ${rejected} rejected, ${total} in all`
  return `${kept} kept and ${rejected} rejected are listed, of ${total} in all (--limit ${total} lists the other ${hidden})`
}

/**
 * The answer of explain for a person: what was derived, what would play and why, and what would not.
 * `asset` is the one that was asked for alone.
 */
export function explanation(output: Output, body: ShownExplanation, asset?: string): string[] {
  const context = Object.entries(body.context).map(([name, value]) => `${name} ${plain(value)}`)
  return [
    ...wrapped(context).map((line) => paint(output, 'dim', line)),
    ...ownedLines(body),
    '',
    ...keptLines(output, body),
    ...chanceLines(body),
    '',
    ...rejectedLines(output, body),
    ...wrapped(totalText(body, asset).split(' '), { gap: ' ' }),
  ]
}
