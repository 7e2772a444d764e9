import type { ArmMoments, ValueSums } from '../../../src/experiment/analysis/moments/moments.ts'
import { armOf, type Told } from './made-up-experiment.ts'

/** What a unit did, by the words of the definitions. */
interface Did {
  readonly impressions: number
  readonly starts: number
  readonly rewards: number
  readonly watchedMs: number
  readonly frames: number
  readonly frameMs: number
  readonly errors: number
  readonly fallbacks: number
}

const REWARDS = ['watch', 'like']

function did(told: readonly Told[]): Did {
  const items = [...new Set(told.map(({ item }) => item))].map((item) => told.filter((each) => each.item === item))
  const withAny = (...events: readonly string[]) =>
    items.filter((item) => item.some(({ event }) => events.includes(event))).length
  const sum = (of: (item: readonly Told[]) => number) => items.reduce((total, item) => total + of(item), 0)
  return {
    impressions: withAny('impression', ...REWARDS),
    ...{ starts: withAny('watch'), rewards: withAny(...REWARDS), errors: withAny('error') },
    watchedMs: sum((item) => Math.max(0, ...item.map(({ more }) => more?.watchedMs ?? 0))),
    frames: withAny('firstFrame'),
    frameMs: sum((item) => Math.max(0, ...item.map(({ more }) => more?.ttffMs ?? 0))),
    fallbacks: items.filter((item) => item.some(({ more }) => more?.campaignId === 'cmp_house-idents')).length,
  }
}

type Of = (did: Did) => number
const METRICS: Readonly<Record<string, readonly [m: Of, d?: Of]>> = {
  'start-rate': [({ starts }) => starts, ({ impressions }) => impressions],
  'watched-minutes': [({ watchedMs }) => watchedMs],
  rewarded: [({ rewards }) => (rewards > 0 ? 1 : 0)],
  'first-frame-ms': [({ frameMs }) => frameMs, ({ frames }) => frames],
  'error-rate': [({ errors }) => errors, ({ impressions }) => impressions],
  'fallback-rate': [({ fallbacks }) => fallbacks, ({ impressions }) => impressions],
}

/** The sums of one metric in one arm, reckoned unit by unit; `units` are those that count. */
export function byHand(id: string, arm: string, units: readonly number[], told: readonly Told[]): ArmMoments {
  const [m = () => 0, d] = METRICS[id] ?? []
  const all = units.map((unit) => {
    const own = told.filter((each) => each.unit === unit)
    return { unit, since: did(own.filter(({ hours }) => hours >= 0)), before: did(own.filter(isCovariate)) }
  })
  const [cap, capBefore] = [
    capOf(
      id,
      all.map(({ since }) => m(since)),
    ),
    capOf(
      id,
      all.map(({ before }) => m(before)),
    ),
  ]
  const scale = id === 'watched-minutes' ? 60_000 : 1
  const values = all
    .filter(({ unit }) => armOf(unit) === arm)
    .map(({ since, before }) => ({
      m: Math.min(cap, m(since)) / scale,
      mPre: Math.min(capBefore, m(before)) / scale,
      ...(d === undefined ? {} : { d: d(since), dPre: d(before) }),
    }))
  return sumsOf(values, d !== undefined)
}

const isCovariate = ({ hours }: Told) => hours < 0 && hours >= 1 - 14 * 24

/** The amount that 99.9 of a hundred units do not exceed. */
function capOf(id: string, amounts: readonly number[]): number {
  const sorted = [...amounts].sort((one, other) => one - other)
  return id === 'watched-minutes' ? (sorted[Math.ceil(0.999 * sorted.length) - 1] ?? 0) : Number.POSITIVE_INFINITY
}

type Values = Readonly<Partial<Record<'m' | 'd' | 'mPre' | 'dPre', number>>>

function sumsOf(values: readonly Values[], isRatio: boolean): ArmMoments {
  const sum = (of: (value: Values) => number) => values.reduce((total, value) => total + of(value), 0)
  const sums = (name: keyof Values): ValueSums => ({
    sum: sum((value) => value[name] ?? 0),
    sumSquares: sum((value) => (value[name] ?? 0) ** 2),
  })
  const product = (one: keyof Values, other: keyof Values) => sum((value) => (value[one] ?? 0) * (value[other] ?? 0))
  const ratio = isRatio ? { d: sums('d'), dPre: sums('dPre') } : {}
  const products = isRatio
    ? {
        ...{ 'm.d': product('m', 'd'), 'm.dPre': product('m', 'dPre'), 'd.mPre': product('d', 'mPre') },
        ...{ 'd.dPre': product('d', 'dPre'), 'mPre.dPre': product('mPre', 'dPre') },
      }
    : {}
  return {
    ...{ n: values.length, m: sums('m'), mPre: sums('mPre'), ...ratio },
    products: { 'm.mPre': product('m', 'mPre'), ...products },
  }
}
