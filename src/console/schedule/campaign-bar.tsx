import type { LaneCampaign, ScheduleLane } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import type { LaneClock, LanePlace } from './lane-clock.ts'

/** Pixels of a row, with the space below it. */
export const ROW_HEIGHT = 20
const BAR_HEIGHT = 18

interface CampaignBarProps {
  readonly bar: ScheduleLane['bars'][number]
  readonly campaign: LaneCampaign
  readonly clock: LaneClock
  /** Pixels from the top of the lane to its first row. */
  readonly top: number
}

/** A window of a campaign, as a link to it: its tier, its status, and what it delivered of its goal. */
export function CampaignBar({ bar, campaign, clock, top }: CampaignBarProps) {
  const place = clock.placeOf(Date.parse(bar.from), bar.to === null ? null : Date.parse(bar.to))
  if (place === null) return null
  const { id, tier, revision, start, end } = campaign
  const status = statusOf(bar, campaign)
  return (
    <a
      href={`/console/campaigns/${id}`}
      class={`bar tier-${tier} is-${status}${place.isBefore ? ' from-before' : ''}${place.isAfter ? ' goes-on' : ''}`}
      data-bar={id}
      data-revision={revision}
      data-start={start}
      data-end={end}
      aria-label={labelOf(bar, campaign, clock)}
    >
      <Drawing bar={bar} campaign={campaign} place={place} top={top} />
    </a>
  )
}

interface DrawingProps extends Omit<CampaignBarProps, 'clock'> {
  readonly place: LanePlace
}

function Drawing({ bar, campaign, place, top }: DrawingProps) {
  const share = deliveredShare(campaign)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the link around it has a name
    <svg x={`${place.x}%`} y={top + bar.row * ROW_HEIGHT} width={`${place.width}%`} height={BAR_HEIGHT}>
      <rect class="body" height={BAR_HEIGHT} rx="4" />
      {share !== null && <rect class="done" y={BAR_HEIGHT - 3} width={`${share}%`} height="3" />}
      <text x={place.isBefore ? 4 : 7} y="13">
        {place.isBefore && '‹ '}
        {campaign.inHours && '◔ '}
        <tspan class="name">{(campaign.name ?? campaign.id).slice(0, NAME_LENGTH)}</tspan>
      </text>
    </svg>
  )
}

/** A bar has no room for more. */
const NAME_LENGTH = 80

/** `waits` is what stands beside what the campaign says now. */
function statusOf({ revision }: CampaignBarProps['bar'], { status, next }: LaneCampaign) {
  return next !== null && next.revision === revision ? 'waits' : status
}

/** Percent of the goal that was delivered, 100 at most; null: nobody counts. */
function deliveredShare({ goal, delivered }: LaneCampaign): number | null {
  return goal === null || delivered === null ? null : Math.min(100, Math.round((100 * delivered) / goal.count))
}

function labelOf(bar: CampaignBarProps['bar'], campaign: LaneCampaign, clock: LaneClock): string {
  const { id, name, tier, goal, inHours } = campaign
  const status = statusOf(bar, campaign) === 'waits' ? `${campaign.next?.status} beside what plays` : campaign.status
  const ends = bar.to === null ? 'open' : clock.wordsOf(Date.parse(bar.to))
  const times = `${clock.wordsOf(Date.parse(bar.from))} to ${ends}${inHours ? ', in parts of the day' : ''}`
  const share = deliveredShare(campaign)
  const reached = share === null || goal === null ? '' : `, ${share} % of ${goal.count} ${goal.kind}`
  return `${(name ?? id).slice(0, NAME_LENGTH)}, ${tier}, ${status}, ${times}${reached}`
}
