/** What labels mean in a place, from `rules/ratings/` as `oracle-rules.ts` reads them. */
import type { Rating } from '../../src/model/rating.ts'
import { maturity, plainAges, ratingSystems, territories } from './oracle-rules.ts'
import { remembered, rememberedByLists } from './remembered.ts'

/** What an asset is rated somewhere: the verdict, and the age, kind and label of a rated one. */
export type Standing =
  | { readonly state: 'rated'; readonly age: number; readonly kind: string; readonly label: string | null }
  | { readonly state: 'unrated' | 'refused' }

const plain = remembered((text = '') => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase())
const isCalled = (text: string, names: readonly string[]) => names.some((name) => plain(name) === plain(text))
/** Kinds from the one that promises most to the one that promises least. */
const KINDS = 'kids open guidance advisory accompanied restricted adult exempt refused'.split(' ')
const UNRATED = { state: 'unrated' } as const
const REFUSED = { state: 'refused' } as const

/** Whose rating files count in a territory, and whether every step of the way there is confirmed. */
const ratedBy = remembered((code = ''): { readonly code: string; readonly confirmed: boolean } => {
  let confirmed = true
  let at = code
  for (;;) {
    const next = territories.get(at)?.inherits
    if (ratingSystems.has(at) || !next) return { code: at, confirmed }
    confirmed = confirmed && next.verified
    at = next.territory
  }
})

/** Nobody's ratings. */
export const NO_RATINGS: readonly Rating[] = []

interface Meaning {
  readonly age: number | null
  readonly kind: string
  readonly label: string
  readonly advertising: boolean
}

/** The strictest meaning of a label in a territory; null when nobody vouches for any. No system: any but the trailers'. */
const meaningOf = remembered((code = '', label = '', system?: string): Meaning | null => {
  const source = ratedBy(code)
  const meanings: (Meaning & { readonly vouched: boolean })[] = []
  for (const each of ratingSystems.get(source.code) ?? (territories.has(source.code) ? plainAges : [])) {
    const advertising = each.media.every((medium) => medium === 'trailer')
    const named = system !== undefined && isCalled(system, [each.id, ...each.aliases])
    if (system === undefined ? advertising : !named) continue
    for (const row of each.ratings.filter((row) => isCalled(label, [row.label, ...(row.aliases ?? [])]))) {
      const age = row.age === null || !row.ageUnverified ? row.age : Math.max(row.age, row.greatestSourcedAge ?? 0)
      const sourced = !row.unverified && !(row.ageUnverified && row.greatestSourcedAge === undefined)
      const strict = age === null || age > maturity.unratedAge
      const vouched = advertising || strict || (source.confirmed && sourced)
      meanings.push({ age, kind: row.kind, label: row.label, advertising, vouched })
    }
  }
  if (!meanings.some(({ vouched }) => vouched)) return null
  return strictest(meanings)
})

function strictest<Known extends { readonly age: number | null; readonly kind: string }>(
  all: readonly Known[],
): Known | null {
  const weight = ({ age, kind }: Known) => (age ?? 1000) * 100 + KINDS.indexOf(kind)
  return [...all].sort((left, right) => weight(right) - weight(left))[0] ?? null
}

type Rate = (place: string, own: readonly Rating[], title: readonly Rating[]) => Standing

/** Own ratings first; only where there is none of its own does the title's count. Bands only raise. */
export const standing: Rate = rememberedByLists((code, own, title) => {
  const statedFor = (ratings: readonly Rating[]) => {
    const here = ratings.filter(({ territory }) => territory === code)
    const found = here.length > 0 ? here : ratings.filter(({ territory }) => territory === ratedBy(code).code)
    return found.map(({ system, label }) =>
      system === undefined ? meaningOf(code, label) : meaningOf(code, label, system),
    )
  }
  const isBand = (meaning: Meaning | null) => meaning?.advertising === true
  const [mine, its] = [statedFor(own), statedFor(title)]
  const ownRatings = mine.filter((meaning) => !isBand(meaning))
  const deciding = ownRatings.length > 0 ? ownRatings : its.filter((meaning) => !isBand(meaning))
  if (deciding.length === 0) return UNRATED
  const counted = [...deciding, ...[...mine, ...its].filter(isBand)].filter((meaning) => meaning !== null)
  if (counted.some(({ age }) => age === null)) return REFUSED
  const top = strictest(counted)
  if (deciding.includes(null) || top === null) return UNRATED
  return { state: 'rated', age: top.age ?? 0, kind: top.kind, label: top.label }
})

/** The greatest age and the least promising kind of several ratings. */
function worst(rated: readonly (Standing & { readonly state: 'rated' })[]): Standing {
  const kind = KINDS.findLast((each) => rated.some((standing) => standing.kind === each)) ?? 'refused'
  return { state: 'rated', age: Math.max(...rated.map(({ age }) => age)), kind, label: null }
}

/** At an unknown place: the worst of what it is anywhere that it has a rating for. */
export const standingAnywhere: Rate = rememberedByLists((_place, own, title) => {
  const all = [...own, ...title].map(({ territory }) => standing(territory, own, title))
  if (all.some(({ state }) => state === 'refused')) return REFUSED
  if (all.length === 0 || all.some(({ state }) => state === 'unrated')) return UNRATED
  return worst(all.filter((each) => each.state === 'rated'))
})

/** For a resident of one member state in another: the worst of home and of wherever in the EEA it is rated. */
export const standingAbroad: Rate = rememberedByLists((home, own, title) => {
  const eea = [...territories.values()].filter((territory) => territory.eea)
  const atHome = standing(home, own, title)
  const all = [atHome, ...eea.map(({ code }) => standing(code, own, title))]
  if (all.some(({ state }) => state === 'refused')) return REFUSED
  if (atHome.state === 'unrated') return UNRATED
  const rated = all.filter((each) => each.state === 'rated')
  return worst(rated)
})
