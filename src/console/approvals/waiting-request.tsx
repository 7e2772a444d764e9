import type { ApprovalRequestAnswer } from '../../contracts/ops/answers/approvals.ts'
import { State } from '../frame/state.tsx'
import { Instant, lengthOf } from '../frame/times.tsx'
import type { PageRequest } from '../page.ts'
import { campaignIn, subjectOf, whyNotMine } from './approval-words.ts'

interface WaitingRequestProps {
  readonly asked: ApprovalRequestAnswer
  readonly request: PageRequest
}

/** A request that waits: what is to be approved, by whom it was asked for, and the second person's answer. */
export function WaitingRequest({ asked, request: { me, now } }: WaitingRequestProps) {
  const notMine = whyNotMine(me, asked)
  const campaign = campaignIn(asked.content)
  return (
    <section class="panel request" id={asked.id} aria-labelledby={`${asked.id}-title`}>
      <div class="head">
        <h2 id={`${asked.id}-title`}>
          <bdi class="name">{subjectOf(asked)}</bdi>
        </h2>
        <State tone="warn">{lengthOf((Date.parse(asked.expiresAt) - now) / 1000)} are left</State>
      </div>
      <div class="inside">
        <p>
          <bdi class="name">{asked.proposedBy}</bdi> asked at <Instant at={asked.proposedAt} now={now} />, for{' '}
          {(asked.regions ?? [asked.region]).join(', ')}: “<bdi class="name">{asked.reason}</bdi>”
        </p>
        <pre class="told">{(asked.told ?? []).join('\n') || JSON.stringify(asked.content, null, 2)}</pre>
        {campaign !== null && (
          <p>
            <a href={`/console/campaigns/${encodeURIComponent(campaign)}`}>Both revisions of the campaign</a>
          </p>
        )}
        {notMine === null ? (
          <Answer asked={asked} campaign={campaign} />
        ) : (
          <p class="notice" role="note">
            {notMine}
          </p>
        )}
      </div>
    </section>
  )
}

/** The approval holds for exactly what is shown here: its hash goes with it. */
function Answer({ asked, campaign }: { readonly asked: ApprovalRequestAnswer; readonly campaign: string | null }) {
  const { id, contentHash } = asked
  return (
    <div class="answer">
      <form class="fields" data-send={`POST /ops/v1/approvals/${id}/approve`} data-done="Approved.">
        <input type="hidden" name="contentHash" value={contentHash} />
        {campaign !== null && (
          <label>
            Number of a refusal that wants to be confirmed; mostly empty
            <input name="confirm" data-kind="number" inputmode="numeric" pattern="\d*" />
          </label>
        )}
        <div class="acts">
          <button type="submit" class="act strong">
            Approve exactly this
          </button>
        </div>
        <output role="alert"></output>
      </form>
      {campaign === null ? (
        <p class="dim">To deny it, leave it: nobody can use it before it is approved, and it lapses by itself.</p>
      ) : (
        <form
          class="fields"
          data-send={`POST /ops/v1/campaigns/${encodeURIComponent(campaign)}/reject`}
          data-done="Denied: it is a draft again."
        >
          <label>
            Why not
            <input name="reason" required maxlength={300} />
          </label>
          <div class="acts">
            <button type="submit" class="act">
              Deny
            </button>
          </div>
          <output role="alert"></output>
        </form>
      )}
    </div>
  )
}
