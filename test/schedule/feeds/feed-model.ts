/** An item as the model sees it: what it brings, and what is wrong with it. */
export interface ModelItem {
  readonly id: string
  readonly assets: readonly string[]
  readonly titles: readonly string[]
  /** What its assets say. */
  readonly version: number
  /** `faulty`: found by looking at it. `dangling`: found when all of the delivery is there. `deleted`: it says it is gone. */
  readonly state: 'good' | 'faulty' | 'dangling' | 'deleted'
}

interface Known {
  /** null: it is looked at again whatever it says. */
  readonly source: string | null
  readonly records: readonly string[]
  readonly media: readonly string[]
}

/** What is known of a feed. */
export interface ModelFeed {
  readonly known: ReadonlyMap<string, Known>
  readonly open: ReadonlySet<string>
}

/** What a delivery makes of a feed, and of what is stored. */
export interface Foreseen {
  readonly hold: 'id-churn' | 'quarantined' | null
  readonly quarantined: number
  readonly removed: number
  /** Whether there is nothing that a release could bring into force. */
  readonly isEmpty: boolean
  readonly next: ModelFeed
  /** What remains of the quarantine when it is held. */
  readonly held: ModelFeed
  readonly said: ReadonlyMap<string, number>
  readonly changes: boolean
}

const sourceOf = (item: ModelItem) => JSON.stringify(item)

/** What must become of a delivery. The numbers of holds are those of the feed's rules. */
export function foresee(feed: ModelFeed, items: readonly ModelItem[], mode: 'full' | 'delta'): Foreseen {
  const seen = new Set(items.map(({ id }) => id))
  const changed = new Map<string, ModelItem>()
  const gone = new Set<string>()
  const faulty = new Map<string, ModelItem>()
  const brought = new Set<string>()
  const newMedia = new Set<string>()
  for (const item of items) {
    const before = feed.known.get(item.id)
    if (before?.source === sourceOf(item)) continue
    if (item.state === 'deleted') {
      if (before) gone.add(item.id)
      continue
    }
    const isTwice = item.assets.some((id) => brought.has(id))
    if (item.state === 'faulty' || isTwice) {
      faulty.set(item.id, item)
      continue
    }
    for (const id of [...item.assets, ...item.titles]) brought.add(id)
    if (before === undefined) for (const id of item.assets) newMedia.add(id)
    if (item.state === 'dangling') faulty.set(item.id, item)
    else changed.set(item.id, item)
  }
  const deleted = gone.size
  const churned = new Set<string>()
  for (const [key, { media }] of feed.known) {
    if (seen.has(key)) continue
    for (const id of media) if (newMedia.has(id)) churned.add(id)
    if (mode === 'full') gone.add(key)
  }
  const next = settled(feed, { changed, gone, faulty })
  const open = openAfter(feed, { seen, faulty, gone: next.forgotten, mode })
  const withMedia = [...feed.known.values()].filter(({ media }) => media.length > 0).length
  const isChurn = churned.size > 0 && churned.size * 100 >= withMedia * 5
  const isFaulty = items.length > 0 && faulty.size * 2 >= items.length
  return {
    hold: isChurn ? 'id-churn' : isFaulty ? 'quarantined' : null,
    quarantined: faulty.size,
    removed: next.forgotten.size,
    isEmpty: changed.size + gone.size === 0,
    next: { known: next.known, open },
    held: { known: feed.known, open: new Set([...feed.open, ...faulty.keys()]) },
    said: new Map([...changed.values()].flatMap(({ assets, version }) => assets.map((id) => [id, version] as const))),
    changes: changed.size + next.forgotten.size + deleted > 0,
  }
}

interface Judged {
  readonly changed: ReadonlyMap<string, ModelItem>
  readonly gone: ReadonlySet<string>
  readonly faulty: ReadonlyMap<string, ModelItem>
}

/** What is known afterwards. A record that a faulty item takes over stays with the item that it left. */
function settled({ known }: ModelFeed, { changed, gone, faulty }: Judged) {
  const claimed = new Set([...faulty.values()].flatMap(({ assets, titles }) => [...assets, ...titles]))
  const brought = new Set([...changed.values()].flatMap(({ assets, titles }) => [...assets, ...titles]))
  const elsewhere = new Set(
    [...known].flatMap(([key, { records }]) => (gone.has(key) || changed.has(key) ? [] : records)),
  )
  const isKept = (id: string) => claimed.has(id) && !brought.has(id) && !elsewhere.has(id)
  const next = new Map(known)
  const forgotten = new Set<string>()
  for (const key of gone) {
    if (known.get(key)?.records.some(isKept)) continue
    next.delete(key)
    forgotten.add(key)
  }
  for (const [key, item] of changed) {
    const own = [...item.assets, ...item.titles]
    const kept = (known.get(key)?.records ?? []).filter((id) => isKept(id) && !own.includes(id))
    const source = kept.length > 0 ? null : sourceOf(item)
    next.set(key, { source, records: [...own, ...kept], media: item.assets })
  }
  return { known: next, forgotten }
}

function openAfter(
  { open }: ModelFeed,
  { seen, faulty, gone, mode }: Pick<Judged, 'faulty' | 'gone'> & { seen: ReadonlySet<string>; mode: 'full' | 'delta' },
): ReadonlySet<string> {
  const still = [...open].filter((key) => !seen.has(key) && !gone.has(key) && mode === 'delta')
  return new Set([...still, ...faulty.keys()])
}
