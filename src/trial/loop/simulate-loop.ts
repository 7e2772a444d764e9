import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { Popularity } from '../serve/popularity.ts'
import { Product } from '../serve/product.ts'
import { madeUpCatalogue, titlesByAsset } from '../world/catalogue.ts'
import { SCREENS } from '../world/screens.ts'
import { Learner } from './learner.ts'
import { type LoopReport, loopReport } from './loop-report.ts'
import { runTrial, type TrialWorld } from './run-trial.ts'

/** The policies of a trial, as a reader calls them. */
export type PolicyName = 'popularity' | 'as on the first day' | 'firstframe'

/** How a trial of the loop goes. */
export interface LoopOptions {
  readonly days: number
  readonly seed: number
  /** Called after each day of each policy, with its number from 0. */
  readonly told?: (policy: PolicyName, day: number) => void
}

const STARTS_AT = Date.UTC(2026, 9, 1)
const TITLES = 240
/** Share of the titles that come while it runs. */
const LATER = 0.2
/** Visits a day. */
const VISITS = 300
/** Of so many viewers, who come every fourth day or so, is this share of the visits; they do not run out of titles in a month. */
const REGULARS = 700
const REGULAR_SHARE = 0.6
/** Days at the end that are compared. */
const LAST_DAYS = 10

/** The made-up world of a seed. */
export function trialWorld(seed: number, days: number): TrialWorld {
  const catalogue = madeUpCatalogue({ seed, titles: TITLES, later: LATER, days, startsAt: STARTS_AT })
  const audience = { seed, visits: VISITS, regulars: REGULARS, regularShare: REGULAR_SHARE }
  return { catalogue, titles: titlesByAsset(catalogue), audience, startsAt: STARTS_AT }
}

/**
 * Publishes, serves, acts and learns for some days by the product's own compiler, decisions and slow loop, beside a policy of
 * popularity and the product as it is before it has learned anything, on the same viewers.
 */
export function simulateLoop(rules: Rules, { days, seed, told }: LoopOptions): LoopReport {
  const world = trialWorld(seed, days)
  const titleOf = (assetId: AssetId): TitleId => world.titles.get(assetId)?.record.id ?? 'ttl_'
  const lastDays = Math.min(LAST_DAYS, days)
  const tells = (policy: PolicyName) => (day: number) => told?.(policy, day)
  const learner = new Learner(world.catalogue, { seed, startsAt: STARTS_AT })
  const [all, last] = [
    { from: 0, until: days },
    { from: days - lastDays, until: days },
  ]
  const seen = {
    popularity: runTrial(world, new Popularity(titleOf), all, tells('popularity')),
    firstDayPolicy: runTrial(world, new Product(rules, titleOf, null), last, tells('as on the first day')),
    firstframe: runTrial(world, new Product(rules, titleOf, learner), all, tells('firstframe')),
  }
  return loopReport(world, seen, { days, lastDays, screens: SCREENS.length })
}
