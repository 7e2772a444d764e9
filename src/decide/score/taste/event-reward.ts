import { type SessionTastePolicy, TASTE_EVENTS, type TasteEvent } from '../../../model/policies/taste-policy.ts'

/** One thing that a viewer did with an asset. */
export interface RewardedEvent {
  readonly event: string
  readonly watchedMs: number
  readonly durationMs: number
}

/** Whether an event says something about taste. */
export function isTasteEvent(event: string): event is TasteEvent {
  return (TASTE_EVENTS as readonly string[]).includes(event)
}

/** What an event says by itself, −1 to 1; 0: nothing. */
export function eventReward(
  signal: RewardedEvent,
  { rewards, skipUntil }: Pick<SessionTastePolicy, 'rewards' | 'skipUntil'>,
): number {
  if (!isTasteEvent(signal.event)) return 0
  return rewards[signal.event] * (signal.event === 'skip' ? earliness(signal, skipUntil) : 1)
}

/**
 * Weight of a skip: 1 if skipped at once, falling to 0 at `skipUntil` of the video. If the length is unknown, any later
 * skip weighs 0.
 */
function earliness({ watchedMs, durationMs }: RewardedEvent, skipUntil: number): number {
  const seen = watchedMs <= 0 ? 0 : watchedMs / durationMs
  return Math.max(0, 1 - seen / skipUntil)
}
