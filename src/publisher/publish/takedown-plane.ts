import type { Narrowing } from '../../model/narrowing.ts'
import { REGION_IDS, type RegionId } from '../../model/region.ts'
import type { Takedown } from '../../model/takedown.ts'
import { sendPipeline } from '../../schedule/checked-pipeline.ts'
import type { Withdrawal } from '../../schedule/ingest-report.ts'
import { keys } from '../../schedule/keys.ts'
import { readNarrowings } from '../../schedule/narrowings.ts'
import { readSnapshots } from '../../schedule/snapshot-history.ts'
import { addTakedown, liftTakedown, listTakedowns } from '../../schedule/takedowns.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { livePointer, liveTakedowns } from './live-region.ts'
import { ReadBackMismatch } from './put-shards.ts'
import { narrowedEverywhere, retained } from './retention.ts'
import {
  announceTakedowns,
  narrowedPlaces,
  narrowingEntries,
  regionsOfTakedown,
  takedownEntries,
  type Withdrawals,
} from './takedown-list.ts'

/** Rounds until a list is the newest; each further one means that somebody else wrote meanwhile. */
const ROUNDS_MAX = 5

/** KV takes one write a second for each key. */
const BETWEEN_WRITES_MS = 1_100

/**
 * Writes a region's takedown list. Two writers at once are safe: a number is drawn before the list is
 * read, so a higher number means a list at least as new; who finds a higher number afterwards, or not
 * what was written, writes again.
 */
export async function publishTakedowns(publisher: PublisherContext, region: RegionId): Promise<number> {
  const live = await liveTakedowns(region, publisher)
  for (let round = 1; ; round++) {
    const sequence = await drawSequence(publisher, keys.takedownSequence(region), live?.sequence ?? 0)
    const withdrawals = await wantedWithdrawals(publisher, region)
    const stood = await announceTakedowns(region, { sequence, ...withdrawals }, publisher).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ReadBackMismatch && round < ROUNDS_MAX) return false
        throw error
      },
    )
    const [newest] = await sendPipeline(publisher.redis, (queue) => queue.get(keys.takedownSequence(region)))
    if (stood && (Number(newest) <= sequence || round === ROUNDS_MAX)) return sequence
    await publisher.wait(BETWEEN_WRITES_MS)
  }
}

async function wantedWithdrawals(publisher: PublisherContext, region: RegionId): Promise<Withdrawals> {
  const { redis, rules } = publisher
  const now = publisher.now()
  const live = await livePointer(region, publisher)
  const [changes, snapshots, takedowns] = await Promise.all([
    readNarrowings(redis, Math.max(0, live?.narrowed ?? 0, live?.canary?.narrowed ?? 0)),
    readSnapshots(redis, region),
    listTakedowns(redis, region),
  ])
  const needed = narrowedEverywhere(retained(snapshots, live, now).kept, live)
  return {
    entries: takedownEntries(
      rules,
      region,
      takedowns.map(({ takedown }) => takedown),
      now,
    ),
    narrowings: narrowingEntries(rules, region, changes, { needed, now }),
  }
}

/**
 * Makes a region's list say what the store says: a snapshot is never announced without one beside it,
 * and a list that could not be written when it should have been is written now.
 */
export async function ensureTakedowns(publisher: PublisherContext, region: RegionId): Promise<void> {
  const live = await liveTakedowns(region, publisher)
  const { entries, narrowings } = await wantedWithdrawals(publisher, region)
  const said = live && JSON.stringify([live.entries, live.narrowings])
  if (said === JSON.stringify([entries, narrowings])) return
  await publishTakedowns(publisher, region)
}

/** The next number of a sequence; above what is live even when the store has lost its counter. */
export async function drawSequence(publisher: PublisherContext, key: string, live: number): Promise<number> {
  const [drawn] = await sendPipeline(publisher.redis, (queue) => queue.incr(key))
  if (Number(drawn) > live) return Number(drawn)
  const [raised] = await sendPipeline(publisher.redis, (queue) => queue.incrby(key, live + 1 - Number(drawn)))
  return Number(raised)
}

/** Takes something down: in the store, then at once on the list of every region that it reaches. */
export async function takeDown(
  publisher: PublisherContext,
  takedown: Takedown,
  actor: string,
): Promise<{ readonly outcome: 'accepted' | 'unchanged' | 'conflict'; readonly regions: readonly RegionId[] }> {
  const regions = regionsOfTakedown(publisher.rules, takedown)
  const outcome = await addTakedown(publisher, takedown, regions, actor)
  // Also when it stood already: a list that could not be written the first time is written now.
  if (outcome !== 'conflict') await publishEverywhere(publisher, regions)
  return { outcome, regions }
}

/** Lifts a takedown; null when there is none. */
export async function lift(
  publisher: PublisherContext,
  id: Takedown['id'],
  actor: string,
): Promise<readonly RegionId[] | null> {
  const lifted = await liftTakedown(publisher, id, actor)
  if (lifted === null) return null
  const regions = regionsOfTakedown(publisher.rules, lifted)
  await publishEverywhere(publisher, regions)
  return regions
}

/** Puts what changes of the schedule have withdrawn on the list of every region that they reach. */
export async function withdraw(publisher: PublisherContext, narrowings: readonly Narrowing[]): Promise<Withdrawal> {
  const regions = REGION_IDS.filter((region) =>
    narrowings.some((narrowing) => narrowedPlaces(publisher.rules, narrowing, region)?.length !== 0),
  )
  const records = new Set(narrowings.map(({ target }) => target)).size
  return { records, regions, waiting: await publishLists(publisher, regions) }
}

/** A region whose list cannot be written holds up no other; who asked is told which ones wait for the next publish. */
async function publishEverywhere(publisher: PublisherContext, regions: readonly RegionId[]): Promise<void> {
  const waiting = await publishLists(publisher, regions)
  if (waiting.length === 0) return
  throw new OpsProblem(
    503,
    'Not in force everywhere yet',
    `The order is stored, but the list of ${waiting.join(', ')} could not be written; publish there to try again.`,
  )
}

/** Writes the lists of regions, and says which could not be written. */
async function publishLists(publisher: PublisherContext, regions: readonly RegionId[]): Promise<readonly RegionId[]> {
  const written = await Promise.allSettled(regions.map((region) => publishTakedowns(publisher, region)))
  return regions.filter((_region, index) => written[index]?.status === 'rejected')
}
