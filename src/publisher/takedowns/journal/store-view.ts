import type { RegionId } from '../../../model/nouns/region.ts'
import type { Rules } from '../../../model/policies/rules.ts'
import { readSnapshots } from '../../../schedule/publishing/snapshot-history.ts'
import type { ScheduleContext } from '../../../schedule/store/connect.ts'
import { readNarrowings, type StoredNarrowings } from '../../../schedule/takedowns/narrowings.ts'
import { listTakedowns } from '../../../schedule/takedowns/takedowns.ts'
import type { PointerPayload } from '../../../snapshot/pointer.ts'
import { retained } from '../../upkeep/retention.ts'
import type { DatedOrder, StoreView } from '../merge.ts'
import { changesIn, orderIn } from '../reach.ts'

/**
 * How long a narrowing stays on the list after everything that may be announced knows of it: in this time a store that
 * lost writes is noticed.
 */
const HELD_MS = 3_600_000

/** What the store knows of a region's withdrawals, and which content may be announced there. */
export interface RegionView extends StoreView {
  /** The `narrowed` of each snapshot that may be announced. */
  readonly narrowed: readonly number[]
}

interface Asked {
  readonly rules: Rules
  readonly region: RegionId
  readonly live: PointerPayload | null
  /** The narrowings, if they were read for several regions at once. */
  readonly narrowings?: Promise<StoredNarrowings> | undefined
}

/** Reads a region's withdrawals from the store. */
export async function storeView(
  { redis, now }: ScheduleContext,
  { rules, region, live, narrowings: read }: Asked,
): Promise<RegionView> {
  const [narrowings, snapshots, takedowns] = await Promise.all([
    read ?? readNarrowings(redis),
    readSnapshots(redis, region),
    listTakedowns(redis, region),
  ])
  const { kept } = retained(snapshots, live, now())
  const announced = [...kept.filter(({ sequence }) => sequence !== null), live, live?.canary ?? null]
  const narrowed = announced.flatMap((each) => (each === null ? [] : [each.narrowed]))
  // A store without the live or previous snapshot has lost data, so it may not know all that can be announced.
  const knows = (id: string | null): boolean => id === null || snapshots.some(({ snapshot }) => snapshot === id)
  const isWhole = live !== null && knows(live.snapshot) && knows(live.previous)
  const late = narrowings.changes.filter(({ at }) => at > now() - HELD_MS).map(({ number }) => number)
  const held = late.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY)
  return {
    orders: takedowns.flatMap(({ takedown, addedAt }): DatedOrder[] => {
      const order = orderIn(rules, region, takedown)
      return order === null ? [] : [{ order, addedAt }]
    }),
    changes: changesIn(rules, region, narrowings),
    droppedTo: narrowings.droppedTo,
    has: targetsByNumber(narrowings),
    covers: covering(narrowings),
    needed: isWhole ? Math.min(...narrowed, held - 1) : 0,
    narrowed,
  }
}

function targetsByNumber({ changes }: StoredNarrowings): StoreView['has'] {
  const found = new Map<number, Set<string>>()
  for (const { number, narrowings } of changes) {
    const targets = found.get(number) ?? new Set<string>()
    for (const { target } of narrowings) targets.add(target)
    found.set(number, targets)
  }
  return (number, target) => found.get(number)?.has(target) ?? false
}

function covering({ changes, known, unmade }: StoredNarrowings): StoreView['covers'] {
  const acts = new Set(changes.filter(({ statusOnly }) => statusOnly).map(({ number }) => number))
  return (number) => number <= known && !unmade.has(number) && !acts.has(number)
}
