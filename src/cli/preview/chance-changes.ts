import type { PreviewedSide } from '../../contracts/ops/answers/inquiries/preview.ts'
import { count, plain } from '../frame/output.ts'

/** Two chances that were counted in draws differ if they do so by more than twice the error of such a count. */
const COUNTED_APART = 0.06
/** An exact chance is told to a tenth of a percent. */
const EXACT_APART = 0.0005
/** Candidates told of at a place; more are counted. */
const TOLD = 3

/**
 * A line for each place at which a candidate has another chance before and after, with the greatest changes first.
 *
 * @param moved places of which something else is told: another item stands there
 */
export function chanceChanges(
  before: PreviewedSide,
  after: PreviewedSide,
  moved: ReadonlySet<number>,
): readonly string[] {
  const [was, becomes] = [chancesOf(before), chancesOf(after)]
  const places = Math.max(before.chances?.places ?? 0, after.chances?.places ?? 0)
  const all = Array.from({ length: places }, (_, place) => place).filter((place) => !moved.has(place))
  return all.flatMap((place) => placeLine(place, comparedAt(place, was, becomes)))
}

interface Chances {
  readonly of: ReadonlyMap<string, readonly number[]>
  /** Whether all candidates that may be shown are among them: what is not has no chance then. */
  readonly isWhole: boolean
  readonly exactPlaces: number
}

function chancesOf({ kept, funnel, total, chances }: PreviewedSide): Chances {
  const rejected = Object.values(funnel).reduce((sum, each) => sum + each, 0)
  return {
    of: new Map(kept.map((each) => [`${each.assetId} ${plain(each.campaignId)}`, each.chances])),
    isWhole: kept.length >= total - rejected,
    exactPlaces: chances?.exactPlaces ?? 1,
  }
}

interface Compared {
  readonly pair: string
  readonly from: number
  readonly to: number
}

function comparedAt(place: number, was: Chances, becomes: Chances): readonly Compared[] {
  const apart = place < Math.min(was.exactPlaces, becomes.exactPlaces) ? EXACT_APART : COUNTED_APART
  const found = [...new Set([...was.of.keys(), ...becomes.of.keys()])].flatMap((pair): Compared[] => {
    const [from, to] = [chanceAt(was, pair, place), chanceAt(becomes, pair, place)]
    return from === null || to === null || Math.abs(to - from) < apart ? [] : [{ pair, from, to }]
  })
  return found.sort((one, other) => Math.abs(other.to - other.from) - Math.abs(one.to - one.from))
}

/** Null: it is not known, because only the first candidates were told. */
function chanceAt({ of, isWhole }: Chances, pair: string, place: number): number | null {
  const chances = of.get(pair)
  if (chances === undefined) return isWhole ? 0 : null
  return chances[place] ?? 0
}

function placeLine(place: number, compared: readonly Compared[]): string[] {
  if (compared.length === 0) return []
  const told = compared.slice(0, TOLD).map(({ pair, from, to }) => `${pair} ${percent(from)} → ${percent(to)}`)
  const more = compared.length - told.length
  return [`chance at place ${place}: ${told.join('; ')}${more > 0 ? `; and ${count(more)} more` : ''}`]
}

function percent(chance: number): string {
  return `${Math.round(chance * 1000) / 10}%`
}
