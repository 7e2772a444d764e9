import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { LoggedOutcome } from '../../contracts/ops/answers/publish.ts'
import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { Instant } from '../frame/times.tsx'
import { CheckList } from './check-list.tsx'

interface LastPublishProps {
  readonly status: RegionStatus
  readonly me: WhoAmI
  readonly now: number
}

/** The last publish that was refused, if nothing went through since; and the last that was not refused. */
export function LastPublish({ status, me, now }: LastPublishProps) {
  const { region, lastReceipt, lastRefusal } = status
  const isRefused = lastRefusal !== null && (lastReceipt === null || lastRefusal.at > lastReceipt.at)
  const shown = isRefused ? lastRefusal : lastReceipt
  return (
    <section class="panel padded" aria-label="Last publish" data-part="last">
      <h2>{isRefused ? 'The last publish was refused' : 'Last publish'}</h2>
      {shown === null ? (
        <p class="empty">Nothing was published yet, or the scheduling store does not answer.</p>
      ) : (
        <>
          <Told outcome={shown} now={now} />
          <CheckList outcome={shown} region={region} me={me} />
        </>
      )}
    </section>
  )
}

function Told({
  outcome: { outcome, at, actor, reason, receipt },
  now,
}: {
  readonly outcome: LoggedOutcome
  readonly now: number
}) {
  return (
    <p>
      {outcome} by <bdi class="name">{actor}</bdi> at <Instant at={at} now={now} />
      {reason !== undefined && (
        <>
          : <bdi class="name">{reason}</bdi>
        </>
      )}
      {receipt && (
        <small>
          {' '}
          {receipt.candidates} candidates of schedule revision {receipt.scheduleRevision}, {receipt.shardsWritten} of{' '}
          {receipt.shards} shards written, {Math.round(receipt.durationMs)} ms
        </small>
      )}
    </p>
  )
}
