import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { LearnedRun } from '../../model/learned/learned-run.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { Learner } from '../loop/learner.ts'
import { runTrial, type TrialWorld } from '../loop/run-trial.ts'
import { trialWorld } from '../loop/simulate-loop.ts'
import { Product } from '../serve/product.ts'
import { type Published, published } from '../serve/published.ts'
import { type MadeUpChange, madeUpChanges } from './changes.ts'
import { Measured } from './measured.ts'
import { Nights } from './nights.ts'
import { predicted, servedLog } from './predicted.ts'
import {
  type PredictedChange,
  type PredictionReport,
  predictionReport,
  type Said,
  saidOf,
} from './prediction-report.ts'

/** How predictions are tried. */
export interface PredictionOptions {
  readonly seed: number
  readonly changes: number
  /** Days that the product learns before anything is changed; each night but the first is judged. */
  readonly days: number
  /** Called after each change, with its number from 0. */
  readonly told?: (change: number) => void
}

const DAY_MS = 86_400_000
/** Each change is estimated from a log of so many days of its own. */
const LOGGED_DAYS = 2
/** And then served for so many periods of as many days, each to other visits. */
const SERVED_PERIODS = 3

/** The product after some days of learning, and what it would serve from then on. */
interface Learned {
  readonly world: TrialWorld
  readonly product: Product
  readonly base: Published
  readonly changed: (change: MadeUpChange) => Published
}

/**
 * Estimates changes from the log before, then serves them, in a made-up world: whether the log could tell, and whether
 * the intervals hold what happened. And judges what each night learned by the log of the day before.
 */
export function simulatePredictions(rules: Rules, { seed, changes, days, told }: PredictionOptions): PredictionReport {
  const world = trialWorld(seed, days)
  const titleOf = (assetId: AssetId): TitleId => world.titles.get(assetId)?.record.id ?? 'ttl_'
  const learner = new Learner(world.catalogue, { seed, startsAt: world.startsAt })
  const product = new Product(rules, titleOf, learner)
  const nights = new Nights(product, world.titles)
  runTrial(world, nights, { from: 0, until: days })
  const learned = learnedBy(rules, world, product, learner.lesson(days), days)
  const tried = madeUpChanges(changes, seed).map((change, index) => {
    const made = triedChange(learned, change, days + index * LOGGED_DAYS * (1 + SERVED_PERIODS))
    told?.(index)
    return made
  })
  const predictions = predictedChanges(tried)
  const judged = nights.predicted.map(({ day, evaluation }) => ({ day, ...saidOf(evaluation) }))
  return predictionReport(seed, predictions, judged)
}

function learnedBy(rules: Rules, world: TrialWorld, product: Product, run: LearnedRun | null, days: number): Learned {
  const now = world.startsAt + days * DAY_MS
  const changed = ({ change }: Pick<MadeUpChange, 'change'>): Published =>
    published(rules, world.catalogue, run, now, change)
  return { world, product, base: changed({ change: (same) => same }), changed }
}

/** A change that was estimated, and served where the log could tell. */
interface TriedChange extends Said, Pick<MadeUpChange, 'kind' | 'path' | 'factor'> {
  readonly before: number
  /** Null: it was refused. */
  readonly served: ServedRates | null
}

/** Starts per impression at the same visits. */
interface ServedRates {
  readonly changed: number
  readonly unchanged: number
}

/** @param from the first day of its log; days after those of learning differ in nothing but who comes and their luck */
function triedChange({ world, product, base, changed }: Learned, change: MadeUpChange, from: number): TriedChange {
  const log = servedLog(world, product, base, { from, until: from + LOGGED_DAYS })
  const other = changed(change)
  const said = saidOf(predicted(log, other))
  const before = log.seen.filter(({ started }) => started).length / log.seen.length
  const rateOf = (served: Published): number => servedRate(world, () => product.serving(served), from + LOGGED_DAYS)
  const served = said.verdict === 'ok' ? { changed: rateOf(other), unchanged: rateOf(base) } : null
  const { kind, path, factor } = change
  return { kind, path, factor, ...said, before, served }
}

/**
 * What happened is what a change came to, less what the unchanged snapshot came to at the same visits above all others: so
 * who happened to come does not blur it either.
 */
function predictedChanges(tried: readonly TriedChange[]): readonly PredictedChange[] {
  const usual = meanOf(tried.flatMap(({ served }) => served?.unchanged ?? []))
  return tried.map(({ served, ...said }) => {
    const happened = served === null ? null : usual + served.changed - served.unchanged
    const { low, high } = said.estimate
    const covered = happened === null ? null : low !== null && high !== null && low <= happened && happened <= high
    return { ...said, happened, covered }
  })
}

/** Starts per impression, over periods as long as the log's, in each of which viewers begin as they did in the log. */
function servedRate(world: TrialWorld, product: () => Product, from: number): number {
  return meanOf(
    Array.from({ length: SERVED_PERIODS }, (_, period) => {
      const first = from + period * LOGGED_DAYS
      const measured = new Measured(product(), world.titles)
      runTrial(world, measured, { from: first, until: first + LOGGED_DAYS })
      return measured.rate
    }),
  )
}

function meanOf(rates: readonly number[]): number {
  return rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length)
}
