import type { ItemFinding } from '../../contracts/ops/answers/deliveries.ts'
import type { ReferenceNode } from '../../ingest/checks/check-references.ts'
import type { FeedFinding } from '../../ingest/feeds/feed-finding.ts'
import type { FeedLookups } from '../../ingest/feeds/feed-reader.ts'
import { type FeedSettings, MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { Title } from '../../model/nouns/title.ts'
import type { Batch } from '../ingest/batch.ts'
import type { IngestDependencies } from '../ingest/ingest.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import type { StagePolicy } from '../ingest/staged-record.ts'
import { MoveFinder } from '../moves/record-move.ts'
import { externalKeysOf } from '../store/external-titles.ts'
import { shownId } from './items/item-key.ts'
import { entryOf, type KeptSource } from './items/quarantine-entry.ts'
import { territoriesWithin } from './items/territories-within.ts'
import type { QuarantinedItem } from './stores/quarantine-store.ts'

/** What a delivery needs from outside. */
export interface DeliveryDependencies extends IngestDependencies {
  readonly lookups: FeedLookups
  /** The surfaces that take videos of this aspect and kind. */
  readonly surfacesFor: (settings: Pick<FeedSettings, 'aspect' | 'kind'>) => readonly SurfaceId[]
}

/** A feed and its settings. */
export interface KnownFeed {
  readonly id: string
  readonly settings: FeedSettings
}

/** What is asked of a delivery. */
export interface DeliveryOrder {
  readonly feed: KnownFeed
  readonly mode: 'full' | 'delta'
  readonly dryRun: boolean
  /** Whether campaigns come in approved. */
  readonly approve: boolean
  readonly actor: string
  readonly delivery: string
  /** A single item that a person has mended: it is judged by itself, not as a delivery of the feed. */
  readonly byHand?: true
  /** A held one that somebody released: only what of it was new or changed is known by now. */
  readonly released?: true
  /** It came in chunks, which stay where they are until it has ended. */
  readonly upload?: true
  /** Called after every few hundred items, to renew what the caller holds. */
  readonly renew?: () => Promise<void>
}

/** Where an item of the delivery is. */
export interface RunningItem {
  readonly item: string | null
  readonly line: number
  /** Ids of its records. */
  readonly records: readonly string[]
  /** Hashes of its media. */
  readonly media: readonly string[]
  /** Hash of what was known of it before; null: nothing was. */
  readonly before: string | null
  /** The fix of a person that was applied; null: it needed none. */
  readonly fix: QuarantinedItem | null
}

const LISTED_FINDINGS = 1000
/** Entries of a delivery that quarantine keeps with their sources, and the characters that they may have together. */
export const MOST_ENTRIES = 10_000
export const MOST_KEPT_CHARACTERS = 24_000_000
/** Titles that may be completed by a later item without being read again. */
const MOST_TITLES_SO_FAR = 10_000

/** What is known of a delivery while it is read: every item is in exactly one of its groups. */
export class DeliveryRun {
  /** Keys of all items of the delivery → hash of the source. */
  readonly seen = new Map<string, string>()
  /** Keys that stood more than once → how often more. */
  readonly repeats = new Map<string, number>()
  /** Items that are new or changed and not in quarantine, by their keys. */
  readonly items = new Map<string, RunningItem>()
  /** Record → keys of the items that bring it. */
  readonly bringers = new Map<string, readonly string[]>()
  /** What is to come into force, by id. */
  readonly staged = new Map<string, StagedRecord>()
  /** All that was ever staged: what is not to come into force is deleted from the store with the rest. */
  readonly everStaged = new Map<string, StagedRecord>()
  readonly nodes = new Map<string, ReferenceNode>()
  readonly stored = new Map<string, string | null>()
  readonly kept = new Map<string, KeptSource>()
  /** Records that items no longer bring → keys of those items. */
  readonly left = new Map<string, readonly string[]>()
  /** Records that left, and that items bring which are not in this delivery, or whose last good version does. */
  readonly heldElsewhere = new Set<string>()
  /** Records that items in quarantine speak of: what such an item takes over from another one must not vanish. */
  readonly claims = new Set<string>()
  /** Records that left and yet stay in force for now; the items that they left stay answerable for them. */
  readonly keptBack = new Set<string>()
  /** Items that say themselves that they are gone. */
  readonly deleted = new Set<string>()
  readonly entries: QuarantinedItem[] = []
  /** Keys of items that went into quarantine. */
  readonly quarantined = new Set<string>()
  /** Hashes of media of new items → key of the item. */
  readonly newMedia = new Map<string, string>()
  readonly moves = new MoveFinder()
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** How many items of the delivery the feed had before, and how many of those had media then. */
  known = 0
  knownWithMedia = 0
  unchanged = 0
  repeated = 0
  warnings = 0
  findingCount = 0
  broken: string | null = null
  /** Whether its records are in force. */
  inForce = false
  private readonly findings: ItemFinding[] = []
  /** What others call the titles of this delivery → the title. */
  readonly externals = new Map<string, string>()
  /** These selectors as far as they lie in the feed's territories; null: nothing of them does. */
  readonly withinFeed: (selectors: readonly string[]) => readonly string[] | null
  private readonly titles = new Map<string, Title>()
  private keptCharacters = 0

  constructor(
    readonly dependencies: DeliveryDependencies,
    readonly order: DeliveryOrder,
    /** null: a dry run, which stages nothing. */
    readonly batch: Batch | null,
    /** Entries of before: key of the item → id of the entry. */
    readonly before: { readonly open: ReadonlyMap<string, string>; readonly fixed: ReadonlyMap<string, string> },
    /** Hash of all that decides how an item is mapped, besides its source. */
    readonly fingerprint: string,
  ) {
    this.startedAt = dependencies.now()
    this.withinFeed = territoriesWithin(order.feed.settings.territories, dependencies)
  }

  get redis() {
    return this.dependencies.redis
  }

  get feedId(): string {
    return this.order.feed.id
  }

  /** Records that people send change in many ways, so that a known source says nothing about what is stored. */
  get hasLedger(): boolean {
    return this.feedId !== MANUAL_FEED
  }

  get policy(): Extract<StagePolicy, { kind: 'ingest' }> {
    return { kind: 'ingest', approve: this.order.approve, by: this.order.actor, feed: this.feedId }
  }

  /** Whether the delivery is all there is, and was read to its end. */
  get isWhole(): boolean {
    return this.order.mode === 'full' && !this.order.byHand && !this.order.released && this.broken === null
  }

  /** Lists what was found in an item. */
  note(item: string | null, findings: readonly FeedFinding[]): void {
    for (const finding of findings) {
      this.findingCount += 1
      if (finding.severity === 'warning') this.warnings += 1
      if (this.findings.length < LISTED_FINDINGS) this.findings.push({ item: shownId(item), ...finding })
    }
  }

  /** The first findings, in order of line. */
  get listed(): readonly ItemFinding[] {
    return this.findings.sort((left, right) => left.line - right.line)
  }

  /** Keeps an item's source, up to a bound on all of them. */
  keep(key: string, kept: KeptSource): void {
    if (this.keptCharacters + kept.source.length > MOST_KEPT_CHARACTERS) return
    this.keptCharacters += kept.source.length
    this.kept.set(key, kept)
  }

  bring(record: string, key: string): void {
    addTo(this.bringers, record, key)
  }

  /** Notes that an item no longer brings a record. */
  leave(record: string, key: string): void {
    addTo(this.left, record, key)
  }

  /** Whether an item brings the record that is not in quarantine. */
  isBrought(record: string): boolean {
    return this.bringers.get(record)?.some((key) => this.items.has(key)) ?? false
  }

  stage(records: readonly StagedRecord[]): void {
    for (const record of records) {
      this.staged.set(record.id, record)
      this.everStaged.set(record.id, record)
    }
  }

  titleSoFar(id: string): Title | null {
    return this.titles.get(id) ?? null
  }

  noteTitle(title: Title): void {
    if (this.titles.size >= MOST_TITLES_SO_FAR) {
      const [oldest] = this.titles.keys()
      if (oldest !== undefined) this.titles.delete(oldest)
    }
    this.titles.set(title.id, title)
    for (const key of externalKeysOf(title)) this.externals.set(key, title.id)
  }

  /** Puts an item into quarantine; its last good version stays in force. */
  quarantine(
    key: string,
    item: { readonly item: string | null; readonly line: number },
    findings: readonly FeedFinding[],
    kept: KeptSource | null,
    mapped = 0,
  ): void {
    this.quarantined.add(key)
    for (const id of this.items.get(key)?.records ?? []) this.claims.add(id)
    for (const { id } of kept?.drafts ?? []) this.claims.add(id)
    this.items.delete(key)
    this.note(item.item, findings)
    if (this.entries.length >= MOST_ENTRIES) return
    const sighting = { feed: this.feedId, key, ...item, delivery: this.order.delivery, at: this.dependencies.now() }
    const room = MOST_KEPT_CHARACTERS - this.keptCharacters
    const entry = entryOf(sighting, { findings, kept, mapped, room }, this.dependencies.lookups.sha256)
    this.keptCharacters += entry.source.length
    this.entries.push(entry)
  }
}

function addTo(map: Map<string, readonly string[]>, name: string, key: string): void {
  const known = map.get(name)
  if (known === undefined) map.set(name, [key])
  else if (!known.includes(key)) map.set(name, [...known, key])
}
