/** What labels mean in a place, from `rules/ratings/` as `oracle-rules.ts` reads them. */
import type { Rating } from '../../../src/model/nouns/rating.ts'
import { maturity, plainAges, type RatingRow, ratingSystems, territories, unratedPolicies } from './oracle-rules.ts'
import { remembered, rememberedByLists } from './remembered.ts'

/**
 * What an asset is rated somewhere. `age`: who is younger may not see it, whether it is rated or not. `least`: what its
 * own page may be taken to be. `label`: null where several places have a say.
 */
export type Standing =
  | {
      readonly state: 'rated'
      readonly age: number
      readonly least: number
      readonly kind: string
      readonly label: string | null
      /** System and label: what two ratings have in common that are one. */
      readonly words: string
    }
  | { readonly state: 'unrated' | 'refused'; readonly age: number }

const plain = remembered((text = '') => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase())
const bare = remembered(
  (text = '') =>
    text
      .normalize('NFKD')
      .toUpperCase()
      .match(/[\p{L}\p{N}]/gu)
      ?.join('') ?? '',
)
/** Kinds from the one that promises most to the one that promises least. */
export const KINDS = 'kids open guidance advisory accompanied restricted adult exempt refused'.split(' ')
const REFUSED = { state: 'refused', age: 0 } as const
const unrated = (age: number): Standing => ({ state: 'unrated', age })

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

/** Whether adults too are shown nothing without a rating in a territory, or in a part with a scale of its own. */
export const blocksUnrated = remembered((code = ''): boolean => {
  const policy = unratedPolicies.get(ratedBy(code).code) ?? unratedPolicies.get('_default') ?? 'block'
  return maturity.unratedFor[policy] !== 'adults'
})

/** Nobody's ratings. */
export const NO_RATINGS: readonly Rating[] = []

interface Printed {
  readonly names: readonly string[]
  readonly system: string
  readonly advertising: boolean
  readonly row: RatingRow
}

const printedIn = remembered((code = ''): readonly Printed[] => {
  const { code: source } = ratedBy(code)
  const systems = ratingSystems.get(source) ?? (territories.has(source) ? plainAges : [])
  return systems.flatMap(({ id, name, aliases, media, ratings }) =>
    ratings.map((row) => ({
      names: [id, name, name.replace(/ ?\([^)]*\)$/, ''), ...aliases].map((each) => bare(each)),
      system: id,
      advertising: media.every((medium) => medium === 'trailer'),
      row,
    })),
  )
})

interface Meaning {
  readonly age: number | null
  readonly least: number
  readonly kind: string
  readonly label: string
  readonly words: string
  readonly advertising: boolean
  /** Whether it rates; else it only bars. */
  readonly certain: boolean
}

/**
 * What a label says in a territory. As given it is looked for in the system named, or, with none named, in all but those
 * of advertising. Where that finds nothing, its bare text may say something, and bars who is younger.
 */
const meaningOf = remembered((code = '', ofPart = '', label = '', system?: string): Meaning | null => {
  const printed = printedIn(code)
  const spelt = ({ row }: Printed) => [row.label, ...(row.aliases ?? [])].some((each) => plain(each) === plain(label))
  const titles = printed.filter(({ advertising }) => !advertising)
  const among = system === undefined ? titles : printed.filter(({ names }) => names.includes(bare(system)))
  const asGiven = ofPart ? [] : among.filter(spelt)
  if (asGiven.length > 0) return joined(asGiven, ratedBy(code).confirmed)
  const inText = titles.filter(spelt)
  const inLetters = titles.filter(({ row }) =>
    [row.label, ...(row.aliases ?? [])].some((each) => bare(each) === bare(label)),
  )
  const found = inText.length > 0 ? inText : inLetters
  return found.length === 0 ? null : { ...joined(found, false), certain: false }
})

function joined(found: readonly Printed[], confirmed: boolean): Meaning {
  const barred = ({ row }: Printed) =>
    row.age === null || !row.ageUnverified ? row.age : Math.max(row.age, row.greatestSourcedAge ?? 0)
  const vouched = ({ row, advertising }: Printed) =>
    advertising || (confirmed && !row.unverified && !(row.ageUnverified && row.greatestSourcedAge === undefined))
  const weight = (each: Printed) => (barred(each) ?? 1000) * 100 + KINDS.indexOf(each.row.kind)
  const [top] = [...found].sort((left, right) => weight(right) - weight(left)) as [Printed]
  return {
    age: barred(top),
    least: Math.min(...found.map(({ row }) => row.age ?? 0)),
    kind: top.row.kind,
    label: top.row.label,
    words: `${top.system} ${top.row.label}`,
    advertising: found.every(({ advertising }) => advertising),
    certain: found.some(vouched) && !found.some(({ row }) => row.kind === 'exempt'),
  }
}

