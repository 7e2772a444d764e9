import type { RejectedEvent } from '../../contracts/device/answers/events.ts'
import type { DeviceEventItem } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { AcceptedEvent } from '../request/events-body.ts'
import type { DecidedItem } from '../token/decision/decision-record.ts'
import type { OpenedDecision } from '../token/decision/decision-token.ts'

/** An event with everything that its decision says of it. */
export interface BelievedEvent {
  readonly region: RegionId
  readonly item: DeviceEventItem
  /** The consented viewer, for their profile alone: it stands beside the item, and is never put into it. */
  readonly subject: string | null
  /** When its decision was made, milliseconds since 1970 UTC. */
  readonly decidedAt: number
}

/** What is wrong with a token, and what to send instead. */
const TOKEN_FAULTS: Readonly<Record<Exclude<OpenedDecision['outcome'], 'ok'>, string>> = {
  malformed: 'malformed: must be the token of the answer, whole and unchanged; not its session, nor a viewer token',
  forged: 'forged: the token was changed after the edge sealed it, or another service sealed it',
  expired: 'expired: a decision can be reported about for seven days',
  'unknown-key': 'unknown-key: the token was sealed with a key that this service does not use',
}

/** What the edge itself knows of a beacon. */
interface Receipt {
  /** When it arrived, milliseconds since 1970 UTC. */
  readonly now: number
  readonly source: number | null
}

/**
 * What is believed of an event: everything but its kind, its time and its measurements comes from the decision token. A
 * refusal says which field is at fault.
 */
export function believedEvent(
  event: AcceptedEvent,
  opened: OpenedDecision,
  { now, source }: Receipt,
): BelievedEvent | RejectedEvent {
  const { index } = event
  if (opened.outcome !== 'ok') return { index, field: 'token', reason: TOKEN_FAULTS[opened.outcome] }
  const { record, issuedAt } = opened
  const decided = record.items.find(({ position }) => position === event.position)
  if (!decided) return { index, field: 'position', reason: 'not a position of this decision' }
  const playback = ownRendition(event.playback, decided)
  if (playback === undefined) {
    const listed = decided.renditions?.length ?? 0
    return { index, field: 'playback', reason: `must be an index in the playback of this item, which lists ${listed}` }
  }
  return {
    region: record.region,
    subject: record.subject,
    decidedAt: issuedAt,
    item: {
      decisionId: record.decisionId,
      placementId: decided.placementId,
      position: decided.position,
      event: event.event,
      assetId: decided.assetId,
      campaignId: decided.campaignId,
      snapshot: record.snapshot,
      sequence: record.sequence,
      propensity: decided.propensity,
      drawn: decided.drawn,
      sticky: decided.sticky,
      reserved: decided.reserved,
      privacy: record.privacy,
      arms: record.arms,
      // Not earlier than its decision, whatever the device's clock says, nor later than now, whatever another edge's does.
      occurredAt: Math.min(now, Math.max(issuedAt, now - event.ageMs)),
      watchedMs: event.watchedMs,
      ttffMs: event.ttffMs,
      receivedAt: now,
      surface: decided.surface,
      territory: record.territory,
      device: record.device,
      unit: record.unit,
      holdout: record.holdout,
      playback,
      source,
    },
  }
}

/**
 * The asset's own rendition behind an index in the answer's list. Null: the device did not say, or its token is of
 * before and does not know. Undefined: the answer did not list it.
 */
function ownRendition(playback: number | null, { renditions }: DecidedItem): number | null | undefined {
  return playback === null || renditions === null ? null : renditions[playback]
}
