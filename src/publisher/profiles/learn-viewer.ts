import { base64url } from 'jose'
import { TOKEN_PROOF } from '../../model/nouns/profile.ts'
import { type Lesson, lessonOf } from '../../profile/deed.ts'
import { type Learning, learnedProfile } from '../../profile/viewer-profile.ts'
import { MARKED_MS } from '../../schedule/profiles/viewer-records.ts'
import { withViewer } from '../../schedule/profiles/with-viewer.ts'
import type { KnownRecords } from './known-records.ts'
import type { ProfileContext } from './profile-context.ts'
import type { ReadMessage } from './profile-message.ts'

/** A device may be ahead of the publisher by so much, in milliseconds. */
const CLOCK_SKEW_MS = 60_000

/**
 * More events of one viewer in two days than a person causes, but not a machine: what is beyond is not applied, because
 * it could not be known as applied.
 */
const MAX_MARKS = 10_000

/** One event that changes its viewer's profile. */
interface KnownEvent extends Lesson {
  readonly eventId: string
  readonly decidedAt: number
  /** The space that its reward lies in. */
  readonly space: string
}

/** What the writer hands to the core. @param space that the vectors lie in */
export function learning({ rules, now }: Pick<ProfileContext, 'rules' | 'now'>, space: string): Learning {
  const watchedReward = rules.ranking.personal.session.rewards.watch
  return { space, watchedReward, now: now(), encode: base64url.encode }
}

/**
 * Applies the events of one viewer to their profile, each exactly once: an event that was applied is known as long as
 * its decision is young enough for it to be applied again. Events of decisions from before the viewer was erased are
 * not applied.
 */
export async function learnViewer(
  context: ProfileContext,
  subject: string,
  messages: readonly ReadMessage[],
  known: KnownRecords,
): Promise<void> {
  const viewer = { subject, units: context.unitsOf(subject) }
  const events = new Map(
    messages
      .flatMap((message) => eventsOf(context, message, { known, units: viewer.units }))
      .map((event) => [event.eventId, event]),
  )
  if (events.size === 0) return
  await withViewer(context, viewer, [...events.keys()], ({ profile, applied, marks, erasedAt }) => {
    const fresh = [...events.values()]
      .filter(({ eventId, decidedAt }) => !applied.has(eventId) && decidedAt > erasedAt)
      .slice(0, Math.max(0, MAX_MARKS - marks))
    const [first] = fresh
    if (first === undefined) return null
    // Of a viewer who was in two regions at once, with two spaces: what was decided last tells where they are.
    const { space } = fresh.reduce((last, each) => (each.decidedAt > last.decidedAt ? each : last), first)
    const next = learnedProfile(
      profile,
      {
        rewards: fresh.flatMap(({ reward, space: of }) => (reward !== null && of === space ? [reward] : [])),
        showings: fresh.flatMap(({ showing }) => showing ?? []),
        viewings: [],
        consents: fresh.map(({ decidedAt }) => ({ at: decidedAt, proof: TOKEN_PROOF })),
      },
      learning(context, space),
    )
    return next === null ? null : { profile: next, marks: fresh }
  })
}

/** The events of a message that say something, and are not too old. */
function eventsOf(
  { rules, now }: ProfileContext,
  { region, consentedAt, items }: ReadMessage,
  { known, units }: { readonly known: KnownRecords; readonly units: readonly string[] },
): readonly KnownEvent[] {
  const oldest = now() - MARKED_MS
  if (consentedAt <= oldest || consentedAt > now() + CLOCK_SKEW_MS) return []
  const space = known.space(region, units)
  return items.flatMap((item): KnownEvent[] => {
    const { decisionId, position, event, occurredAt, watchedMs, assetId, campaignId } = item
    if (occurredAt < consentedAt || occurredAt > now() + CLOCK_SKEW_MS) return []
    const deed = {
      event,
      occurredAt,
      watchedMs,
      asset: known.asset(assetId, region, units),
      cap: known.cap(campaignId),
    }
    const lesson = lessonOf(deed, rules.ranking.personal.session)
    if (lesson.reward === null && lesson.showing === null) return []
    return [{ ...lesson, eventId: `${decisionId}:${position}:${event}`, decidedAt: consentedAt, space }]
  })
}
