import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { OpenEngine, Plane } from '../engine/engine.ts'
import { ENTRY_BYTES, KeptWhileValid, type Timed } from '../time/kept-while-valid.ts'
import { nextBound } from '../time/next-bounds.ts'
import { groupVerdicts } from './eligible.ts'
import { PASSED } from './gate-order.ts'
import type { GateInput } from './gates/gate.ts'
import { ASSET_CLASSES, classIn, GATE_GROUPS, type GateGroup } from './gates/gate-groups.ts'

/** A group's verdicts by class: `PASSED`, or the first gate that refuses it. */
interface Verdicts extends Timed {
  readonly first: Uint8Array
}

/** Rows that pass a test, as a plane of the engine. */
interface Passing extends Timed {
  readonly plane: Plane
}

/** The half-open span of time in which the same rows pass, milliseconds since 1970 UTC. */
export type Span = Pick<Timed, 'from' | 'until'>

/** Bounds of the caches: bytes of planes (some 300 planes at 100,000 rows), number of planes, and bytes of verdicts. */
const PLANE_BYTES = 4 * 1024 * 1024
const PLANES = 2048
const VERDICT_BYTES = 1024 * 1024
/** Generous allowance for planes of one decision that are not cached, or not evicted yet. */
const PASSING_PLANES = 64
/** How many contexts seen once are remembered, so that a second sight is recognised. */
const SIGHTS = 512

/** Upper bound of the planes that decisions over so many rows hold at once. */
export function mostPlanes(rows: number): number {
  return Math.ceil(keptPlaneBytes(rows) / (ENTRY_BYTES + rows / 8)) + PASSING_PLANES
}

function keptPlaneBytes(rows: number): number {
  return Math.min(PLANE_BYTES, PLANES * (ENTRY_BYTES + rows / 8))
}

/**
 * Eligibility as bitmaps. Each gate is asked once per class; the verdicts of a group become a plane over the rows,
 * cached under what the gates read of the context, until the exact instant of the next window edge. The rows for a
 * context are the AND of its groups' planes; that result is cached when the context is seen a second time. The verdicts
 * are those of `eligible`, bit by bit.
 */
export class GatePlanes {
  private readonly verdicts: KeptWhileValid<Verdicts>
  /** Planes of groups, of takedown lists and of whole contexts; their keys never collide. */
  private readonly planes: KeptWhileValid<Passing>
  private readonly seenOnce = new Set<string>()

  constructor(
    private readonly hot: SnapshotHot,
    private readonly engine: OpenEngine,
    { planeBytes = keptPlaneBytes(engine.rows), verdictBytes = VERDICT_BYTES } = {},
  ) {
    this.verdicts = new KeptWhileValid(verdictBytes)
    this.planes = new KeptWhileValid(planeBytes, ({ plane }) => engine.free(plane))
  }

  /** Size of all that is cached, in bytes. */
  get bytes(): number {
    return this.planes.bytes + this.verdicts.bytes
  }

  /** Size of the part that is not in the engine's memory, in bytes. */
  get verdictBytes(): number {
    return this.verdicts.bytes
  }

  /**
   * Calls `use` with the rows that pass every gate but pacing, and whose asset and campaign are not taken down. A takedown of the
   * whole surface is not checked here. The plane is valid until `use` returns.
   *
   * @param deniesKey equal for equal takedowns in force
   * @param key `planeKeyOf` both, if the caller has it
   */
  withEligible<Result>(
    input: GateInput,
    deniesKey: string,
    use: (plane: Plane, span: Span) => Result,
    key: string = planeKeyOf(input, deniesKey),
  ): Result {
    const known = this.planes.recall(key, input.context.now)
    const passing = known ?? this.intersection(input, deniesKey)
    const kept = known !== null || this.planes.has(key) || this.seenOnce.delete(key)
    if (known === null && kept) this.planes.keep(key, passing)
    if (!kept) this.sighted(key)
    try {
      return use(passing.plane, passing)
    } finally {
      if (!kept) this.engine.free(passing.plane)
      this.planes.shrink()
    }
  }

  /** Whether one candidate passes every gate; takedowns and pacing are not checked. */
  passes(input: GateInput, pair: { readonly asset: number; readonly campaign: number }): boolean {
    const { assets } = this.hot
    return GATE_GROUPS.every((group) => this.verdictsOf(group, input).first[classIn(group, assets, pair)] === PASSED)
  }

  private verdictsOf(group: GateGroup, input: GateInput): Verdicts {
    const key = keyOf(group, input)
    const known = this.verdicts.recall(key, input.context.now)
    if (known) return known
    const first = groupVerdicts(group, input)
    const until = nextBound(group.bounds, input)
    const made = this.verdicts.keep(key, { first, from: input.context.now, until, bytes: first.byteLength })
    this.verdicts.shrink()
    return made
  }

  private intersection(input: GateInput, deniesKey: string): Passing {
    const parts = GATE_GROUPS.map((group) => this.planeOf(group, input))
    const denied = this.withoutDenied(input, deniesKey)
    if (denied !== null) parts.push(denied)
    return passing(this.engine.intersect(parts.map(({ plane }) => plane)), {
      from: Math.max(...parts.map(({ from }) => from)),
      until: Math.min(...parts.map(({ until }) => until)),
    })
  }

  private planeOf(group: GateGroup, input: GateInput): Passing {
    const key = keyOf(group, input)
    const known = this.planes.recall(key, input.context.now)
    if (known) return known
    const { first, from, until } = this.verdictsOf(group, input)
    const passes = first.map((verdict) => (verdict === PASSED ? 1 : 0))
    const plane =
      group.over === 'campaign'
        ? this.engine.campaignPlane(passes)
        : this.engine.assetPlane(ASSET_CLASSES.indexOf(group.over), passes)
    return this.planes.keep(key, passing(plane, { from, until }))
  }

  /** The rows that no takedown reaches; null if there is no takedown of an asset or campaign. */
  private withoutDenied({ denies, context }: GateInput, deniesKey: string): Passing | null {
    const { assets, campaigns, validUntil } = denies
    if (assets.size === 0 && campaigns.size === 0) return null
    const key = `denied|${deniesKey}`
    const known = this.planes.recall(key, context.now)
    if (known) return known
    const passes = new Uint8Array(this.hot.campaigns.idHash.length).fill(1)
    for (const campaign of campaigns.keys()) passes[campaign] = 0
    const parts = [this.engine.withoutAssets(assets.keys()), this.engine.campaignPlane(passes)]
    const plane = this.engine.intersect(parts)
    for (const part of parts) this.engine.free(part)
    return this.planes.keep(key, passing(plane, { from: context.now, until: validUntil }))
  }

  private sighted(key: string): void {
    if (this.seenOnce.size >= SIGHTS) this.seenOnce.clear()
    this.seenOnce.add(key)
  }
}

/** Cache key of the rows that pass: for one snapshot and instant, equal keys mean equal rows. */
export function planeKeyOf(input: GateInput, deniesKey: string): string {
  return `${GATE_GROUPS.map((group) => group.key(input)).join('|')}|${deniesKey}`
}

function keyOf(group: GateGroup, input: GateInput): string {
  return `${group.over}|${group.key(input)}`
}

function passing(plane: Plane, { from, until }: Span): Passing {
  return { plane, from, until, bytes: plane.bytes }
}
