import type { Chance } from '../../../../src/decide/draw/chance.ts'
import type { ForecastCell } from '../../../../src/learn/supply/forecast-cell.ts'
import {
  DAY_MS,
  HOUR_MS,
  isWithin,
  KNOWN_DAYS,
  MONTH_DAYS,
  MONTH_STEPS,
  STEPS_PER_DAY,
  STEPS_PER_HOUR,
  type StepSpan,
  stepAt,
} from './month.ts'
import { logUniform, normal } from './sampled.ts'

/** Where placements are asked: a surface in a territory, with how much is asked there. */
export interface TrafficCell extends ForecastCell {
  readonly zone: string
  readonly aheadHours: number
  /** Expected placements of each step, from 28 days before the month to its end. */
  readonly expected: Float64Array
}

const TERRITORIES = [
  { territory: 'DE', zone: 'Europe/Berlin', aheadHours: 1 },
  { territory: 'GB', zone: 'Europe/London', aheadHours: 0 },
  { territory: 'BR', zone: 'America/Sao_Paulo', aheadHours: -3 },
  { territory: 'JP', zone: 'Asia/Tokyo', aheadHours: 9 },
] as const
const SURFACES = ['home-hero', 'title-detail', 'clips-feed'] as const

/** Steps of counters before the month. */
export const KNOWN_STEPS = KNOWN_DAYS * STEPS_PER_DAY

/** The zone of a territory of this world. */
export const zoneOf = (territory: string): string =>
  TERRITORIES.find((each) => each.territory === territory)?.zone ?? 'UTC'

/** All cells, with their cycles of day and week, a trend, noise, spikes, and the outages in which nobody asks. */
export function trafficCells(chance: Chance, outages: readonly StepSpan[]): TrafficCell[] {
  return TERRITORIES.flatMap((place) =>
    SURFACES.map((surface) => ({ ...place, surface, expected: expectedSteps(place.aheadHours, outages, chance) })),
  )
}

function expectedSteps(aheadHours: number, outages: readonly StepSpan[], chance: Chance): Float64Array {
  const perStep = logUniform(200_000, 1_500_000, chance) / STEPS_PER_DAY
  const trend = (chance() - 0.5) * 0.5
  const [evening, weekend] = [0.6 + 0.3 * chance(), 1 + 0.4 * chance()]
  const spikes = spikesOf(chance)
  let [hourly, daily] = [0, 0]
  return Float64Array.from({ length: KNOWN_STEPS + MONTH_STEPS }, (_, index) => {
    const step = index - KNOWN_STEPS
    // Noise that stays for hours, and that of a day: they differ from the forecast together, not step by step.
    if (index % STEPS_PER_HOUR === 0) hourly = 0.8 * hourly + 0.05 * normal(chance)
    if (index % STEPS_PER_DAY === 0) daily = 0.6 * daily + 0.05 * normal(chance)
    if (isWithin(outages, step)) return 0
    const local = stepAt(step) + aheadHours * HOUR_MS
    const hour = (local % DAY_MS) / HOUR_MS
    const day = Math.floor(local / DAY_MS + 4) % 7
    const cycle = 1 + evening * Math.cos(((hour - 20.5) / 24) * 2 * Math.PI)
    const week = day === 0 || day === 6 ? weekend : 1
    const level = Math.exp(hourly + daily + (trend * step) / (MONTH_DAYS * STEPS_PER_DAY))
    return perStep * cycle * week * level * (spikes.find((spike) => isWithin([spike], step))?.times ?? 1)
  })
}

function spikesOf(chance: Chance): (StepSpan & { readonly times: number })[] {
  return Array.from({ length: 5 }, () => {
    const from = Math.floor(chance() * MONTH_STEPS)
    return { from, until: from + Math.floor((0.5 + 2.5 * chance()) * STEPS_PER_HOUR), times: 1.5 + 2.5 * chance() }
  })
}
