import type { BookedGoal } from '../../../learn/delivery/delivered-cell.ts'
import { goalOfEvents } from '../../../model/fields/goal.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'

/** A goal in numbers of events. */
export interface CountedGoal extends BookedGoal {
  readonly counts: 'impressions' | 'starts'
}

/** What a campaign is to reach in events; null: nothing in numbers. */
export function countedGoal({ goal }: Pick<Campaign, 'goal'>): CountedGoal | null {
  const events = goalOfEvents(goal)
  return events === null ? null : { counts: events.kind, amount: events.count, pacing: events.pacing }
}
