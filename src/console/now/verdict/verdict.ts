import type { AllRegions, RegionStatus } from '../../../contracts/ops/answers/regions.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { Tone } from '../../frame/state.tsx'
import { recentOf, shareOver } from './answer-shares.ts'
import { type Concern, toldOnce, worstFirst } from './concern.ts'
import { regionConcerns } from './region-concerns.ts'
import { sharedConcerns } from './shared-concerns.ts'
import type { Situation } from './situation.ts'

/** What a person reads first: what is wrong, and where. */
export interface Verdict {
  /** One sentence. */
  readonly headline: string
  /** The evidence, in sentences; empty: the headline says it all. */
  readonly detail: string
  readonly tone: Tone
  /** Everything that is wrong, the worst first. Empty: all is well, as far as it is known. */
  readonly concerns: readonly Concern[]
  /** All regions, the worst first; those that are well keep their order. */
  readonly regions: readonly RankedRegion[]
}

/** A region, and how it is. */
export interface RankedRegion {
  readonly status: RegionStatus
  readonly tone: Tone
}

/** The same situation gives the same verdict. */
export function verdictOf(situation: Situation): Verdict {
  const { status } = situation
  const found = status.regions.flatMap((region) => regionConcerns(region, situation))
  const sorted = worstFirst([...found, ...sharedConcerns(status)])
  const placeOf = (region: RegionId) => {
    const place = sorted.findIndex((concern) => concern.region === region)
    return place < 0 ? sorted.length : place
  }
  const regions = status.regions
    .toSorted((one, other) => placeOf(one.region) - placeOf(other.region))
    .map((region): RankedRegion => ({ status: region, tone: sorted[placeOf(region.region)]?.tone ?? 'good' }))
  const concerns = toldOnce(sorted)
  const [worst] = concerns
  const unknown = unknownRegions(situation, sorted)
  return {
    headline: worst?.headline ?? quietHeadline(status, unknown),
    detail: [worst?.detail ?? QUIET, othersAreWell(regions, unknown), unknownWords(unknown, regions.length)]
      .filter((sentence) => sentence !== '')
      .join(' '),
    tone: worst?.tone ?? 'good',
    concerns,
    regions,
  }
}

const QUIET = 'What is live is fresh, and takedown lists are signed on time.'

function quietHeadline({ regions }: AllRegions, unknown: readonly RegionId[]): string {
  const [only] = regions
  if (only === undefined) return 'No region is yours to see'
  if (unknown.length > 0) return 'Nothing is known to be wrong'
  return regions.length === 1
    ? `${only.region} serves what it should`
    : `All ${regions.length} regions serve what they should`
}

function othersAreWell(regions: readonly RankedRegion[], unknown: readonly RegionId[]): string {
  const good = regions.filter(({ tone }) => tone === 'good')
  const well = good.filter(({ status }) => !unknown.includes(status.region)).length
  if (well === 0 || good.length === regions.length) return ''
  return well === 1 ? 'One other region is well.' : `${well} other regions are well.`
}

/** Concerns that say already that something is not known, or what is known all the same. */
const SAY_UNKNOWN: readonly Concern['kind'][] = ['nobody-reports', 'house-idents']

/** Regions with something live, of which nobody has said what viewers get there now. */
function unknownRegions({ status, health, now }: Situation, concerns: readonly Concern[]): readonly RegionId[] {
  if (concerns.some(({ kind }) => kind === 'store-silent')) return []
  return status.regions.flatMap(({ region, snapshot }) => {
    const isKnown = shareOver(recentOf(health[region] ?? [], now), 'baseline') !== null
    const isTold = concerns.some((concern) => concern.region === region && SAY_UNKNOWN.includes(concern.kind))
    return snapshot === null || isKnown || isTold ? [] : [region]
  })
}

/** What is not known is said, for it is not well. */
function unknownWords(unknown: readonly RegionId[], regions: number): string {
  if (unknown.length === 0) return ''
  const where = unknown.length === regions ? 'No isolate' : `In ${unknown.join(', ')} no isolate`
  return `${where} has reported in 15 minutes: what viewers get there now is not known.`
}
