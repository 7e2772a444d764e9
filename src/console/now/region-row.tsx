import type { HealthBucket } from '../../contracts/ops/answers/history/health.ts'
import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { State } from '../frame/state.tsx'
import { lengthOf } from '../frame/times.tsx'
import { RungBar } from './rung-bar.tsx'
import { Sparkline } from './sparkline.tsx'
import { recentOf, type ShareSubject, shareOver } from './verdict/answer-shares.ts'
import type { RankedRegion } from './verdict/verdict.ts'
import { clockOf, percentOf } from './verdict/words.ts'

interface RegionRowProps {
  readonly ranked: RankedRegion
  /** What it served in 3 hours; null: that cannot be read. */
  readonly buckets: readonly HealthBucket[] | null
  readonly now: number
}

/** A region in figures: what is live, how old, what its isolates answer from, and what viewers got. */
export function RegionRow({ ranked: { status, tone }, buckets, now }: RegionRowProps) {
  const { region, sequence, takedowns, seen } = status
  return (
    <tr class={tone}>
      <th scope="row">
        <State tone={tone}>
          <a href={`/console/regions/${region}`}>{region}</a>
        </State>
        <Pills status={status} now={now} />
      </th>
      <td class="right number" data-label="Live">
        {sequence ?? 'nothing'}
      </td>
      <td class="right number" data-label="Age">
        <Age status={status} now={now} />
      </td>
      <td data-label="Isolates" class="wide">
        {takedowns.storeAnswers ? <RungBar reports={seen} /> : <small>cannot be read</small>}
      </td>
      <td data-label="Answers, 3 h" class="wide">
        <Answers buckets={buckets} />
      </td>
      <td class="right number" data-label="House idents">
        <Share of="baseline" buckets={buckets} now={now} />
      </td>
      <td class="right number" data-label="Empty">
        <Share of="empty" buckets={buckets} now={now} />
      </td>
      <td class="number" data-label="Takedowns">
        {takedowns.count}{' '}
        <small>{takedowns.ageSeconds === null ? 'no list yet' : `${lengthOf(takedowns.ageSeconds)} old`}</small>
      </td>
      <td data-label="Last" class="wide">
        <small>{lastWords(status, now)}</small>
      </td>
    </tr>
  )
}

interface PillsProps extends Pick<RegionRowProps, 'now'> {
  readonly status: RegionStatus
}

function Pills({ status: { pinned, canary, takedowns }, now }: PillsProps) {
  return (
    <>
      {pinned && <span class="pill">pinned until {clockOf(Date.parse(pinned.until), now)}</span>}
      {canary && <span class="pill">canary {canary.percent} %</span>}
      {takedowns.tiers.length > 0 && <span class="pill warn">{takedowns.tiers.join(', ')} withdrawn</span>}
    </>
  )
}

/** The age of what is announced, and how old it may become before answers call themselves stale. */
function Age({ status: { ageSeconds, softExpiresAt }, now }: { readonly status: RegionStatus; readonly now: number }) {
  if (ageSeconds === null || softExpiresAt === null) return <>–</>
  const objective = ageSeconds + (Date.parse(softExpiresAt) - now) / 1000
  return (
    <>
      {lengthOf(ageSeconds)} <small>of {Math.round(objective / 3600)} h</small>
    </>
  )
}

/** The 5 minutes that run are not over: their count would look like a fall. */
function Answers({ buckets }: { readonly buckets: readonly HealthBucket[] | null }) {
  if (buckets === null) return <small>cannot be read</small>
  const counts = buckets.map(({ decisions }) => decisions)
  const known = counts.filter((count) => count !== null)
  if (known.length === 0) return <small>nobody reported</small>
  return (
    <span class="answers">
      <Sparkline counts={counts.slice(0, -1)} />
      <span class="number">{known.reduce((sum, count) => sum + count, 0).toLocaleString('en')}</span>
    </span>
  )
}

interface ShareProps extends Pick<RegionRowProps, 'buckets' | 'now'> {
  readonly of: ShareSubject
}

/** Of the last 15 minutes; what is not known is no zero. */
function Share({ of, buckets, now }: ShareProps) {
  const share = shareOver(recentOf(buckets ?? [], now), of)
  return share === null ? <small title="nobody reported in 15 minutes">?</small> : percentOf(share)
}

function lastWords({ lastReceipt, lastRefusal }: RegionStatus, now: number): string {
  const refusedLast = lastRefusal !== null && (lastReceipt === null || lastRefusal.at > lastReceipt.at)
  const last = refusedLast ? lastRefusal : lastReceipt
  if (last === null) return 'nothing is known'
  const [refusal] = last.refusals ?? []
  const why = refusal === undefined ? '' : `: ${refusal.check}`
  return `${last.outcome}${why}, by ${last.actor} at ${clockOf(Date.parse(last.at), now)}`
}
