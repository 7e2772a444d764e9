/**
 * `rules/*.json`, read for the oracle alone: no line of `src/rules` takes part, so that a mistake there
 * shows as a difference.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'rules')
const read = (path: string) => JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))

export interface Territory {
  readonly code: string
  readonly region: string
  readonly zones: readonly string[]
  readonly rightsZone: string | null
  readonly eea: boolean
  readonly inherits: { readonly territory: string; readonly verified: boolean } | null
}
export interface RatingRow {
  readonly label: string
  readonly age: number | null
  readonly kind: string
  readonly aliases?: readonly string[]
  readonly unverified?: true
  readonly ageUnverified?: true
  readonly greatestSourcedAge?: number
}
export interface RatingSystem {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly media: readonly string[]
  readonly ratings: readonly RatingRow[]
}
interface Surface {
  readonly id: string
  readonly aspects: readonly string[]
  readonly kinds: readonly string[]
  readonly devices: readonly string[]
}
interface Band {
  readonly band: string
  readonly minAge: number
  readonly autoplay: boolean
}
export interface Watershed {
  readonly territory: string
  readonly minAge: number
  readonly labels?: readonly string[]
  readonly allow: readonly (readonly [string, string])[]
  readonly appliesToOnDemand: string
  readonly pinLifts: boolean | null
  readonly verified: string
}
interface Geo {
  readonly unknown: readonly string[]
  readonly anonymizers: Readonly<Record<string, string>>
  readonly portability: readonly { readonly group: string; readonly verified: string }[]
  readonly parts: readonly { readonly place: string; readonly for: readonly string[] }[]
}
interface Maturity {
  readonly adultAge: number
  readonly kidsCap: number
  readonly unratedAge: number
  readonly unratedFor: Readonly<Record<string, string>>
  readonly kidsKinds: readonly string[]
  readonly guestCap: { readonly default: number; readonly territories: Readonly<Record<string, number>> }
}
interface Page {
  readonly aboutOneTitle: readonly string[]
  readonly unratedAge: number
  readonly trustSpaces: readonly {
    readonly territories: readonly string[]
    readonly maxAge: number
    readonly promotesOthers: boolean
  }[]
}
interface Descriptors {
  readonly refused: readonly {
    readonly descriptors: readonly string[]
    readonly territories: readonly string[]
    readonly below: number | 'kids'
  }[]
  readonly required: readonly { readonly territories: readonly string[]; readonly fromAge: number }[]
}
interface Privacy {
  readonly consentAge: {
    readonly default: number
    readonly verified: Readonly<Record<string, number>>
    readonly unverified: Readonly<Record<string, number>>
  }
  readonly globalPrivacyControl: readonly { readonly place: string }[]
  readonly minors: readonly { readonly places: readonly string[]; readonly below: number }[]
}

export const territories = new Map<string, Territory>(
  read('territories.json').territories.map((row: Territory) => [row.code, row]),
)
export const groups: Readonly<Record<string, readonly string[]>> = read('groups.json').groups
export const surfaces: readonly Surface[] = read('surfaces.json').surfaces
export const bands = new Map<string, Band>(read('trailers/bands.json').bands.map((row: Band) => [row.band, row]))
export const watersheds: readonly Watershed[] = read('watershed.json').rules
export const geo: Geo = read('policies/geo.json')
export const maturity: Maturity = read('policies/maturity.json')
export const page: Page = read('policies/page.json')
export const descriptors: Descriptors = read('policies/descriptors.json')
export const privacy: Privacy = read('policies/privacy.json')
export const autoplay: { readonly childAge: number; readonly offFor: readonly string[] } =
  read('policies/autoplay.json')

/** The systems of each place that has a scale of its own: territories, and parts such as `CA-QC`. */
export const ratingSystems = new Map<string, readonly RatingSystem[]>(
  readdirSync(join(FOLDER, 'ratings'))
    .filter((name) => /^[A-Z]{2}(-[A-Z0-9]+)?\.json$/.test(name))
    .map((name) => [name.replace('.json', ''), read(`ratings/${name}`).systems]),
)

/** What the law or the shops do there with what has no rating, by the same places; `_default`: elsewhere. */
export const unratedPolicies = new Map<string, string>(
  readdirSync(join(FOLDER, 'ratings')).map((name) => [
    name.replace('.json', ''),
    read(`ratings/${name}`).unrated.policy,
  ]),
)

/** Plain ages, for territories that have no scale and inherit none. */
export const plainAges: readonly RatingSystem[] = read('ratings/_default.json').systems

/** Whether a list of `*`, codes and `@groups` names a territory. */
export function reaches(selectors: readonly string[], code: string): boolean {
  if (selectors.includes('*')) return true
  return selectors.some((each) => each === code || groups[each.slice(1)]?.includes(code))
}
