import type { MatrixViewerAnswer, RulesMatrix } from '../../contracts/ops/answers/inquiries/matrix.ts'
import { hoursText } from '../../decide/matrix/hours-text.ts'
import { type Output, paint, plain, table } from '../frame/output.ts'

/** How many territory codes a line lists; `--json` has all. */
const SHOWN_PLACES = 8
/** How many rules are listed for one reason. */
const SHOWN_RULES = 3

/** A column: guests, kids, proven adults, or members whose caps lie in a range that is treated alike everywhere. */
interface Column {
  readonly head: string
  readonly of: (viewers: readonly MatrixViewerAnswer[]) => MatrixViewerAnswer | undefined
}

function columnsOf(places: RulesMatrix['places']): readonly Column[] {
  const caps = places.flatMap(({ viewers }) =>
    viewers.filter(({ viewer }) => viewer === 'member').map((row) => row.caps),
  )
  const starts = [...new Set(caps.flatMap((range) => range?.[0] ?? []))].sort((a, b) => a - b)
  const last = Math.max(...caps.map((range) => range?.[1] ?? 0))
  const only = (kind: string, head: string): Column => ({
    head,
    of: (viewers) => viewers.find(({ viewer }) => viewer === kind),
  })
  const bands = starts.map((start, index): Column => {
    const end = (starts[index + 1] ?? last + 1) - 1
    return {
      head: start === end ? `cap ${start}` : `cap ${start}–${end}`,
      of: (viewers) =>
        viewers.find(
          ({ viewer, caps: range }) => viewer === 'member' && range && range[0] <= start && start <= range[1],
        ),
    }
  })
  return [only('guest', 'guest'), only('kids', 'kids'), ...bands, only('adult', 'adult')]
}

interface Line {
  readonly places: readonly string[]
  readonly cells: readonly string[]
  readonly plays: boolean
}

/** Places with equal verdicts for everybody share a line; the places where it plays come first. */
function linesOf(places: RulesMatrix['places'], columns: readonly Column[]): readonly Line[] {
  const lines = new Map<string, { places: Set<string>; cells: string[]; plays: boolean }>()
  for (const { place, viewers } of places) {
    const rows = columns.map(({ of }) => of(viewers))
    const cells = rows.map((row) => hoursText(row?.hours ?? []))
    const key = cells.join('|')
    const known = lines.get(key)
    if (known) known.places.add(place)
    else {
      const plays = rows.some((row) => row?.hours.some(({ autoplay }) => autoplay))
      lines.set(key, { places: new Set([place]), cells, plays })
    }
  }
  return [...lines.values()]
    .map((line) => ({ ...line, places: [...line.places] }))
    .sort((a, b) => Number(b.plays) - Number(a.plays) || b.places.length - a.places.length)
}

function named(places: readonly string[]): string {
  const more = places.length - SHOWN_PLACES
  return more > 0 ? `${places.slice(0, SHOWN_PLACES).join(' ')} +${more}` : places.join(' ')
}

/** Each reason, with the rules that cause it. */
function reasonLines(places: RulesMatrix['places']): readonly string[] {
  const rules = new Map<string, Set<string>>()
  for (const { reason, rule, source } of places.flatMap(({ viewers }) => viewers.flatMap(({ hours }) => hours))) {
    if (!reason) continue
    const known = rules.get(reason) ?? new Set()
    rules.set(reason, known.add(`${plain(rule)} (${plain(source)})`))
  }
  const rows = [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, each]) => {
      const more = each.size - SHOWN_RULES
      return [reason, [...each].slice(0, SHOWN_RULES).join(', ') + (more > 0 ? ` and ${more} more` : '')]
    })
  return table(['reason', 'rules'], rows)
}

/** The matrix for a person: a row for each group of places, a column for each age, and local hours in the cells. */
export function matrixPicture(output: Output, body: RulesMatrix): string[] {
  const columns = columnsOf(body.places)
  const lines = linesOf(body.places, columns)
  const playing = new Set(lines.filter(({ plays }) => plays).flatMap(({ places }) => places))
  const all = new Set(body.places.map(({ place }) => place))
  const heads = ['place', ...columns.map(({ head }) => head)]
  const absent = body.absent.map(({ region, why }) => `${region} (${why})`).join(', ')
  return [
    ...table(
      heads,
      lines.map(({ places, cells }) => [named(places), ...cells]),
    ),
    '',
    ...reasonLines(body.places),
    '',
    paint(
      output,
      playing.size > 0 ? 'green' : 'yellow',
      `${body.asset} autoplays for somebody in ${playing.size} of ${all.size} places, on ${body.now.slice(0, 10)}`,
    ),
    ...(absent === '' ? [] : [paint(output, 'dim', `not in ${absent}`)]),
  ]
}
