import type { ScheduleLane, ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { count, type Output, paint, plain, table } from '../frame/output.ts'

/** Columns of a strip: with the name of its lane it fits a wide terminal. */
const COLUMNS = 84
const NAME_WIDTH = 26
const GAP = '·'
const GAPS_SHOWN = 20
const FINDINGS_SHOWN = 20
const MARKS = { takeover: 'T', guaranteed: 'G', standard: 's', evergreen: 'e' } as const

/** Lanes for a person: a strip for each, then each stretch in which nothing plays, and what the linter finds. */
export function lanesPicture(output: Output, { lanes, findings }: ScheduleLanes): readonly string[] {
  if (lanes.length === 0) return ['no lane shows anything then']
  const surfaces = [...new Set(lanes.map(({ surface }) => surface))]
  const marks = PRIORITIES.map((tier) => `${MARKS[tier]} ${tier}`).join('  ')
  return [
    ...surfaces.flatMap((surface) => [
      paint(output, 'bold', surface),
      ...lanes
        .filter((lane) => lane.surface === surface)
        .map((lane) => `  ${nameOf(lane)}  ${stripText(output, lane)}`),
      '',
    ]),
    `${marks}  ${GAP} nothing plays in a part of it or all`,
    ...gapLines(lanes),
    ...findingLines(findings),
  ]
}

function nameOf({ territories, timeZone }: ScheduleLane): string {
  const [first = '', ...others] = territories
  const name = others.length === 0 ? first : `${first} and ${others.length} like it`
  return `${name} ${timeZone.split('/').at(-1)}`.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH)
}

/** The strongest tier of each column; a gap is never hidden by what plays before or after it. */
function stripText(output: Output, { from, to, slices }: ScheduleLane): string {
  const start = Date.parse(from)
  const columnMs = (Date.parse(to) - start) / COLUMNS
  const marks = Array.from({ length: COLUMNS }, (_, index) => {
    const [begin, end] = [start + index * columnMs, start + (index + 1) * columnMs]
    const tiers = slices.filter((each) => Date.parse(each.from) < end && Date.parse(each.to) > begin)
    const strongest = PRIORITIES.find((tier) => tiers.some((each) => each.tier === tier))
    const hasGap = tiers.some(({ tier }) => tier === null)
    return hasGap || strongest === undefined ? paint(output, 'red', GAP) : MARKS[strongest]
  })
  return marks.join('')
}

function gapLines(lanes: readonly ScheduleLane[]): string[] {
  const gaps = lanes.flatMap(({ surface, territories, slices }) =>
    slices
      .filter(({ tier }) => tier === null)
      .map(({ from, to }) => [surface, territories.join(' '), minuteOf(from), minuteOf(to)]),
  )
  if (gaps.length === 0) return ['', 'something plays everywhere, all the time']
  const more = gaps.length > GAPS_SHOWN ? [`… and ${count(gaps.length - GAPS_SHOWN)} more; --json has them all`] : []
  return ['', ...table(['nothing plays on', 'in', 'from (UTC)', 'to (UTC)'], gaps.slice(0, GAPS_SHOWN)), ...more]
}

function findingLines(findings: ScheduleLanes['findings']): string[] {
  if (findings === null || findings.length === 0) return findings === null ? [] : ['', 'the linter finds nothing']
  const more = findings.length - FINDINGS_SHOWN
  const rest = more > 0 ? [`… and ${count(more)} more; --json has them all`] : []
  const rows = findings.slice(0, FINDINGS_SHOWN).map(({ severity, rule, text }) => [severity, rule, plain(text)])
  return ['', ...table(['linter', 'rule', 'what'], rows), ...rest]
}

function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ')
}
