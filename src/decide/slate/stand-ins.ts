import { NO_INDEX } from '../../model/columns/snapshot.ts'
import { hash32 } from '../../model/hash32.ts'
import { PRIORITIES } from '../../model/nouns/campaign-words.ts'
import { mix32 } from '../draw/chance.ts'
import { type Contest, STANDING } from './contest.ts'
import { SCORE_SCALE, type SlateItem } from './slate-item.ts'
import type { Sticky } from './slate-plan.ts'

const DAY_MS = 86_400_000

/** What a title with several assets has to offer: its strongest tier, the best score there, and which asset it is. */
interface Offer {
  tier: number
  best: number
  /** Place in the pool; below 0: none yet. */
  chosen: number
  rank: number
}

/**
 * Lets stand-ins step forward among those that came into the running since, and remembers their titles.
 */
export function standBack(contest: Contest): void {
  const { plan, stuck } = contest
  if (plan.sticky === null || plan.policy.stickyDays === 0) return
  for (const title of standIns(contest, plan.sticky)) stuck.add(title)
}

/**
 * Lets one asset stand for each title that has several, and puts the others aside. The last remembered one stays;
 * else it is drawn from the title's assets, but for those that score worse than the best by more than the
 * surface's temperature: nobody is to see a week of a trailer in the wrong language. Only the strongest tier of
 * the title can stand for it, so a takeover beats a memory.
 *
 * The draw is rendezvous hashing (Thaler and Ravishankar 1998): each asset has a number made of viewer, title,
 * period and asset, and the greatest stands. So it needs no chance of the decision's, and another asset's coming
 * or going changes nothing but where that asset is the one.
 *
 * @returns titles whose asset was chosen so: such a pick says nothing to an off-policy estimate
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
/** Weaker than every tier. */
const NOTHING_YET: Offer = { tier: PRIORITIES.length, best: 0, chosen: -1, rank: -1 }

/** What titles with several assets have to offer; null: each has one. Most have, and cost nothing but the look. */
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

/** Says of each offer its strongest tier, and the best score there. */
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

/** The least rank of a memory: above those of a draw, which are 32 bits. */
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
    // Of one asset under several campaigns, all of one rank, the best stands.
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

/** The number of the period; viewers change on different days, so that no day shows a new face to everybody. */
function stickyPeriod(viewer: number, now: number, days: number): number {
  return Math.floor((now / DAY_MS + (mix32(viewer) % days)) / days)
}
