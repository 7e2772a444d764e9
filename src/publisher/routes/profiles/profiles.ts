import type { ViewingAnswer } from '../../../contracts/ops/answers/profiles/viewing.ts'
import { eraseQuery } from '../../../contracts/ops/requests/viewing.ts'
import { tombstoneRow } from '../../../events/tombstone-row.ts'
import { boundedChunks, TooManyBytes } from '../../../http/bounded-bytes.ts'
import { eraseViewer } from '../../../schedule/profiles/viewer-records.ts'
import { appendAudit } from '../../../schedule/reports/audit-log.ts'
import { eraseDeadOf } from '../../../schedule/reports/erase-dead.ts'
import { refusePacked } from '../../access/within-limits.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { readViewing, TooManyLines, VIEWING_LINES } from '../../profiles/read-viewing.ts'
import { takeViewing } from '../../profiles/take-viewing.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readQuery } from '../ops-context.ts'
import { erasedSubject, requireNamelessReason } from './erased-subject.ts'

/** As much as the lines of one request may have together. */
const VIEWING_BYTES = 1_000_000

/** `POST /ops/v1/viewing`: what consented viewers watched, one viewing a line. */
export async function viewing(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  refusePacked(context.req.raw.headers)
  const publisher = context.get('publisher')
  const read = await readViewing(boundedChunks(context.req.raw, VIEWING_BYTES), publisher.now()).catch(tooLarge)
  unitsOf(publisher, 'nobody')
  const erased = await takeViewing(publisher, read.viewings)
  const refused = [...read.refused, ...erased].sort((one, other) => one.line - other.line)
  const accepted = read.viewings.length - erased.length
  await audit(context, 'viewing.write', 'viewing', {
    lines: accepted + refused.length,
    accepted,
    refused: refused.length,
  })
  return answer<ViewingAnswer>(context).with({ accepted, refused })
}

function tooLarge(error: unknown): never {
  if (error instanceof TooManyLines) {
    throw new OpsProblem(413, 'Too many lines', `Send at most ${VIEWING_LINES} lines at once.`, 'body')
  }
  if (error instanceof TooManyBytes) {
    throw new OpsProblem(413, 'Too large', `Send at most ${error.maxBytes} bytes at once.`, 'body')
  }
  throw error
}

/** `DELETE /ops/v1/profiles/{sub}`: erases everything that is kept of a viewer. */
export async function eraseProfile(context: OpsContext): Promise<Response> {
  const { reason } = readQuery(context, eraseQuery, 'A bad reason')
  const subject = erasedSubject(context)
  requireNamelessReason(reason, subject)
  const publisher = context.get('publisher')
  const units = unitsOf(publisher, subject)
  if (units.length === 0) {
    throw new OpsProblem(
      503,
      'Not erased',
      'UNIT_KEYS is not set: their rows in the sink cannot be found. Set it, and repeat this.',
    )
  }
  const now = publisher.now()
  try {
    await eraseViewer(publisher.redis, { subject, units }, now)
    // After the mark of the erasure, so that a message that dies meanwhile is known as old when it is sent again.
    await eraseDeadOf(publisher.redis, subject)
    await publisher.analytics.send(units.map((unit) => tombstoneRow(unit, now)))
    await audit(context, 'profile.erase', 'profile', { ...(reason !== undefined && { reason }) })
  } catch {
    throw new OpsProblem(503, 'Not erased completely', 'The store or the sink of events did not take it: repeat this.')
  }
  return new Response(null, { status: 204 })
}

function unitsOf(publisher: PublisherContext, subject: string): readonly string[] {
  try {
    return publisher.unitsOf(subject)
  } catch {
    throw new OpsProblem(
      503,
      'No pseudonyms',
      'UNIT_KEYS cannot be read: set it as `ff keys new --for units` gives it.',
    )
  }
}

/** What was done, without the viewer. */
async function audit(context: OpsContext, action: string, target: string, after: object): Promise<void> {
  const publisher = context.get('publisher')
  const who = { at: publisher.now(), actor: context.get('actor'), role: publisher.role ?? null }
  await appendAudit(publisher.redis, { ...who, action, target, before: null, after })
}
