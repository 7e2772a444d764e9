import type { RegionAnswer } from '../../../contracts/ops/answers/regions.ts'
import { counted } from '../../../history/changes/recorded-act.ts'
import { Refused } from '../../ask.ts'
import { State } from '../../frame/state.tsx'
import { lengthOf } from '../../frame/times.tsx'
import type { ConsolePage } from '../../page.ts'
import { CheckList } from '../check-list.tsx'
import { SnapshotName } from '../snapshot-names.tsx'
import { ActFrame } from './act-frame.tsx'
import { type AnnouncementClock, clockOf } from './clock.ts'

const RENEWS_EVERY_MS = 2_000

/** `/console/regions/{r}/clock?sequence=&outcome=`: what came of an act, and how far it has come. */
export const clockPage: ConsolePage = {
  path: '/console/regions/:region/clock',
  section: 'regions',
  parameters: ['sequence', 'outcome'],
  show: async ({ path, query, ask, me, now }) => {
    const status = await ask.get<RegionAnswer>(`regions/${path('region')}`)
    const sequence = sequenceOf(query('sequence')) ?? status.sequence
    const outcome = query('outcome')
    const title = titleOf(status.region, sequence, outcome)
    return {
      title,
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <ActFrame title={title} region={status.region}>
          {outcome === 'refused' ? (
            <CheckList outcome={status.lastRefusal} region={status.region} me={me} />
          ) : (
            <Clock status={status} sequence={sequence} now={now} />
          )}
        </ActFrame>
      ),
    }
  },
}

function sequenceOf(text: string): number | null {
  if (text === '') return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Refused({
    type: 'about:blank',
    title: 'A wrong address',
    status: 400,
    detail: 'sequence is the number of an announcement, such as 41.',
    field: 'sequence',
  })
}

function titleOf(region: string, sequence: number | null, outcome: string): string {
  if (outcome === 'refused') return `${region}: refused, and nothing has changed`
  if (outcome === 'unchanged') return `${region}: nothing to publish, what is live is the same`
  if (sequence === null) return `${region} has nothing live`
  return outcome === 'canary'
    ? `${region} tries a canary, announced as ${sequence}`
    : `${region} announces sequence ${sequence}`
}

interface ClockProps {
  readonly status: RegionAnswer
  readonly sequence: number | null
  readonly now: number
}

function Clock({ status, sequence, now }: ClockProps) {
  if (sequence === null) return <p>Nothing was ever announced here: house idents play.</p>
  const clock = clockOf(status, sequence, now)
  return (
    <section class="clock" aria-label="Clock" data-part="clock" aria-live="polite">
      <p class="clock-words">
        <Words clock={clock} />
      </p>
      <Bar clock={clock} />
      <dl class="facts">
        <dt>Live</dt>
        <dd>
          sequence {status.sequence ?? '–'}, <SnapshotName id={status.snapshot} />
          {status.pinned && <span> , pinned until {status.pinned.until.slice(0, 16).replace('T', ' ')} UTC</span>}
        </dd>
        <dt>Not heard of since</dt>
        <dd class="number">{counted(clock.notHeardOf, 'isolate')}</dd>
        <dt>Still serve older</dt>
        <dd class="number">{behindWords(clock)}</dd>
      </dl>
      <p class="dim">
        Isolates of the last 15 minutes, by what each said last. They read what is live every few seconds; one that
        answers nobody says nothing. Renewed every 2 s.
      </p>
    </section>
  )
}

function Words({ clock }: { readonly clock: AnnouncementClock }) {
  const { isolates, have, seconds } = clock
  const after = seconds === null ? '' : `, ${lengthOf(seconds)}`
  if (isolates === 0) return <State tone="warn">No isolate has reported in 15 minutes{after}</State>
  const words = `${have} of ${isolates} ${isolates === 1 ? 'isolate' : 'isolates'}${after}`
  return <State tone={have === isolates ? 'good' : 'warn'}>{words}</State>
}

function Bar({ clock: { isolates, have, behind } }: { readonly clock: AnnouncementClock }) {
  const share = (count: number) => (isolates === 0 ? 0 : (100 * count) / isolates)
  return (
    <svg class="clock-bar" width="100%" height="12" aria-hidden="true">
      <rect class="clock-ground" width="100%" height="12" />
      <rect class="clock-have" width={`${share(have)}%`} height="12" />
      <rect class="clock-behind" x={`${100 - share(behind.length)}%`} width={`${share(behind.length)}%`} height="12" />
    </svg>
  )
}

function behindWords({ behind }: AnnouncementClock): string {
  if (behind.length === 0) return 'none'
  const reasons = new Set(behind.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])))
  const why = reasons.size === 0 ? 'they have not read it yet' : [...reasons].join('; ')
  return `${counted(behind.length, 'isolate')}: ${why}`
}
