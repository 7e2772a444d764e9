import type { StoredCampaign } from '../../../src/contracts/ops/answers/campaigns.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { runPacing } from '../../../src/publisher/pacing/pacing-job.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import { textOfKept } from '../../../src/schedule/reports/supply/supply-weeks-text.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, campaign, title } from '../records.ts'

const MINUTE_MS = 60_000
const STEP_MS = 5 * MINUTE_MS
const REGION = 'dach'

/** When the campaign of these worlds begins, and it is then: 22 November 2026, 12:00 UTC. */
export const BEGIN = Date.UTC(2026, 10, 22, 12)

/** Local times of a campaign on the clock of UTC. */
export const localTime = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** Placements that are asked in a step; a campaign may be shown in each of them. */
const CHANCES = 20

/** What happens in a step of five minutes. */
export interface StepOptions {
  /** Events that the campaign would get if all of its chances were open. */
  readonly events?: number
  /** Whether the publisher works: the job runs, and the weights are published. */
  readonly published?: boolean
  /** Whether events are counted in this step; those that are not come with the next that are. */
  readonly counted?: boolean
}

/** A publisher with one paced campaign, and viewers who see of it what its published share lets through. */
export interface PacingWorld extends PublisherWorld {
  /** Impressions that viewers saw of it. */
  readonly seen: () => number
  step(options?: StepOptions): Promise<void>
  steps(count: number, options?: StepOptions): Promise<void>
  /** The campaign's share at an edge, now. */
  share(region?: RegionId): Promise<number>
  show(): Promise<StoredCampaign>
  publishWeights(dryRun?: boolean): Promise<void>
}

interface WorldOptions {
  readonly hours?: number
  readonly start?: number
  /** Whether a forecast of supply is kept: 240 placements an hour. */
  readonly isForecast?: boolean
  readonly more?: object
}

/** @param goal of `cmp_main`, which runs from `BEGIN` on for `hours`, in Germany */
export async function startPacingWorld(
  goal: object,
  { hours = 2, start = BEGIN, isForecast = true, more = {} }: WorldOptions = {},
): Promise<PacingWorld> {
  const world = await startPublisherWorld()
  const hours168 = new Array(168).fill(CHANCES * 12)
  const weeks = { asOf: BEGIN, days: 30, cells: new Map([['DE home-hero', { days: 30, hours: hours168 }]] as const) }
  if (isForecast) await world.redis('SET', keys.supplyWeeks(REGION), textOfKept({ weeks, seen: new Map() }))
  await world.ingest(
    title('one'),
    asset('one'),
    campaign('house', ['one'], { priority: 'evergreen' }),
    campaign('main', ['one'], {
      ...{ territories: ['DE'], timeZone: 'UTC', goal },
      ...{ start: localTime(start), end: localTime(start + hours * 60 * MINUTE_MS), ...more },
    }),
  )
  await world.publish(REGION)
  const viewers = new Viewers(world)
  const publishWeights = async (dryRun = false): Promise<void> => {
    const { publisher } = world
    const order = {
      region: REGION,
      scope: 'weights',
      mend: false,
      canary: null,
      actor: 'cron',
      reason: 'test',
    } as const
    const { outcome, refusals } = await runPublish(publisher, { ...order, dryRun })
    if (outcome === 'refused') throw new Error(JSON.stringify(refusals))
  }
  const share = (region: RegionId = REGION) => shareAtEdge(world, region)
  const step = async ({ events = CHANCES, published = true, counted = true }: StepOptions = {}): Promise<void> => {
    if (published) {
      await runPacing(world.publisher)
      await publishWeights()
    }
    viewers.see(await share(), events)
    world.clock.now += STEP_MS
    if (counted) await viewers.report()
  }
  return {
    ...world,
    seen: () => viewers.seen,
    step,
    async steps(count, options) {
      for (let each = 0; each < count; each += 1) await step(options)
    },
    share,
    show: async () => (await (await world.ops('GET', '/campaigns/cmp_main')).json()) as StoredCampaign,
    publishWeights,
  }
}

/** Sees a share of what it could, without chance: parts of impressions are carried on. */
class Viewers {
  seen = 0
  private part = 0
  private untold: number[] = []

  constructor(private readonly world: PublisherWorld) {}

  see(share: number, events: number): void {
    this.part += share * events
    while (this.part >= 1) {
      this.part -= 1
      this.untold.push(this.world.clock.now + MINUTE_MS)
      this.seen += 1
    }
  }

  async report(): Promise<void> {
    const items = this.untold.map((occurredAt, index) => eventItem(this.seen - index, { occurredAt }))
    this.untold = []
    // What arrives last says until when all is counted.
    const other = eventItem(1_000_000 + this.world.clock.now, {
      campaignId: 'cmp_house',
      occurredAt: this.world.clock.now - 1_000,
    })
    await deliver(eventsContext(this.world.publisher), [eventsMessage([...items, other], REGION)])
  }
}

async function shareAtEdge(world: PublisherWorld, region: RegionId): Promise<number> {
  const view = await world.edge(region)
  if (view === null) return 0
  const { weights, text } = view.snapshot
  const row = Array.from(weights.pacing).findIndex((_, index) => text.campaign(index).campaignId === 'cmp_main')
  if (row < 0 || (weights.pacingEnds[row] ?? 0) <= world.clock.now) return 0
  return weights.pacing[row] ?? 0
}
