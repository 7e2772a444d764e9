/**
 * `rules/*.json`, read for the oracle alone: no line of `src/rules` takes part, so that a mistake there
 * shows as a difference.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rating } from '../../src/model/rating.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'rules')
const read = (path: string) => JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))

interface Territory {
  readonly code: string
  readonly region: string
  readonly zones: readonly string[]
  readonly rightsZone: string | null
  readonly eea: boolean
  readonly inherits: { readonly territory: string; readonly verified: boolean } | null
}
interface Row {
  readonly label: string
  readonly age: number | null
  readonly kind: string
  readonly aliases?: readonly string[]
  readonly unverified?: true
  readonly ageUnverified?: true
  readonly greatestSourcedAge?: number
}
interface System {
  readonly id: string
  readonly aliases: readonly string[]
  readonly media: readonly string[]
  readonly ratings: readonly Row[]
}
interface Surface {
  readonly id: string
  readonly aspects: readonly string[]
  readonly kinds: readonly string[]
}

export const territories = new Map<string, Territory>(
  read('territories.json').territories.map((row: Territory) => [row.code, row]),
)
export const groups: Readonly<Record<string, readonly string[]>> = read('groups.json').groups
export const surfaces: readonly Surface[] = read('surfaces.json').surfaces
export const bandAges = new Map<string, number>(
  read('trailers/bands.json').bands.map((row: { band: string; minAge: number }) => [row.band, row.minAge]),
)
export const maturity: {
  readonly kidsCap: number
  readonly unratedAge: number
  readonly kidsKinds: readonly string[]
  readonly guestCap: { readonly default: number; readonly territories: Readonly<Record<string, number>> }
} = read('policies/maturity.json')

const ratingFiles = new Map<string, readonly System[]>(
  readdirSync(join(FOLDER, 'ratings'))
    .filter((name) => /^[A-Z]{2}\.json$/.test(name))
    .map((name) => [name.slice(0, 2), read(`ratings/${name}`).systems]),
)

/** What an asset is rated in a territory: the verdict, and the age and kind of a rated one. */
type Standing =
  | { readonly state: 'rated'; readonly age: number; readonly kind: string }
  | { readonly state: 'unrated' | 'refused' }

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
/** Kinds from the one that promises most to the one that promises least. */
const KINDS = 'kids open guidance advisory accompanied restricted adult exempt refused'.split(' ')
const UNRATED = { state: 'unrated' } as const

/** Whose rating files count in a territory, and whether every step of the way there is confirmed. */
function ratedBy(code: string): { readonly code: string; readonly confirmed: boolean } {
  let confirmed = true
  let at = code
  for (;;) {
    const next = territories.get(at)?.inherits
    if (ratingFiles.has(at) || !next) return { code: at, confirmed }
    confirmed = confirmed && next.verified
    at = next.territory
  }
}

interface Meaning {
  readonly age: number | null
  readonly kind: string
  readonly advertising: boolean
}

/** The strictest meaning of a label in a territory; null when nobody vouches for any. */
function meaningOf(code: string, { system, label }: Rating): Meaning | null {
  const source = ratedBy(code)
  const meanings: (Meaning & { readonly vouched: boolean })[] = []
  for (const each of ratingFiles.get(source.code) ?? []) {
    const advertising = each.media.every((medium) => medium === 'trailer')
    const named = system !== undefined && [each.id, ...each.aliases].map(plain).includes(plain(system))
    if (system === undefined ? advertising : !named) continue
    for (const row of each.ratings.filter((row) =>
      [row.label, ...(row.aliases ?? [])].map(plain).includes(plain(label)),
    )) {
      const age = row.age === null || !row.ageUnverified ? row.age : Math.max(row.age, row.greatestSourcedAge ?? 0)
      const sourced = !row.unverified && !(row.ageUnverified && row.greatestSourcedAge === undefined)
      const strict = age === null || age > maturity.unratedAge
      const vouched = advertising || strict || (source.confirmed && sourced)
      meanings.push({ age, kind: row.kind, advertising, vouched })
    }
  }
  if (!meanings.some(({ vouched }) => vouched)) return null
  return strictest(meanings)
}

function strictest<Known extends { readonly age: number | null; readonly kind: string }>(
  all: readonly Known[],
): Known | null {
  const weight = ({ age, kind }: Known) => (age ?? 1000) * 100 + KINDS.indexOf(kind)
  return [...all].sort((left, right) => weight(right) - weight(left))[0] ?? null
}

/** Own ratings first; only where there is none of its own does the title's count. Bands only raise. */
export function standing(code: string, own: readonly Rating[], title: readonly Rating[]): Standing {
  const statedFor = (ratings: readonly Rating[]) => {
    const here = ratings.filter(({ territory }) => territory === code)
    const found = here.length > 0 ? here : ratings.filter(({ territory }) => territory === ratedBy(code).code)
    return found.map((rating) => meaningOf(code, rating))
  }
  const isBand = (meaning: Meaning | null) => meaning?.advertising === true
  const [mine, its] = [statedFor(own), statedFor(title)]
  const ownRatings = mine.filter((meaning) => !isBand(meaning))
  const deciding = ownRatings.length > 0 ? ownRatings : its.filter((meaning) => !isBand(meaning))
  if (deciding.length === 0) return UNRATED
  const counted = [...deciding, ...[...mine, ...its].filter(isBand)].filter((meaning) => meaning !== null)
  if (counted.some(({ age }) => age === null)) return { state: 'refused' }
  const top = strictest(counted)
  if (deciding.includes(null) || top === null) return UNRATED
  return { state: 'rated', age: top.age ?? 0, kind: top.kind }
}

/** At an unknown place: the worst of what it is anywhere that it has a rating for. */
export function standingAnywhere(own: readonly Rating[], title: readonly Rating[]): Standing {
  const all = [...own, ...title].map(({ territory }) => standing(territory, own, title))
  if (all.some(({ state }) => state === 'refused')) return { state: 'refused' }
  if (all.length === 0 || all.some(({ state }) => state === 'unrated')) return UNRATED
  const rated = all.filter((each) => each.state === 'rated')
  const kind = KINDS.findLast((each) => rated.some((standing) => standing.kind === each)) ?? 'refused'
  return { state: 'rated', age: Math.max(...rated.map(({ age }) => age)), kind }
}
