import { scaleLinear } from 'd3-scale'
import type { Child } from 'hono/jsx'
import type { HealthBucket } from '../../contracts/ops/answers/history/health.ts'
import type { RecordedChangeAnswer } from '../../contracts/ops/answers/history/recorded-changes.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { ShareLines } from './share-lines.tsx'
import { BASELINE_OBJECTIVE } from './verdict/answer-concern.ts'
import { recentOf, type ShareSubject, shareOver } from './verdict/answer-shares.ts'
import { snapshotChanges } from './verdict/blamed-change.ts'
import type { Situation } from './verdict/situation.ts'
import { percentOf, timeOf } from './verdict/words.ts'

const BUCKET_MS = 300_000
const HALF_HOUR_MS = 1_800_000
/** Rows of the table for readers are of 15 minutes. */
const BUCKETS_OF_A_ROW = 3
/** The longest name of a mark, in characters: it must fit on a phone. */
const MARK_LENGTH = 32

/** Where the plot lies in its picture, in pixels from the top. */
const PLOT = { top: 18, height: 104, bottom: 122, whole: 142 } as const

interface ShareCurveProps {
  readonly region: RegionId
  readonly situation: Situation
}

/** How many answers of a region were house idents, and how many were empty, in 3 hours, with what was published marked. */
export function ShareCurve({ region, situation }: ShareCurveProps) {
  const { health, changes, now } = situation
  const buckets = health[region]
  const [first] = buckets ?? []
  if (buckets === undefined || first === undefined) return <p class="dim">What {region} served cannot be read.</p>
  const from = Date.parse(first.at)
  const across = scaleLinear([from, from + buckets.length * BUCKET_MS], [0, 100])
  const marks = snapshotChanges(changes, region).filter(({ at }) => Date.parse(at) >= from)
  return (
    <figure class="curve">
      <figcaption>
        Answers in {region}, 3 h
        <Key of="baseline" buckets={buckets} now={now}>
          house idents
        </Key>
        <Key of="empty" buckets={buckets} now={now}>
          nothing to play, house idents included
        </Key>
        <span>objective of idents {percentOf(BASELINE_OBJECTIVE)}</span>
      </figcaption>
      <svg width="100%" height={PLOT.whole} aria-hidden="true">
        <ShareLines buckets={buckets} plot={PLOT} />
        {halfHours(from, buckets.length).map((at) => (
          <text x={`${across(at)}%`} y={PLOT.whole - 4} text-anchor="middle">
            {timeOf(at)}
          </text>
        ))}
        {marks.map((change, index) => (
          <Mark change={change} percent={across(Date.parse(change.at))} named={index === 0} />
        ))}
      </svg>
      <SharesTable region={region} buckets={buckets} />
    </figure>
  )
}

interface KeyProps {
  readonly of: ShareSubject
  readonly buckets: readonly HealthBucket[]
  readonly now: number
  readonly children: Child
}

/** How a line looks, what it is, and how high it is now. */
function Key({ of, buckets, now, children }: KeyProps) {
  const share = shareOver(recentOf(buckets, now), of)
  return (
    <span class={`key-${of}`}>
      <svg width="14" height="8" aria-hidden="true">
        <line x1="0" x2="14" y1="4" y2="4" />
      </svg>{' '}
      {children} <b>{share === null ? 'not known' : percentOf(share)}</b>
    </span>
  )
}

/** Only the newest has its name there: more of them would cover each other, and the list beside has them all. */
function Mark({ change, percent, named }: { change: RecordedChangeAnswer; percent: number; named: boolean }) {
  const [words = ''] = change.summary.split(':')
  const name = words.length <= MARK_LENGTH ? words : `${words.slice(0, MARK_LENGTH - 1)}…`
  const isRight = percent > 50
  return (
    <>
      <line class={named ? 'mark' : 'mark older'} x1={`${percent}%`} x2={`${percent}%`} y1="4" y2={PLOT.bottom} />
      {named && (
        <text class="mark-name" x={`${percent}%`} dx={isRight ? -6 : 6} y="14" text-anchor={isRight ? 'end' : 'start'}>
          {timeOf(Date.parse(change.at))} {name}
        </text>
      )}
    </>
  )
}

/** Those that do not touch an edge. */
function halfHours(from: number, buckets: number): readonly number[] {
  const first = Math.ceil((from + BUCKET_MS) / HALF_HOUR_MS) * HALF_HOUR_MS
  const to = from + (buckets - 2) * BUCKET_MS
  return Array.from({ length: 7 }, (_, index) => first + index * HALF_HOUR_MS).filter((at) => at <= to)
}

/** The same in figures, for who does not see the lines. */
function SharesTable({ region, buckets }: { region: RegionId; buckets: readonly HealthBucket[] }) {
  const rows = buckets.flatMap((first, index) =>
    index % BUCKETS_OF_A_ROW === 0 ? [{ first, of: buckets.slice(index, index + BUCKETS_OF_A_ROW) }] : [],
  )
  const words = (share: number | null) => (share === null ? 'not known' : percentOf(share))
  return (
    <table class="unseen">
      <caption>Shares of answers in {region}, by 15 minutes from</caption>
      <tr>
        <th scope="col">UTC</th>
        <th scope="col">House idents</th>
        <th scope="col">Nothing to play</th>
      </tr>
      {rows.map(({ first, of }) => (
        <tr>
          <th scope="row">{first.at.slice(11, 16)}</th>
          <td>{words(shareOver(of, 'baseline'))}</td>
          <td>{words(shareOver(of, 'empty'))}</td>
        </tr>
      ))}
    </table>
  )
}
