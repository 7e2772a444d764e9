import type { ApprovalList } from '../../../contracts/ops/answers/approvals.ts'
import type { SnapshotChanges } from '../../../contracts/ops/answers/changes.ts'
import type { RegionAnswer } from '../../../contracts/ops/answers/regions.ts'
import type { AnnouncedSnapshots } from '../../../contracts/ops/answers/snapshots.ts'
import { partOf } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { Instant } from '../../frame/times.tsx'
import type { ConsolePage } from '../../page.ts'
import { Effect } from '../effect.tsx'
import { SnapshotName } from '../snapshot-names.tsx'
import { WaitingRequests } from '../waiting-requests.tsx'
import { ActForm, ActFrame } from './act-frame.tsx'
import { EndOfPin } from './end-of-pin.tsx'
import { NothingLive } from './nothing-live.tsx'

/** `/console/regions/{r}/rollback?to=`: goes back to a kept snapshot; without one, to the one that was live before. */
export const rollbackPage: ConsolePage = {
  path: '/console/regions/:region/rollback',
  section: 'regions',
  parameters: ['to'],
  show: async ({ path, query, ask, me, now }) => {
    const status = await ask.get<RegionAnswer>(`regions/${path('region')}`)
    const { region } = status
    const title = `Roll back ${region}`
    if (status.snapshot === null) return { title, body: <NothingLive title={title} region={region} me={me} /> }
    const target = query('to') || 'previous'
    const diff = `regions/${region}/snapshots/live/diff/${encodeURIComponent(target)}`
    const [changes, kept, approvals] = await Promise.all([
      partOf(ask.get<SnapshotChanges>(diff)),
      partOf(ask.get<AnnouncedSnapshots>(`regions/${region}/snapshots`)),
      partOf(ask.get<ApprovalList>('approvals')),
    ])
    const others =
      'answer' in kept
        ? kept.answer.snapshots.filter(({ snapshot, sequence }) => sequence !== null && snapshot !== status.snapshot)
        : []
    const to = 'answer' in changes ? changes.answer.to : chosenOf(others, target)
    const isLive = to === status.snapshot
    return {
      title,
      body: (
        <ActFrame title={title} region={region}>
          {'refused' in kept && <Refusal problem={kept.refused} />}
          {'answer' in changes && !isLive && (
            <Effect region={region} changes={changes.answer} towards={changes.answer.to} />
          )}
          {others.length === 0 && 'answer' in kept ? (
            <p>{region} has nothing to go back to: no other snapshot was announced yet.</p>
          ) : (
            'refused' in changes && (
              <>
                <Refusal problem={changes.refused} />
                {to !== undefined && <p>So what it would change is not known. It can be done all the same.</p>}
              </>
            )
          )}
          {isLive && <p class="refusal">This is what {region} announces already. Choose another one below.</p>}
          {'answer' in approvals && (
            <WaitingRequests
              approvals={approvals.answer.approvals.filter((asked) => asked.kind === 'rollback' && toOf(asked) === to)}
              region={region}
              me={me}
              now={now}
            />
          )}
          {to !== undefined && !isLive && (
            <ActForm
              me={me}
              region={region}
              action="region.rollback"
              send={`POST /ops/v1/regions/${region}/rollback`}
              words={`Roll back to ${to.slice(0, 12)}`}
              repeated="Pressing again is safe: the snapshot is named, so a second press finds that it is live already. Where something was withdrawn or narrowed since that snapshot, a second person has to say yes first: pressing asks them, and the request then stands on the page of the region."
            >
              <input type="hidden" name="to" value={to} />
              <EndOfPin now={now} label="Pinned until (UTC): else the next publish would undo it" />
            </ActForm>
          )}
          {others.some(({ snapshot }) => snapshot !== to) && (
            <section aria-label="Other snapshots">
              <h2>Or to another snapshot</h2>
              <ul class="plain-list">
                {others
                  .filter(({ snapshot }) => snapshot !== to)
                  .map(({ snapshot, sequence, announcedAt, candidates, reason }) => (
                    <li>
                      <a href={`/console/regions/${region}/rollback?to=${snapshot}`} data-act>
                        <SnapshotName id={snapshot} />
                      </a>{' '}
                      <small>
                        sequence {sequence}, {candidates} candidates,{' '}
                        {announcedAt !== null && <Instant at={announcedAt} now={now} />},{' '}
                        <bdi class="name">{reason}</bdi>
                      </small>
                    </li>
                  ))}
              </ul>
            </section>
          )}
        </ActFrame>
      ),
    }
  },
}

/**
 * The snapshot that is asked for, where it cannot be compared with what is live: at night what is live may be what is
 * broken. Kept snapshots are told newest first.
 */
function chosenOf(others: AnnouncedSnapshots['snapshots'], target: string): string | undefined {
  const chosen = target === 'previous' ? others.at(0) : others.find(({ snapshot }) => snapshot === target)
  return chosen?.snapshot
}

/** The snapshot that a request for a rollback names. */
function toOf({ content }: ApprovalList['approvals'][number]): unknown {
  return typeof content === 'object' && content !== null && 'to' in content ? content.to : null
}
