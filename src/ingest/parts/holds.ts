/** What the judgement about a delivery as a whole rests on. */
export interface DeliveryFacts {
  readonly items: number
  readonly quarantined: number
  /** Items that were there before the delivery, and those of them that are gone. */
  readonly before: number
  readonly removed: number
  /** Items with media that were there before, and media that came under new ids instead. */
  readonly mediaBefore: number
  readonly churned: number
  /** Why the document could not be read to its end; null: it was. */
  readonly broken: string | null
  readonly maxRemovedPercent: number
  /** Why what it withdraws needs a confirmation; empty: it needs none. */
  readonly withdraws: readonly string[]
}

/** Why a delivery is held. */
export interface Hold {
  readonly rule: 'removed' | 'id-churn' | 'quarantined' | 'broken' | 'withdraws'
  readonly detail: string
}

/** From this share of known media under new ids on, the ids of the feed have changed, not its content. */
const CHURN_PERCENT = 5
const MOST_QUARANTINED_PERCENT = 50

/**
 * Whether a delivery is held, so that the last good one stays in force until somebody looks at it. Source: Amazon's
 * catalogue guide, where ids that change suspend a catalogue and ids that vanish leave the index.
 */
export function holdOf(facts: DeliveryFacts): Hold | null {
  const { items, quarantined, before, removed, mediaBefore, churned, broken, maxRemovedPercent, withdraws } = facts
  if (broken !== null) {
    return { rule: 'broken', detail: `${broken}. A document that cannot be read to its end is never complete` }
  }
  if (churned > 0 && churned * 100 >= mediaBefore * CHURN_PERCENT) {
    const detail = `${churned} of ${mediaBefore} media came under new ids. The id of an item must not change: send the old ids, or release the delivery if these are new items`
    return { rule: 'id-churn', detail }
  }
  if (removed * 100 > before * maxRemovedPercent) {
    const detail = `${removed} of ${before} items are missing, more than ${maxRemovedPercent} %. Send a complete feed, or release the delivery if they are meant to go`
    return { rule: 'removed', detail }
  }
  if (items > 0 && quarantined * 100 >= items * MOST_QUARANTINED_PERCENT) {
    return { rule: 'quarantined', detail: `${quarantined} of ${items} items are faulty. Mend them and send it again` }
  }
  const [first] = withdraws
  if (first === undefined) return null
  const more = withdraws.length > 1 ? `; and ${withdraws.length - 1} more reasons` : ''
  return { rule: 'withdraws', detail: `${first.slice(0, 300)}${more}` }
}
