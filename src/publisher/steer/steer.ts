import type { ExperimentDiff } from '../../compile/diff/experiments-diff.ts'
import type { SteeringOutcome } from '../../contracts/ops/answers/publish.ts'
import type { Steered } from '../../contracts/ops/answers/steering.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { appendPublishEntry } from '../../schedule/publishing/publish-log.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { Content } from '../announce/announce.ts'
import { announceContent, type Beside, type Occasion } from '../announce/announce-content.ts'
import { OpsProblem } from '../ops-problem.ts'
import { type LockedRegion, withRegion } from '../publish/region-lock.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { ensureTakedowns } from '../takedowns/lists/keep-list.ts'
import { experimentsBetween } from './experiments-between.ts'

/** What a region announces from now on, from what was published before. */
export interface Steering {
  readonly content: Content
  readonly beside: Beside
}

/**
 * Announces something that was published before: a rollback, a pin, the end of a canary. Under the region's lock and
 * the next sequence, like a publish, but nothing is compiled and no shard is written. Logged and audited.
 *
 * @param choose chooses what to announce, given what is live; throws `OpsProblem` to refuse
 */
export async function steerRegion(
  publisher: PublisherContext,
  region: RegionId,
  order: Occasion & { readonly action: SteeringOutcome },
  choose: (live: PointerPayload, held: LockedRegion) => Promise<Steering> | Steering,
): Promise<Steered> {
  const startedAt = publisher.now()
  return await withRegion(publisher, region, async (held) => {
    const { live } = held
    if (live === null) {
      throw new OpsProblem(
        409,
        'Nothing published',
        `Region ${region} has no live snapshot; publish it first.`,
        'region',
      )
    }
    const { content, beside } = await choose(live, held)
    await ensureTakedowns(publisher, region)
    const pointer = await announceContent(publisher, held, content, { ...beside, ...order })
    // The viewers of a canary that is taken back are those for whom something changes.
    const from = order.action === 'canary-stop' && live.canary !== null ? live.canary : live
    const experiments = await experimentsBetween(publisher.sink, from, content)
    await writeDown(publisher, order, { before: live, after: pointer, experiments })
    const { sequence, snapshot, pinnedUntil, canary } = pointer
    const previous = { sequence: live.sequence, snapshot: live.snapshot }
    const durationMs = publisher.now() - startedAt
    const changed = experiments.length === 0 ? {} : { changedExperiments: [...experiments] }
    return { region, outcome: 'announced', sequence, snapshot, pinnedUntil, canary, previous, ...changed, durationMs }
  })
}

interface Announced {
  readonly before: PointerPayload
  readonly after: PointerPayload
  /** Those that begin, end or change with it. */
  readonly experiments: readonly ExperimentDiff[]
}

async function writeDown(
  publisher: PublisherContext,
  { actor, action, reason }: Occasion & { readonly action: SteeringOutcome },
  { before, after, experiments }: Announced,
): Promise<void> {
  const at = publisher.now()
  const { region, sequence, snapshot } = after
  const log = async () => {
    await appendPublishEntry(publisher.redis, region, { at, actor, outcome: action, sequence, snapshot, reason })
    await appendAudit(publisher.redis, {
      at,
      actor,
      role: publisher.role ?? null,
      action: `region.${action}`,
      target: region,
      before: described(before),
      after: { ...described(after), ...(experiments.length > 0 && { experiments }), reason },
    })
  }
  // It is announced, even if the store cannot log it.
  await log().catch(() => console.error(JSON.stringify({ level: 'error', code: 'steering-not-logged', region })))
}

function described({ sequence, snapshot, pinnedUntil, canary }: PointerPayload) {
  return { sequence, snapshot, pinnedUntil, canary: canary && { snapshot: canary.snapshot, permille: canary.permille } }
}
