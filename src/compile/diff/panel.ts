import type { Context, Hints, Place, Viewer } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { NO_MEMORY } from '../../decide/context/memory.ts'
import { type DecisionRequest, decisionRequest } from '../../decide/decision-request.ts'
import { type Chance, chanceFrom } from '../../decide/draw/chance.ts'
import { ANY_DEVICE } from '../../decide/matrix/matrix-viewers.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import type { AgeBand } from './panel-viewers.ts'
import type { PlaceMoments } from './place-moments.ts'

/** The hints that are drawn; of all others a device of the panel says nothing. */
export type PanelHints = Pick<Hints, 'device' | 'language'>

/** One request of the panel. */
export interface PanelRequest {
  readonly at: PlaceMoments
  readonly band: AgeBand
  readonly surface: SurfaceId
  /** `at.place`, or the country where a resident of `at` is abroad. */
  readonly place: Place
  readonly viewer: Viewer
  readonly hints: PanelHints
  /** `hash32` of the asset whose kind the viewer is known to like; null: nothing is known of them. */
  readonly liked: number | null
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** Seed of all draws, so that the panel is the same for equal places, bands and rules. */
const SEED = 'panel'
/**
 * Shares: of members of a portable region who are abroad, of devices that state nothing, of requests with a language.
 */
const ABROAD = 0.08
const SILENT = 0.1
/** Number of countries that members are abroad in: which one matters little, and each adds contexts to decide for. */
const ABROAD_COUNTRIES = 3
const WITH_LANGUAGE = 0.7
const WITHOUT_ENTITLEMENT = 0.25
/**
 * So many more requests, as a share of all others, are of adults with a known taste: enough that a change of all tastes alone
 * is told from a change of few answers (`learnedPercent`).
 */
const KNOWN_TASTES = 0.2
/** Number of different tastes: each adds contexts to decide for. */
const TASTES = 8

/**
 * Requests spread evenly over places × age bands × surfaces, and some more of adults with a known taste. Each has an instant of its place and a drawn device,
 * language, entitlements and whereabouts. They are sorted by instant and place, which is cheapest to decide.
 *
 * @param least minimum number of requests; there is at least one for each cell
 */
export function panel(
  next: Snapshot,
  {
    places,
    bands,
    least,
  }: { readonly places: readonly PlaceMoments[]; readonly bands: readonly AgeBand[]; readonly least: number },
): readonly PanelRequest[] {
  const chance = chanceFrom(SEED)
  const cells = places.length * bands.length * SURFACE_IDS.length
  const requests: PanelRequest[] = []
  const size = cells === 0 ? 0 : Math.max(Math.ceil(least / (1 + KNOWN_TASTES)), cells)
  for (let index = 0; index < size; index++) {
    const at = places[index % places.length]
    const surface = SURFACE_IDS[Math.floor(index / places.length) % SURFACE_IDS.length]
    const band = bands[Math.floor(index / (places.length * SURFACE_IDS.length)) % bands.length]
    if (at && surface && band) requests.push({ at, band, surface, liked: null, ...drawn(next, at, band, chance) })
  }
  requests.push(...ofKnownTastes(next, { places, bands, size: Math.round(size * KNOWN_TASTES) }, chance))
  const order = new Map(places.map((at, place) => [at, place]))
  return requests.sort((a, b) => a.now - b.now || (order.get(a.at) ?? 0) - (order.get(b.at) ?? 0))
}

/** Requests of adults who agreed to be known, spread evenly over places × surfaces. */
function ofKnownTastes(
  next: Snapshot,
  { places, bands, size }: { places: readonly PlaceMoments[]; bands: readonly AgeBand[]; size: number },
  chance: Chance,
): readonly PanelRequest[] {
  const adult = bands.find(({ viewer }) => viewer.adult)
  if (adult === undefined) return []
  const band = { ...adult, viewer: { ...adult.viewer, personalize: true } }
  const { idHash } = next.hot.assets
  return Array.from({ length: size }).flatMap((_, index): PanelRequest[] => {
    const at = places[index % places.length]
    const surface = SURFACE_IDS[Math.floor(index / places.length) % SURFACE_IDS.length]
    const liked = idHash[Math.floor(((index % TASTES) * idHash.length) / TASTES)]
    return at && surface && liked !== undefined ? [{ at, band, surface, liked, ...drawn(next, at, band, chance) }] : []
  })
}

function drawn(
  { hot, rules }: Snapshot,
  at: PlaceMoments,
  { viewer }: AgeBand,
  chance: Chance,
): Pick<PanelRequest, 'place' | 'viewer' | 'hints' | 'now'> {
  const now = oneOf(at.instants, chance) ?? 0
  const device = chance() < SILENT ? null : (oneOf(DEVICES, chance) ?? null)
  const language = chance() < WITH_LANGUAGE ? (oneOf(hot.languages, chance) ?? null) : null
  const entitled = chance() >= WITHOUT_ENTITLEMENT
  const abroad = chance() < ABROAD ? placeAbroad(rules, at, viewer, chance) : null
  return {
    now,
    place: abroad ?? at.place,
    viewer: {
      ...viewer,
      entitlements: entitled ? viewer.entitlements : [],
      residence: abroad === null ? null : at.place.country,
    },
    hints: { device, language },
  }
}

/** Another country in which a member from here keeps home rights; null if there is none. */
function placeAbroad(rules: RegionRules, { place }: PlaceMoments, viewer: Viewer, chance: Chance): Place | null {
  if (viewer.state !== 'member' || !rules.portability.includes(place.country)) return null
  const others = rules.places
    .filter(({ code }) => code !== place.country && rules.portability.includes(code))
    .slice(0, ABROAD_COUNTRIES)
  const other = oneOf(others, chance)
  return other ? { country: other.code, regionCode: null, timeZone: other.zones[0] ?? null, anonymizer: null } : null
}

function oneOf<Member>(members: readonly Member[], chance: Chance): Member | undefined {
  return members[Math.floor(chance() * members.length)]
}

/** The context of a request under a snapshot's rules. */
export function panelContext(rules: RegionRules, { place, viewer, hints, now }: PanelRequest): Context {
  return deriveContext(rules, { place, viewer, hints: { ...ANY_DEVICE, ...hints }, now })
}

/**
 * The decision request: of a viewer nothing is remembered but a taste, and nothing is random.
 *
 * @param profile empty: none
 */
export function panelDecision(
  context: Context,
  surface: SurfaceId,
  { denies, profile }: { readonly denies: DenyList; readonly profile: ArrayLike<number> },
): DecisionRequest {
  const placement = { id: surface, surface, count: 1, titleId: null, inView: null, row: null }
  return decisionRequest({ context, placements: [placement], denies, memory: { ...NO_MEMORY, profile } })
}
