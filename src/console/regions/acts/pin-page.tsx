import type { Child } from 'hono/jsx'
import type { SnapshotChanges } from '../../../contracts/ops/answers/changes.ts'
import type { RegionAnswer } from '../../../contracts/ops/answers/regions.ts'
import { type Part, partOf } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { Instant } from '../../frame/times.tsx'
import type { ConsolePage, PageContent, PageRequest } from '../../page.ts'
import { Effect } from '../effect.tsx'
import { SnapshotName } from '../snapshot-names.tsx'
import { ActForm, ActFrame } from './act-frame.tsx'
import { EndOfPin } from './end-of-pin.tsx'
import { NothingLive } from './nothing-live.tsx'

/** `/console/regions/{r}/pin`: keeps what is live, and says first what would not be published meanwhile. */
export const pinPage: ConsolePage = {
  path: '/console/regions/:region/pin',
  section: 'regions',
  parameters: [],
  show: (request) => showPinning(request, 'Pin', pinBody),
}

/** `/console/regions/{r}/unpin`: follows the schedule again, and says first what the next publish would bring. */
export const unpinPage: ConsolePage = {
  path: '/console/regions/:region/unpin',
  section: 'regions',
  parameters: [],
  show: (request) => showPinning(request, 'Unpin', unpinBody),
}

type Changes = Part<SnapshotChanges>
type BodyOf = (request: PageRequest, status: RegionAnswer, changes: Changes) => Child

async function showPinning(request: PageRequest, verb: 'Pin' | 'Unpin', bodyOf: BodyOf): Promise<PageContent> {
  const { path, ask, me } = request
  const status = await ask.get<RegionAnswer>(`regions/${path('region')}`)
  const { region } = status
  const title = `${verb} ${region}`
  if (status.snapshot === null) return { title, body: <NothingLive title={title} region={region} me={me} /> }
  const changes = await partOf(ask.get<SnapshotChanges>(`regions/${region}/snapshots/live/diff/draft`))
  return {
    title,
    body: (
      <ActFrame title={title} region={region}>
        {bodyOf(request, status, changes)}
      </ActFrame>
    ),
  }
}

function pinBody(
  { me, now }: PageRequest,
  { region, snapshot, sequence, candidates, pinned }: RegionAnswer,
  changes: Changes,
) {
  return (
    <>
      <p>
        <SnapshotName id={snapshot} /> (sequence {sequence}, {candidates} candidates) stays, whatever the schedule says.
        Withdrawals and takedowns still take effect.
      </p>
      {pinned && <PinnedNow pinned={pinned} now={now} after="Pinning again replaces its end and its reason." />}
      <h2>What would not be published</h2>
      <AheadOf region={region} changes={changes} />
      <ActForm
        me={me}
        region={region}
        action="region.pin"
        send={`POST /ops/v1/regions/${region}/pin`}
        words={`Pin ${region}`}
        repeated="Pressing again is safe: the same snapshot is announced once more, pinned until the same instant."
      >
        <EndOfPin now={now} label="Until (UTC), at most seven days" />
      </ActForm>
    </>
  )
}

function unpinBody({ me, now }: PageRequest, { region, pinned }: RegionAnswer, changes: Changes) {
  if (pinned === null) return <p>{region} is not pinned: it follows its schedule already. Nothing is to be done.</p>
  return (
    <>
      <PinnedNow pinned={pinned} now={now} after="" />
      <h2>What the next publish would bring</h2>
      <AheadOf region={region} changes={changes} />
      <ActForm
        me={me}
        region={region}
        action="region.pin"
        send={`POST /ops/v1/regions/${region}/unpin`}
        words={`Unpin ${region}`}
        repeated="Pressing again is safe: a region without a pin is announced once more as it is. The next publish follows the schedule; every check still has to pass."
      />
    </>
  )
}

interface PinnedNowProps {
  readonly pinned: NonNullable<RegionAnswer['pinned']>
  readonly now: number
  readonly after: string
}

function PinnedNow({ pinned: { until, actor, reason }, now, after }: PinnedNowProps) {
  return (
    <p>
      <span class="pill warn">pinned</span> by <bdi class="name">{actor}</bdi> until <Instant at={until} now={now} />:{' '}
      <bdi class="name">{reason}</bdi>. {after}
    </p>
  )
}

function AheadOf({ region, changes }: { readonly region: RegionAnswer['region']; readonly changes: Changes }) {
  if ('refused' in changes) return <Refusal problem={changes.refused} />
  const { from, to } = changes.answer
  if (from === to) return <p>Nothing waits now: the schedule gives what is live.</p>
  return <Effect region={region} changes={changes.answer} towards="draft" />
}
