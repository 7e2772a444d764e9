import type { SnapshotHot } from '../model/snapshot.ts'
import { groupVerdicts, PASSED } from './eligible.ts'
import type { OpenEngine, Plane } from './engine/engine.ts'
import type { GateInput } from './gates/gate.ts'
import { ASSET_CLASSES, GATE_GROUPS, type GateGroup } from './gates/gate-groups.ts'

/** A group's verdicts by class, the rows that they let pass, and how long both hold. */
interface Verdicts {
  readonly first: Uint8Array
  readonly plane: Plane
  /** Half open, milliseconds since 1970 UTC: clocks may be moved back where somebody looks into the past. */
  readonly from: number
  readonly until: number
}

/** The rows that pass every gate of one context, and how long that holds. */
interface Kept {
  readonly plane: Plane
  readonly from: number
  readonly until: number
}

/** Planes of groups and of contexts that are kept, in bytes: at 100,000 rows some 300 of them. */
const GREATEST_BYTES = 4 * 1024 * 1024
/** Contexts whose first sight is remembered, so that their second is. */
const SIGHTS = 512

/**
 * Eligibility as bitmaps. A gate is asked once for each class; its verdicts become a plane over the rows, kept under
 * what the gates read of the context, to the exact instant of the next window edge. A context is the AND of its
 * groups' planes; one that comes a second time is kept whole. The verdicts are those of `eligible`, bit by bit.
 */
export class GatePlanes {
  private readonly verdicts = new Map<string, Verdicts>()
  private readonly contexts = new Map<string, Kept>()
  private readonly seenOnce = new Set<string>()
  private bytes = 0

  constructor(
    private readonly hot: SnapshotHot,
    private readonly engine: OpenEngine,
  ) {}

  /** Calls `use` with the rows that every gate lets pass, takedowns aside; the plane is not kept by the caller. */
  withEligible<Result>(input: GateInput, deniesKey: string, use: (plane: Plane) => Result): Result {
    const key = `${GATE_GROUPS.map((group) => group.key(input)).join('|')}|${deniesKey}`
    const kept = this.contexts.get(key)
    if (kept && holds(kept, input)) {
      this.contexts.delete(key)
      this.contexts.set(key, kept)
      return use(kept.plane)
    }
    const made = this.make(input)
    if (kept) this.drop(this.contexts, key, kept)
    if (kept || this.seenOnce.delete(key)) {
      this.keep(this.contexts, key, made)
      return use(made.plane)
    }
    if (this.seenOnce.size >= SIGHTS) this.seenOnce.clear()
    this.seenOnce.add(key)
    try {
      return use(made.plane)
    } finally {
      this.engine.free(made.plane)
    }
  }

  /** By class of a group: `PASSED`, or the first gate that refuses it; kept as long as it holds. */
  of(group: GateGroup, input: GateInput): Verdicts {
    const key = `${group.over}|${group.key(input)}`
    const known = this.verdicts.get(key)
    if (known && holds(known, input)) {
      this.verdicts.delete(key)
      this.verdicts.set(key, known)
      return known
    }
    if (known) this.drop(this.verdicts, key, known)
    const first = groupVerdicts(group, input)
    const passes = first.map((verdict) => (verdict === PASSED ? 1 : 0))
    const plane =
      group.over === 'campaign'
        ? this.engine.campaignPlane(passes)
        : this.engine.assetPlane(ASSET_CLASSES.indexOf(group.over), passes)
    const made = { first, plane, from: input.context.now, until: group.validUntil(input) }
    this.keep(this.verdicts, key, made)
    return made
  }

  private make(input: GateInput): Kept {
    const all = GATE_GROUPS.map((group) => this.of(group, input))
    const planes = all.map(({ plane }) => plane)
    const { assets, campaigns } = input.denies
    const denied: Plane[] = []
    if (assets.size > 0) denied.push(this.engine.withoutAssets(assets.keys()))
    if (campaigns.size > 0) {
      const passes = new Uint8Array(this.hot.campaigns.idHash.length).fill(1)
      for (const campaign of campaigns.keys()) passes[campaign] = 0
      denied.push(this.engine.campaignPlane(passes))
    }
    const plane = this.engine.intersect([...planes, ...denied])
    for (const each of denied) this.engine.free(each)
    const until = Math.min(input.denies.validUntil, ...all.map((each) => each.until))
    return { plane, from: Math.max(...all.map(({ from }) => from)), until }
  }

  private keep<Entry extends Kept>(entries: Map<string, Entry>, key: string, entry: Entry): void {
    entries.set(key, entry)
    this.bytes += entry.plane.bytes
    // Contexts go before groups: a context is remade from its groups in microseconds.
    for (const candidates of [this.contexts, this.verdicts]) {
      for (const [oldest, each] of candidates) {
        if (this.bytes <= GREATEST_BYTES) return
        if (each !== entry && candidates.size > GATE_GROUPS.length * 2) this.drop(candidates, oldest, each)
      }
    }
  }

  private drop<Entry extends Kept>(entries: Map<string, Entry>, key: string, entry: Kept): void {
    entries.delete(key)
    this.bytes -= entry.plane.bytes
    this.engine.free(entry.plane)
  }
}

function holds({ from, until }: Kept, { context }: GateInput): boolean {
  return from <= context.now && context.now < until
}
