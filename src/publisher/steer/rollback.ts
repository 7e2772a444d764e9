import type { Steered } from '../../contracts/ops/answers/steering.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readSnapshots } from '../../schedule/publishing/snapshot-history.ts'
import { HEAD_SHARDS } from '../../snapshot/format.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { snapshotId } from '../../snapshot/seal.ts'
import { type Content, contentOf } from '../announce/announce.ts'
import type { Occasion } from '../announce/announce-content.ts'
import { checkListable } from '../announce/list-all-for.ts'
import { storedBytes } from '../announce/live-region.ts'
import { inTurns } from '../in-turns.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { standBehind } from './rights-rollback.ts'
import { steerRegion } from './steer.ts'

/** The target of a rollback: a snapshot's id, or its first 8 digits or more; otherwise the previous snapshot. */
export interface RollbackOrder extends Occasion {
  readonly to: string | null
  /** How long it stays pinned: otherwise the next publish would undo the rollback. */
  readonly pinnedUntil: string
}

/**
 * Announces an older snapshot of a region under a new sequence, and pins it. When rights were narrowed since, two
 * persons must approve (`rights-rollback.ts`).
 */
export function rollBack(publisher: PublisherContext, region: RegionId, order: RollbackOrder): Promise<Steered> {
  const { to, pinnedUntil, actor, reason } = order
  return steerRegion(publisher, region, { actor, reason, action: 'rollback' }, async (live) => {
    const content = await olderContent(publisher, live, to)
    await checkStored(publisher, region, content)
    await checkListable(publisher, region, content)
    await standBehind(publisher, { live, content, occasion: { actor, reason } })
    return { content, beside: { canary: null, pinnedUntil, overrides: [] } }
  })
}

async function olderContent(publisher: PublisherContext, live: PointerPayload, to: string | null): Promise<Content> {
  const { region } = live
  const known = (await readSnapshots(publisher.redis, region)).filter(({ sequence }) => sequence !== null)
  const others = known.filter(({ snapshot }) => snapshot !== live.snapshot)
  const wanted = to ?? live.previous
  const found = others.filter(({ snapshot }) => wanted !== null && snapshot.startsWith(wanted))
  const [only] = found
  if (only !== undefined && found.length === 1) return contentOf(only)
  const list = others.map(({ snapshot, sequence }) => `${snapshot.slice(0, 12)} (sequence ${sequence})`).join(', ')
  const detail =
    to === live.snapshot || (to !== null && live.snapshot.startsWith(to))
      ? `${live.snapshot.slice(0, 12)} is what region ${region} announces already.`
      : `Region ${region} can go back to ${list || 'nothing: no other snapshot was announced'}.`
  throw new OpsProblem(409, found.length > 1 ? 'Which snapshot?' : 'No such snapshot', detail, 'to')
}

/** Checks that all head shards are stored and match the id. A missing text page only costs the assets on it. */
async function checkStored(publisher: PublisherContext, region: RegionId, content: Content): Promise<void> {
  const missing: string[] = HEAD_SHARDS.filter((name) => !content.shards.some((shard) => shard.name === name))
  if ((await snapshotId(region, content.shards)) !== content.snapshot) missing.push('id')
  await inTurns(content.shards, async ({ sha256, name }) => {
    if ((await storedBytes(sha256, name, publisher.sink)) === null) missing.push(name)
  })
  if (missing.length === 0) return
  const what = `${content.snapshot.slice(0, 12)} is not complete any more: ${missing.join(', ')} cannot be read back.`
  throw new OpsProblem(409, 'Not stored', what, 'to')
}
