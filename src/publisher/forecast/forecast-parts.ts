import type { LineKey } from '../../decision-log/line-key.ts'
import type { ForecastPart } from '../../learn/forecast/campaign-forecast.ts'
import type { SeenRate } from '../../learn/forecast/seen-rate.ts'
import type { TakenShare } from '../../learn/forecast/taken-share.ts'
import { expectedIn } from '../../learn/supply/open-supply.ts'
import { SupplyErrors } from '../../learn/supply/supply-errors.ts'
import type { SupplyForecast } from '../../learn/supply/supply-forecast.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { type RegionId, UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { KeptSupplies } from '../../schedule/reports/supply/read-supply-forecast.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { ForecastTime } from './forecast-time.ts'
import { type ForecastChanges, type RegionTakes, regionTakes } from './region-takes.ts'
import { type TakenPlacement, takenOn } from './taken-placements.ts'

const DAY_MS = 86_400_000
/** Regions whose logged contexts are decided: each is compiled twice. The others are taken to be like them. */
const REGIONS_MOST = 3

/** What is asked of a campaign on one surface of one region. */
interface AskedPart {
  readonly region: RegionId
  readonly surface: SurfaceId
  readonly chances: number
  readonly chancesError: number
  /** Events that its goal counts; null: too few were counted there. */
  readonly seen: SeenRate | null
  /** Impressions of a placement. */
  readonly impressions: number
}

/** The parts of a campaign's forecast, and who has the picks of each. */
export interface CampaignParts {
  /** Null: something is not known. */
  readonly parts: readonly ForecastPart[] | null
  readonly takes: readonly (RegionTakes & Pick<AskedPart, 'surface' | 'chances' | 'impressions'>)[]
  /** How many logged placements were decided. */
  readonly contexts: number
  /** The regions whose contexts they are. */
  readonly regions: readonly RegionId[]
  /** What is not known, and why; null: nothing. */
  readonly why: string | null
}

/** What a campaign's forecast is made from. */
interface PartsWorld {
  readonly rules: Rules
  readonly time: ForecastTime
  readonly kept: KeptSupplies
  readonly forecast: SupplyForecast
  /** What its goal counts. */
  readonly counts: 'impressions' | 'starts'
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** What is expected to be asked of a campaign, by region and surface; cells that are not known are left out. */
export function askedParts({ rules, time, kept, forecast, counts, now }: PartsWorld): readonly AskedPart[] {
  const errors = new SupplyErrors([...kept.values()].map(({ weeks }) => weeks))
  const days = (time.until - now) / DAY_MS
  const parts = new Map<string, AskedPart>()
  for (const cell of time.cells) {
    const region = cell.territory === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(cell.territory)?.region
    const expected = expectedIn(forecast, cell)
    if (region === undefined || expected === null || expected === 0) continue
    const { surface } = cell
    const events = kept.get(region)?.seen.get(surface)
    const rates = { seen: events?.[counts] ?? null, impressions: events?.impressions?.rate ?? 0 }
    const known = parts.get(`${region} ${surface}`) ?? { region, surface, chances: 0, chancesError: 0, ...rates }
    const chances = known.chances + expected
    const error = (known.chancesError * known.chances + errors.ahead(cell, days) * expected) / chances
    parts.set(`${region} ${surface}`, { ...known, chances, chancesError: error })
  }
  return [...parts.values()].sort((one, other) => other.chances - one.chances)
}

/** Decides the logged contexts of the regions in which most is asked, and puts the parts together. */
export async function forecastParts(
  publisher: PublisherContext,
  record: Campaign,
  {
    parts,
    time,
    changes,
    keys,
    kept,
    forecast,
    counts,
  }: Omit<PartsWorld, 'rules' | 'now'> & {
    readonly parts: readonly AskedPart[]
    readonly changes: ForecastChanges
    readonly keys: readonly LineKey[]
  },
): Promise<CampaignParts> {
  const asked = parts.filter(({ seen }) => seen !== null)
  if (parts.length > 0 && asked.length === 0)
    return nothing(`too few ${counts} are counted yet to say what is seen of a placement`)
  const regions = [...new Set(asked.map(({ region }) => region))].slice(0, REGIONS_MOST)
  const takes = new Map<RegionId, RegionTakes>()
  const { rules } = publisher
  for (const region of regions) {
    const seen = (surface: SurfaceId, kind: typeof counts) => kept.get(region)?.seen.get(surface)?.[kind]?.rate ?? null
    const world = { rules, forecast, now: publisher.now(), seen }
    takes.set(region, await regionTakes(publisher, region, record.id, { time, changes, keys, world }))
  }
  const all = [...takes.values()].flatMap(({ after }) => after)
  if (asked.length > 0 && all.length === 0) return nothing('no decision of these places and surfaces is logged yet')
  const found = asked.map((part) => ({ part, taken: takenIn(part, takes, all, record) }))
  return {
    parts: found.map(({ part, taken }) => partOf(part, taken)),
    takes: asked.flatMap((part) => {
      const own = takes.get(part.region)
      const { surface, chances, impressions } = part
      return own === undefined ? [] : [{ ...own, surface, chances, impressions }]
    }),
    contexts: all.length,
    regions,
    why: null,
  }
}

/** What the campaign takes of a part: by contexts of its own, else by those of the surface elsewhere, else by all. */
function takenIn(
  { region, surface }: AskedPart,
  takes: ReadonlyMap<RegionId, RegionTakes>,
  all: readonly TakenPlacement[],
  { id }: Campaign,
): TakenShare {
  const own = takenOn(takes.get(region)?.after ?? [], surface, id)
  if (own !== null) return own
  const elsewhere =
    takenOn(all, surface, id) ??
    takenOn(
      all.map((each) => ({ ...each, surface })),
      surface,
      id,
    )
  const { share, error, atMost, contexts } = elsewhere ?? { share: 0, error: 0, atMost: 1, contexts: 0 }
  // Nothing says that it is the same there.
  return { share, error: Math.max(2 * error, share / 2), atMost, contexts }
}

function partOf({ chances, chancesError, seen }: AskedPart, taken: TakenShare): ForecastPart {
  return { chances, chancesError, taken, seen: seen?.rate ?? 0, seenError: seen?.error ?? 0 }
}

function nothing(why: string): CampaignParts {
  return { parts: null, takes: [], contexts: 0, regions: [], why }
}