type Rate = (place: string, own: readonly Rating[], title: readonly Rating[]) => Standing

const NOTHING = { age: 0, certain: false, advertising: false }

/** Own ratings first; only where there is none of its own does the title's count. Bands only raise. */
export const standing: Rate = rememberedByLists((code, own, title) => {
  // A part without a scale of its own says something uncertain of its country.
  const isHere = (territory: string, place: string) =>
    territory === place || (territory.startsWith(`${place}-`) && !ratingSystems.has(territory))
  const statedFor = (ratings: readonly Rating[]) => {
    const here = ratings.filter(({ territory }) => isHere(territory, code))
    const found = here.length > 0 ? here : ratings.filter(({ territory }) => isHere(territory, ratedBy(code).code))
    return found.map(({ territory, system, label }) => {
      const part = territory !== code && territory.includes('-') ? 'part' : ''
      return system === undefined ? meaningOf(code, part, label) : meaningOf(code, part, label, system)
    })
  }
  const [mine, its] = [statedFor(own), statedFor(title)]
  const rates = (each: Meaning | null) => !each?.advertising
  const deciding = mine.some(rates) ? mine.filter(rates) : its.filter(rates)
  const bands = [...mine, ...its].filter((each) => !rates(each))
  const counted = [...deciding, ...bands].map((each) => each ?? NOTHING)
  const age = Math.max(0, ...counted.map((each) => each.age ?? 0))
  if (deciding.length === 0) return unrated(age)
  if (counted.some((each) => each.age === null)) return REFUSED
  if (deciding.some((each) => !each?.certain)) return unrated(age)
  const known = [...deciding, ...bands].filter((each) => each !== null)
  const oldest = known.filter((each) => each.age === age)
  const kind = KINDS.findLast((word) => oldest.some((each) => each.kind === word)) ?? 'refused'
  const words = oldest.filter((each) => each.kind === kind).map((each) => each.words)
  const [first = ''] = [...words].sort()
  const label = oldest.find((each) => each.kind === kind && each.words === first)?.label ?? null
  const least = Math.min(...deciding.map((each) => each?.least ?? 0))
  return { state: 'rated', age, least, kind, label, words: first }
})

/** The worst of several places: the greatest age and the least promising kind; as a bound the least. */
function worst(all: readonly Standing[]): Standing {
  if (all.some(({ state }) => state === 'refused')) return REFUSED
  const age = Math.max(0, ...all.map((each) => each.age))
  const rated = all.filter((each) => each.state === 'rated')
  if (rated.length === 0 || rated.length < all.length) return unrated(age)
  const kind = KINDS.findLast((each) => rated.some((standing) => standing.kind === each)) ?? 'refused'
  const words = rated.find((each) => each.age === age)?.words ?? ''
  return { state: 'rated', age, least: Math.min(...rated.map((each) => each.least)), kind, label: null, words }
}

/** At an unknown place: the worst of what it is anywhere that it has a rating for. */
export const standingAnywhere: Rate = rememberedByLists((_place, own, title) => {
  const named = new Set([...own, ...title].map(({ territory }) => territory))
  return worst([...named].map((territory) => standing(territory, own, title)))
})

/** In a country, nobody knows in which part: the worst of the country and of the parts that are named. */
export const standingSomewhere: Rate = rememberedByLists((country, own, title) => {
  const named = new Set([...own, ...title].map(({ territory }) => territory))
  const parts = [...ratingSystems.keys()].filter((place) => place.startsWith(`${country}-`) && named.has(place))
  return worst([country, ...parts.sort()].map((place) => standing(place, own, title)))
})

/** Anywhere in the EEA that it is rated, and never below what bars it where it is not. */
export const standingInEea: Rate = rememberedByLists((_place, own, title) => {
  const eea = [...territories.values()].filter((territory) => territory.eea)
  const all = eea.map(({ code }) => standing(code, own, title))
  const known = worst(all.filter(({ state }) => state !== 'unrated'))
  return known.state === 'refused' ? known : { ...known, age: Math.max(known.age, ...all.map(({ age }) => age)) }
})

/** What all the places say that have a say. */
export function standingAll(standings: readonly Standing[]): Standing {
  const [only] = standings
  return standings.length === 1 && only !== undefined ? only : worst(standings)
}
