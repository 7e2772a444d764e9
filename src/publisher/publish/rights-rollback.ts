import { contentSha256 } from '../../schedule/approvals.ts'
import { readNarrowings } from '../../schedule/narrowings.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { approvalFor, consume, propose } from '../access/approvals.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { narrowedPlaces } from '../takedowns/reach.ts'
import type { Content } from './announce.ts'
import type { Occasion } from './announce-content.ts'

/** How long a second person has to say yes. */
const ASKED_MS = 3_600_000

interface RightsRollback {
  readonly live: PointerPayload
  readonly content: Content
  readonly occasion: Occasion
}

/**
 * Lets a rollback pass when nothing was narrowed between the two snapshots, or when a second person has said yes to
 * this very one; else it is asked for, and refused for now. What was narrowed stays withdrawn either way, whole records
 * at a time; that may leave screens poor, so somebody else looks at it first. Break-glass waits for nobody.
 *
 * @throws OpsProblem 409 naming the request that a second person can say yes to
 */
export async function standBehind(publisher: PublisherContext, rollback: RightsRollback): Promise<void> {
  const { live, content, occasion } = rollback
  const { region } = live
  const undone = await narrowedBetween(publisher, live, content)
  if (undone === 0 || publisher.role === 'break-glass') return
  const asked = { to: content.snapshot }
  const approved = await approvalFor(publisher, 'rollback', region, await contentSha256(asked))
  const use = `rollback of ${region} to ${content.snapshot}`
  if (approved !== null && (await consume(publisher, approved.id, occasion.actor, use))) return
  const expiresAt = publisher.now() + ASKED_MS
  const request = { kind: 'rollback', region, content: asked, reason: occasion.reason, expiresAt } as const
  const { id } = await propose(publisher, request, occasion.actor)
  const records = undone === 1 ? 'a record was' : `${undone} records were`
  throw new OpsProblem(
    409,
    'Two persons',
    `Since that snapshot ${records} withdrawn or narrowed here, and would stay withdrawn whole. Somebody else has to say yes within the hour: \`ff approvals approve ${id}\`; then roll back again.`,
    'to',
  )
}

/** Records that changes have narrowed in the region, which what is live knows of and the older content does not. */
async function narrowedBetween(publisher: PublisherContext, live: PointerPayload, content: Content): Promise<number> {
  const { changes } = await readNarrowings(publisher.redis)
  const between = changes.filter(({ number }) => number > content.narrowed && number <= live.narrowed)
  const here = between
    .flatMap(({ narrowings }) => narrowings)
    .filter((narrowing) => narrowedPlaces(publisher.rules, narrowing, live.region)?.length !== 0)
  return new Set(here.map(({ target }) => target)).size
}
