import type { Context, Hints, Viewer } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { type Memory, NO_MEMORY } from '../../decide/context/memory.ts'
import { decide } from '../../decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../decide/decision-request.ts'
import { ANY_DEVICE, ANYBODY } from '../../decide/matrix/matrix-viewers.ts'
import { learn, type TasteSignal } from '../../decide/score/taste/session-taste.ts'
import { assetOf } from '../../model/columns/column-value.ts'
import { spaceOf } from '../../model/columns/taste-space.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { DenyList } from '../../model/denies/deny-list.ts'
import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import { hash32 } from '../../model/hash32.ts'
import type { LearnedRun } from '../../model/learned/learned-run.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { NO_SUMS, type TasteSums, tasteOf, withRewards } from '../../profile/taste-sums.ts'
import type { Screen } from '../world/screens.ts'
import type { Policy, Seen, ShownItem, Visit } from './policy.ts'
import { type Published, published } from './published.ts'

/** Where lessons come from; null: the policy never learns, and remembers nobody. */
export interface Teacher {
  /** What is learned before a day begins; null: nothing yet. */
  lesson(day: number): LearnedRun | null
  took(seen: readonly Seen[]): void
}

interface KnownViewer {
  readonly space: string
  readonly sums: TasteSums
}

const WATCHED_MS = 30_000
/** Keeps profiles, and teaches nothing more. */
const NO_MORE_LESSONS: Teacher = { lesson: () => null, took: () => undefined }

/** The product itself: compiled, opened and asked as at the edge, with the profiles and sessions of its viewers. */
export class Product implements Policy {
  private live: Published | null = null
  private readonly profiles = new Map<string, KnownViewer>()

  constructor(
    private readonly rules: Rules,
    private readonly titleOf: (assetId: AssetId) => TitleId,
    private readonly teacher: Teacher | null,
    /** Served every day, whatever arrives; null: each day has its own. */
    private readonly frozen: Published | null = null,
  ) {}

  startDay({ number, now, titles }: Parameters<Policy['startDay']>[0]): void {
    this.live = this.frozen ?? published(this.rules, titles, this.teacher?.lesson(number) ?? null, now)
  }

  /** What it serves now. @throws RangeError before the first day */
  get served(): Published {
    if (this.live === null) throw new RangeError('start a day first')
    return this.live
  }

  /** The same product, with what it remembers of its viewers by now, which serves one snapshot from now on. */
  serving(frozen: Published): Product {
    const other = new Product(this.rules, this.titleOf, this.teacher && NO_MORE_LESSONS, frozen)
    for (const [id, known] of this.profiles) other.profiles.set(id, known)
    return other
  }

  page(visit: Visit, screen: Screen): readonly ShownItem[] {
    const { opened, assetAt } = this.served
    const [decision] = decide(opened, this.requestFor(visit, screen))
    return (decision?.picks ?? []).map(({ candidate, propensity }) => ({
      assetId: assetAt(assetOf(opened.snapshot.hot, candidate)),
      propensity,
    }))
  }

  /** What a page is decided from. */
  requestFor(visit: Visit, { surface, count }: Screen): DecisionRequest {
    const { opened } = this.served
    const context = contextOf(opened.snapshot.rules, visit)
    const placement = { id: surface, surface, count, titleId: null, inView: null, row: null }
    return decisionRequest({
      context,
      placements: [placement],
      denies: DenyList.NONE,
      memory: this.memoryOf(visit),
      seed: `${visit.id} ${surface}`,
    })
  }

  took({ viewer, now }: Visit, seen: readonly Seen[]): void {
    this.teacher?.took(seen)
    if (this.teacher === null || !viewer.returning) return
    const { opened } = this.served
    const space = spaceOf(opened.snapshot)
    const before = this.profiles.get(viewer.id)
    const reward = opened.snapshot.rules.ranking.personal.session.rewards.watch
    const rewards = seen
      .filter(({ started }) => started)
      .map(({ assetId }) => ({ at: now, reward, vector: this.vectorOf(assetId) }))
    if (rewards.length === 0) return
    const sums = before?.space === space ? before.sums : NO_SUMS
    this.profiles.set(viewer.id, { space, sums: withRewards(sums, rewards) })
  }

  private memoryOf({ viewer, started, shown, starts }: Visit): Memory {
    const known = this.profiles.get(viewer.id)
    const { opened } = this.served
    const hashes = [...started].map(hash32)
    if (this.teacher === null) return { ...NO_MEMORY, watched: hashes, shown: shown.map(hash32) }
    const isKnown = known !== undefined && known.space === spaceOf(opened.snapshot)
    return {
      ...NO_MEMORY,
      profile: isKnown ? tasteOf(known.sums) : [],
      session: starts.length === 0 ? [] : this.sessionAfter(starts),
      watched: hashes,
      shown: shown.map(hash32),
      viewerKey: viewer.id,
    }
  }

  /** What a session learns of what it started. */
  private sessionAfter(starts: readonly AssetId[]): Int8Array {
    const { session } = this.served.opened.snapshot.rules.ranking.personal
    const signals = starts.map(
      (assetId): TasteSignal => ({
        asset: hash32(assetId),
        title: hash32(this.titleOf(assetId)),
        event: 'watch',
        watchedMs: WATCHED_MS,
        durationMs: 2 * WATCHED_MS,
        vector: this.vectorOf(assetId),
      }),
    )
    return learn({ vector: new Int8Array(TASTE_DIMENSIONS), unwanted: [] }, signals, session, 0).vector
  }

  private vectorOf(assetId: AssetId): Int8Array {
    const { opened, assetRow } = this.served
    const first = assetRow(assetId) * TASTE_DIMENSIONS
    return opened.snapshot.hot.assets.taste.slice(first, first + TASTE_DIMENSIONS)
  }
}

function contextOf(rules: Parameters<typeof deriveContext>[0], { viewer, now }: Visit): Context {
  const place = { country: 'DE', regionCode: null, timeZone: 'Europe/Berlin', anonymizer: null } as const
  return deriveContext(rules, { place, viewer: viewer.returning ? MEMBER : ANYBODY, hints: TELEVISION, now })
}

const MEMBER: Viewer = {
  ...ANYBODY,
  state: 'member',
  subject: 'regular',
  cap: 18,
  adult: true,
  personalize: true,
  entitlements: ['subscription'],
}
const TELEVISION: Hints = { ...ANY_DEVICE, device: 'tv' }
