import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { AnnouncedSnapshots } from '../../contracts/ops/answers/snapshots.ts'
import { Act } from '../frame/act.tsx'
import { Instant } from '../frame/times.tsx'
import { diffPath, SnapshotName } from './snapshot-names.tsx'

interface KeptSnapshotsProps {
  readonly kept: AnnouncedSnapshots
  readonly me: WhoAmI
  readonly now: number
}

/** Every snapshot that a region can go back to, with what leads there. */
export function KeptSnapshots({ kept: { region, snapshots }, me, now }: KeptSnapshotsProps) {
  if (snapshots.length === 0) return <p class="empty">No snapshot was announced yet.</p>
  return (
    <table class="stacks flows">
      <thead>
        <tr>
          <th>Snapshot</th>
          <th class="right">Sequence</th>
          <th>State</th>
          <th>Announced</th>
          <th class="right">Candidates</th>
          <th>By, and why</th>
          <th>Do</th>
        </tr>
      </thead>
      <tbody>
        {snapshots.map(({ snapshot, sequence, state, announcedAt, candidates, actor, reason }) => (
          <tr>
            <th scope="row">
              <SnapshotName id={snapshot} />
            </th>
            <td class="right number" data-label="Sequence">
              {sequence ?? '–'}
            </td>
            <td>{state}</td>
            <td data-label="Announced">{announcedAt === null ? 'never' : <Instant at={announcedAt} now={now} />}</td>
            <td class="right number" data-label="Candidates">
              {candidates}
            </td>
            <td class="whole">
              <bdi class="name">{actor}</bdi>: <bdi class="name">{reason}</bdi>
            </td>
            <td class="whole">
              {state !== 'live' && state !== 'pinned' && (
                <span class="row-acts">
                  {sequence !== null && (
                    <Act
                      href={`/console/regions/${region}/rollback?to=${snapshot}`}
                      me={me}
                      action="region.rollback"
                      regions={[region]}
                    >
                      Roll back to it…
                    </Act>
                  )}
                  <a class="act" href={diffPath(region, 'live', snapshot)}>
                    Compare with live
                  </a>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
