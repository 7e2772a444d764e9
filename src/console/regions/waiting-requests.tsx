import type { ApprovalRequestAnswer } from '../../contracts/ops/answers/approvals.ts'
import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Action } from '../../model/policies/access.ts'
import { mayDo, whoMay } from '../frame/may-do.ts'
import { Instant } from '../frame/times.tsx'

const APPROVES: Readonly<Record<ApprovalRequestAnswer['kind'], Action>> = {
  override: 'override.approve',
  rollback: 'rollback.approve',
  campaign: 'schedule.approve',
}

interface WaitingRequestsProps {
  readonly approvals: readonly ApprovalRequestAnswer[]
  readonly region: RegionId
  readonly me: WhoAmI
  readonly now: number
}

/** What waits for the second person, with their yes; and what may be used now, because they have said it. */
export function WaitingRequests({ approvals, region, me, now }: WaitingRequestsProps) {
  const waiting = approvals.filter(({ state }) => state === 'asked' || state === 'approved')
  if (waiting.length === 0) return null
  return (
    <section class="panel" aria-label="Two persons" data-part="waiting">
      <h2>Two persons</h2>
      <ul class="plain-list padded">
        {waiting.map((asked) => (
          <Request asked={asked} region={region} me={me} now={now} />
        ))}
      </ul>
    </section>
  )
}

interface RequestProps {
  readonly asked: ApprovalRequestAnswer
  readonly region: RegionId
  readonly me: WhoAmI
  readonly now: number
}

function Request({ asked, region, me, now }: RequestProps) {
  const { kind, reason, proposedBy, expiresAt, told = [], approved, contentHash } = asked
  return (
    <li class="request">
      <p>
        <b>{kind === 'rollback' ? 'A rollback' : 'An override'}</b> asked for by <bdi class="name">{proposedBy}</bdi>:{' '}
        <bdi class="name">{reason}</bdi>{' '}
        <small>
          It can be used until <Instant at={expiresAt} now={now} />, code {contentHash.slice(0, 12)}.
        </small>
      </p>
      {told.length > 0 && <pre class="told">{told.join('\n')}</pre>}
      {approved === null ? (
        <Yes asked={asked} region={region} me={me} />
      ) : (
        <p>
          <bdi class="name">{approved.by}</bdi> has said yes:{' '}
          <a
            href={`/console/regions/${region}/${kind === 'rollback' ? 'rollback' : 'publish'}${targetOf(asked)}`}
            data-act
          >
            {kind === 'rollback' ? 'roll back now' : 'publish now'}
          </a>
        </p>
      )}
    </li>
  )
}

/** The query that leads to exactly the rollback that was approved. */
function targetOf({ kind, content }: ApprovalRequestAnswer): string {
  if (kind !== 'rollback' || typeof content !== 'object' || content === null || !('to' in content)) return ''
  return `?to=${encodeURIComponent(String(content.to))}`
}

function Yes({ asked, region, me }: Omit<RequestProps, 'now'>) {
  const action = APPROVES[asked.kind]
  if (asked.proposedBy === me.name) {
    return <p class="dim">It waits for somebody else: nobody approves what they asked for. {whoMay(me, action)} may.</p>
  }
  const may = mayDo(me, action, [region])
  return (
    <form data-send={`POST /ops/v1/approvals/${asked.id}/approve`} data-then="again" data-done="Approved.">
      <input type="hidden" name="contentHash" value={asked.contentHash} />
      <output role="alert"></output>
      <p class="acts">
        <button type="submit" class="act strong" disabled={!may}>
          Approve it
        </button>
        {!may && <small>{whoMay(me, action)} may.</small>}
      </p>
    </form>
  )
}
