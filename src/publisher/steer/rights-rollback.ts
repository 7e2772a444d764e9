import type { RegionId } from '../../model/nouns/region.ts'
import { contentSha256 } from '../../schedule/approvals/approvals.ts'
import { readNarrowings } from '../../schedule/takedowns/narrowings.ts'
import { candidatesOf } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { approvalFor, consume, propose } from '../access/approvals.ts'
import type { Content } from '../announce/announce.ts'
import type { Occasion } from '../announce/announce-content.ts'
import { OpsProblem } from '../ops-problem.ts'
import { prepare } from '../publish/prepare.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { changesThatLeft } from '../takedowns/journal/complete-from.ts'
import { narrowedPlaces } from '../takedowns/reach.ts'

/** How long a request for the second person's approval is valid. */
const ASKED_MS = 3_600_000
/** A narrowing younger than this is undone by one person, once the schedule has taken it back. */
const TAKEN_BACK_MS = 3_600_000
/** How many records are named to the second person. */
const NAMED = 10

interface RightsRollback {
  readonly live: PointerPayload
  readonly content: Content
  readonly occasion: Occasion
}

/**
 * Lets a rollback pass if nothing was narrowed between the two snapshots, or if a second person has approved exactly
 * this rollback; otherwise asks for the approval and refuses for now. What was narrowed stays withdrawn either way, as
 * whole records, which may leave few candidates, so somebody else looks at it first. Break-glass needs no approval, nor
 * does undoing a narrowing of the last hour once the schedule has taken it back.
 *
 * @throws OpsProblem 409 naming the request that a second person can approve
 */
export async function standBehind(publisher: PublisherContext, rollback: RightsRollback): Promise<void> {
  const { live, content, occasion } = rollback
  const { region } = live
  const narrowed = await narrowedBetween(publisher, live, content)
  const undone = narrowed.targets.length
  if (undone === 0 || publisher.role === 'break-glass') return
  if (narrowed.oldestAt > publisher.now() - TAKEN_BACK_MS && (await isScheduledAgain(publisher, content, region)))
    return
  const asked = { to: content.snapshot }
  const approved = await approvalFor(publisher, 'rollback', region, await contentSha256(asked))
  const use = `rollback of ${region} to ${content.snapshot}`
  if (approved !== null && (await consume(publisher, approved.id, occasion.actor, use))) return
  const expiresAt = publisher.now() + ASKED_MS
  const told = rollbackInWords(live, content, narrowed.targets)
  const request = { kind: 'rollback', region, content: asked, reason: occasion.reason, told, expiresAt } as const
  const { id } = await propose(publisher, request, occasion.actor)
  const records = undone === 1 ? 'a record was' : `${undone} records were`
  throw new OpsProblem(
    409,
    'Two persons',
    `Since that snapshot, ${records} withdrawn or narrowed here, and would stay withdrawn completely. Somebody else must approve this within the hour: \`ff approvals approve ${id}\`; then roll back again.`,
    'to',
  )
}

interface NarrowedBetween {
  /** The narrowed records, each once. */
  readonly targets: readonly string[]
  /** When the first of them was narrowed, in milliseconds since 1970; `Infinity` when there are none. */
  readonly oldestAt: number
}

/** The narrowings in the region that the live snapshot knows of and the older content does not. */
async function narrowedBetween(
  publisher: PublisherContext,
  live: PointerPayload,
  content: Content,
): Promise<NarrowedBetween> {
  const { changes, droppedTo } = await readNarrowings(publisher.redis)
  const upTo = Math.min(droppedTo, live.narrowed)
  const left = await changesThatLeft(publisher, { after: content.narrowed, upTo, isStored: () => false })
  const here = [...(left ?? []), ...changes]
    .filter(({ number }) => number > content.narrowed && number <= live.narrowed)
    .map(({ at, narrowings }) => ({
      at,
      narrowings: narrowings.filter((each) => narrowedPlaces(publisher.rules, each, live.region)?.length !== 0),
    }))
    .filter(({ narrowings }) => narrowings.length > 0)
  const targets = here.flatMap(({ narrowings }) => narrowings.map(({ target }) => target))
  return { targets: [...new Set(targets)], oldestAt: Math.min(...here.map(({ at }) => at)) }
}

/**
 * Whether the schedule has taken back all narrowings since: it then compiles to the same content as the rollback's.
 * Then the rollback undoes a mistake of the last hour, and nobody's rights.
 */
async function isScheduledAgain(publisher: PublisherContext, content: Content, region: RegionId): Promise<boolean> {
  const prepared = await prepare(publisher, region, true)
  return withoutWeights(prepared.content) === withoutWeights(content)
}

/** Weights and shares change by the minute, and take nobody's rights. */
function withoutWeights({ shards }: Content): string {
  return JSON.stringify(shards.filter(({ name }) => name !== 'weights').map(({ name, sha256 }) => [name, sha256]))
}

function rollbackInWords(live: PointerPayload, content: Content, targets: readonly string[]): string[] {
  const shown = targets.slice(0, NAMED).join(' ')
  const more = targets.length > NAMED ? ` and ${targets.length - NAMED} more` : ''
  const from = `${live.snapshot.slice(0, 12)} (sequence ${live.sequence}, ${candidatesOf(live)} candidates)`
  return [
    `goes back from ${from} to ${content.snapshot.slice(0, 12)} (${candidatesOf(content)} candidates)`,
    `withdrawn or narrowed since, and would stay withdrawn completely: ${targets.length} records: ${shown}${more}`,
  ]
}
