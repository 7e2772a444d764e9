import { chanceFrom } from '../../decide/draw/chance.ts'
import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { Policy, Seen, Visit } from '../serve/policy.ts'
import { type AudienceOptions, type MadeUpViewer, startChance, visitorsOf } from '../world/audience.ts'
import type { MadeUpTitle, TitlesByAsset } from '../world/catalogue.ts'
import { SCREENS } from '../world/screens.ts'

/** A world to try a policy in. */
export interface TrialWorld {
  readonly catalogue: readonly MadeUpTitle[]
  readonly titles: TitlesByAsset
  readonly audience: AudienceOptions
  /** Milliseconds since 1970 UTC. */
  readonly startsAt: number
}

const DAY_MS = 86_400_000
const EVENING_MS = 19 * 3_600_000
/** Milliseconds between two pages of a visit. */
const PAGE_MS = 120_000

/**
 * Serves one policy for some days and returns all that was seen, in order. Viewers, visits and luck depend on the seed alone, so
 * policies are compared on the same audience.
 *
 * @param told called after each day, with its number
 */
export function runTrial(
  world: TrialWorld,
  policy: Policy,
  days: { readonly from: number; readonly until: number },
  told: (day: number) => void = () => undefined,
): readonly Seen[] {
  const all: Seen[] = []
  const started = new Map<string, Set<TitleId>>()
  for (let day = days.from; day < days.until; day++) {
    const now = world.startsAt + day * DAY_MS
    policy.startDay({ number: day, now, titles: world.catalogue.filter(({ arrivesOn }) => arrivesOn <= day) })
    for (const viewer of visitorsOf(day, world.audience)) {
      const own = started.get(viewer.id) ?? new Set<TitleId>()
      started.set(viewer.id, own)
      all.push(...visited(world, policy, { viewer, day, now: now + EVENING_MS, started: own }))
    }
    told(day)
  }
  return all
}

interface Coming {
  readonly viewer: MadeUpViewer
  readonly day: number
  readonly now: number
  /** Grows with what the visit starts. */
  readonly started: Set<TitleId>
}

function visited(world: TrialWorld, policy: Policy, { viewer, day, now, started }: Coming): readonly Seen[] {
  const id = `${world.audience.seed} ${day} ${viewer.id}`
  const chance = chanceFrom(`acts ${id}`)
  const [seen, shown, starts]: [Seen[], AssetId[], AssetId[]] = [[], [], []]
  const visit: Visit = { viewer, id, now, started, shown, starts }
  for (const [index, screen] of SCREENS.entries()) {
    const page = policy.page({ ...visit, now: now + index * PAGE_MS }, screen)
    for (const [position, item] of page.entries()) {
      const { assetId } = item
      const title = world.titles.get(assetId)
      if (title === undefined) throw new RangeError(`${assetId} is not in the catalogue`)
      // Two numbers for every place, looked at or not, so that the luck of one place does not move to the next.
      const [looks, acts] = [chance(), chance()]
      const isStarted = looks < (screen.looked[position] ?? 0) && acts < startChance(viewer, title, started)
      seen.push({ ...item, viewer, day, surface: screen.surface, position, started: isStarted })
      shown.push(assetId)
      if (!isStarted) continue
      starts.push(assetId)
      started.add(title.record.id)
    }
  }
  policy.took(visit, seen)
  return seen
}
