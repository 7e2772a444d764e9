import { NO_INDEX } from '../../model/columns/snapshot.ts'
import { hash32 } from '../../model/hash32.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { mix32 } from '../draw/chance.ts'
import { type Contest, STANDING } from './contest.ts'
import { SCORE_SCALE, type SlateItem } from './slate-item.ts'
import type { Sticky } from './slate-plan.ts'

const DAY_MS = 86_400_000

/** A title with several assets: its strongest tier, the best score in it, and the asset chosen. */
interface Offer {
  tier: number
  best: number
  /** Index in the pool; negative: none yet. */
  chosen: number
  rank: number
}

/** Chooses stand-ins among the items entered since the last call, and records their titles. */
export function standBack(contest: Contest): void {
  const { plan, stuck } = contest
  if (plan.sticky === null || plan.policy.stickyDays === 0) return
  for (const title of standIns(contest, plan.sticky)) stuck.add(title)
}

/**
 * Chooses one asset to stand for each title that has several, and puts the others aside. The last remembered choice
 * stays. Otherwise one is drawn from the title's assets, except those that score worse than the best by more than the
 * surface's temperature, so that nobody sees a trailer in the wrong language for a week. Only assets of the title's
 * strongest tier qualify, so a takeover overrides a remembered choice.
 *
 * The draw is rendezvous hashing (Thaler and Ravishankar 1998): each asset gets a number hashed from viewer, title,
 * period and asset, and the greatest wins. It uses none of the decision's random numbers, and adding or removing
 * another asset changes nothing unless that asset is the winner.
 *
 * @returns titles whose asset was chosen this way: what was drawn is the title, as far as one knows who is asking
 */
export function standIns(contest: Contest, sticky: Sticky): ReadonlySet<number> {
  const offers = offersOfSeveral(contest)
  if (offers === null) return NOBODY
  choose(contest, sticky, offers)
  const { pool, buffers } = contest
  for (let index = 0; index < pool.length; index++) {
    const offer = offers.get(pool[index]?.title ?? NO_INDEX)
    if (offer !== undefined && offer.chosen !== index && buffers.standing[index] === STANDING.waiting) {
      buffers.standing[index] = STANDING.aside
    }
  }
  return new Set(offers.keys())
}

const NOBODY: ReadonlySet<number> = new Set()
/** An initial offer, weaker than every tier. */
const NOTHING_YET: Offer = { tier: PRIORITIES.length, best: 0, chosen: -1, rank: -1 }

/** The offers of titles with several assets; null if each title has one, which is usual and costs one look. */
function offersOfSeveral({ pool, buffers }: Contest): Map<number, Offer> | null {
  const assetOf = new Map<number, number>()
  let offers: Map<number, Offer> | null = null
  for (let index = 0; index < pool.length; index++) {
    const item = pool[index]
    if (item === undefined || item.title === NO_INDEX || buffers.standing[index] !== STANDING.waiting) continue
    const asset = assetOf.get(item.title)
    if (asset === undefined) assetOf.set(item.title, item.asset)
    else if (asset !== item.asset) {
      offers ??= new Map()
      offers.set(item.title, { ...NOTHING_YET })
    }
  }
  if (offers !== null) weigh(offers, { pool, buffers })
  return offers
}

/** Sets each offer's strongest tier, and the best score in it. */
function weigh(offers: Map<number, Offer>, { pool, buffers }: Pick<Contest, 'pool' | 'buffers'>): void {
  for (let index = 0; index < pool.length; index++) {
    const item = pool[index]
    const offer = item && offers.get(item.title)
    if (!item || offer === undefined || buffers.standing[index] !== STANDING.waiting) continue
    const score = buffers.score[index] ?? 0
    if (item.tier < offer.tier || (item.tier === offer.tier && score > offer.best)) {
      offer.tier = item.tier
      offer.best = score
    }
  }
}

/** Lowest rank of a remembered choice: above every rank of a draw, which has 32 bits. */
const REMEMBERED = 2 ** 32

function choose({ pool, plan, buffers }: Contest, sticky: Sticky, offers: Map<number, Offer>): void {
  const viewer = hash32(sticky.viewerKey)
  const period = stickyPeriod(viewer, sticky.now, plan.policy.stickyDays)
  const near = plan.policy.temperature * SCORE_SCALE
  for (let index = 0; index < pool.length; index++) {
    const item = pool[index]
    const offer = item && offers.get(item.title)
    if (!item || offer === undefined || item.tier !== offer.tier || buffers.standing[index] !== STANDING.waiting)
      continue
    const score = buffers.score[index] ?? 0
    const remembered = sticky.remembered.get(item.asset)
    if (remembered === undefined && score < offer.best - near) continue
    const rank = remembered === undefined ? draw(viewer, period, item) : REMEMBERED + remembered
    // Rows of one asset under several campaigns have the same rank; the best score wins.
    const better = rank > offer.rank || (rank === offer.rank && score > (buffers.score[offer.chosen] ?? 0))
    if (!better) continue
    offer.rank = rank
    offer.chosen = index
  }
}

function draw(viewer: number, period: number, item: SlateItem): number {
  const ofPeriod = mix32(viewer ^ mix32(period + 1))
  const ofTitle = mix32(ofPeriod ^ mix32(item.title + 1))
  return mix32(ofTitle ^ mix32(item.asset + 1))
}

/**
 * The number of the sticky period. Viewers change on different days, so that choices never change for everybody at
 * once.
 */
function stickyPeriod(viewer: number, now: number, days: number): number {
  return Math.floor((now / DAY_MS + (mix32(viewer) % days)) / days)
}
