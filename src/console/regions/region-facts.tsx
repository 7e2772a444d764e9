import type { RegionAnswer } from '../../contracts/ops/answers/regions.ts'
import { counted } from '../../history/changes/recorded-act.ts'
import { Prose } from '../frame/prose.tsx'
import { State } from '../frame/state.tsx'
import { Instant, lengthOf } from '../frame/times.tsx'
import { RungBar } from '../now/rung-bar.tsx'
import { SnapshotName } from './snapshot-names.tsx'

interface RegionFactsProps {
  readonly status: RegionAnswer
  readonly now: number
}

/** What is live in a region, how old it is, and from which copies its isolates answer. */
export function RegionFacts({ status, now }: RegionFactsProps) {
  const { takedowns, pinned, health } = status
  return (
    <dl class="facts">
      <dt>Live</dt>
      <dd class="number">
        {status.snapshot === null ? (
          <State tone="bad">nothing: house idents play</State>
        ) : (
          <>
            <SnapshotName id={status.snapshot} /> as sequence {status.sequence},{' '}
            {counted(status.candidates ?? 0, 'candidate')}
          </>
        )}
      </dd>
      <dt>Age</dt>
      <dd>
        <Age status={status} now={now} />
      </dd>
      <dt>Serves</dt>
      <dd class="number">
        {health.serving ?? '–'} of usually {health.usual ?? '–'} candidates{' '}
        {health.why && (
          <b>
            <Prose text={health.why} />
          </b>
        )}
      </dd>
      <dt>Pin</dt>
      <dd>
        {pinned === null ? (
          'none: it follows its schedule'
        ) : (
          <>
            <span class="pill warn">pinned</span> until <Instant at={pinned.until} now={now} /> by{' '}
            <bdi class="name">{pinned.actor}</bdi>: <bdi class="name">{pinned.reason}</bdi>
          </>
        )}
      </dd>
      <dt>Isolates</dt>
      <dd>
        <RungBar reports={status.seen} />
      </dd>
      <dt>Takedowns</dt>
      <dd class="number">
        {counted(takedowns.count, 'order')} and {counted(takedowns.narrowings, 'narrowing')} in force,{' '}
        {takedowns.ageSeconds === null ? 'no list yet' : `the list is ${lengthOf(takedowns.ageSeconds)} old`}
      </dd>
    </dl>
  )
}

function Age({ status: { ageSeconds, softExpiresAt }, now }: RegionFactsProps) {
  if (ageSeconds === null || softExpiresAt === null) return <>–</>
  const isStale = Date.parse(softExpiresAt) <= now
  return (
    <State tone={isStale ? 'warn' : 'good'}>
      {lengthOf(ageSeconds)}, stale {isStale ? 'since' : 'from'} <Instant at={softExpiresAt} now={now} />
    </State>
  )
}
