import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { OpenEngine, Plane } from '../engine/engine.ts'
import { ENTRY_BYTES, KeptWhileValid, type Timed } from '../time/kept-while-valid.ts'
import { groupVerdicts, PASSED } from './eligible.ts'
import type { GateInput } from './gates/gate.ts'
import { ASSET_CLASSES, classIn, GATE_GROUPS, type GateGroup } from './gates/gate-groups.ts'

/** A group's verdicts by class: `PASSED`, or the first gate that refuses it. */
interface Verdicts extends Timed {
  readonly first: Uint8Array
}

/** Rows that something lets pass. */
interface Passing extends Timed {
  readonly plane: Plane
}

/** From when to just before when the same rows pass, milliseconds since 1970 UTC. */
export type Span = Pick<Timed, 'from' | 'until'>

/** What is kept for the next request: planes, in bytes (at 100,000 rows some 300) and in number, and verdicts, in bytes. */
const PLANE_BYTES = 4 * 1024 * 1024
const PLANES = 2048
const VERDICT_BYTES = 1024 * 1024
/** Planes of one decision that are not kept, or not dropped yet, with many to spare. */
const PASSING_PLANES = 64
/** Contexts whose first sight is remembered, so that their second is. */
const SIGHTS = 512

/** No decisions over so many rows hold more planes at once. */
export function mostPlanes(rows: number): number {
  return Math.ceil(keptPlaneBytes(rows) / (ENTRY_BYTES + rows / 8)) + PASSING_PLANES
}

function keptPlaneBytes(rows: number): number {
  return Math.min(PLANE_BYTES, PLANES * (ENTRY_BYTES + rows / 8))
}

/**
 * Eligibility as bitmaps. A gate is asked once for each class; its verdicts become a plane over the rows, kept under
 * what the gates read of the context, to the exact instant of the next window edge. A context is the AND of its
 * groups' planes; one that comes a second time is kept whole. The verdicts are those of `eligible`, bit by bit.
 */
export class GatePlanes {
  private readonly verdicts: KeptWhileValid<Verdicts>
  /** Of groups, of takedown lists and of whole contexts: their keys differ. */
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

  /** What is kept for the next request takes so much. */
  get bytes(): number {
    return this.planes.bytes + this.verdicts.bytes
  }

  /** That of it which is not in the engine's memory. */
  get verdictBytes(): number {
    return this.verdicts.bytes
  }

  /**
   * Calls `use` with the rows that every gate lets pass, and that are not taken down for their asset or campaign; that
   * a whole surface may be is not looked at. The plane is good until `use` returns.
   *
   * @param deniesKey equal where the takedowns in force are
   * @param key `planeKeyOf` both, where it is known
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

  /** Whether every gate lets one candidate pass; takedowns are not looked at. */
  passes(input: GateInput, pair: { readonly asset: number; readonly campaign: number }): boolean {
    const { assets } = this.hot
    return GATE_GROUPS.every((group) => this.verdictsOf(group, input).first[classIn(group, assets, pair)] === PASSED)
  }

  private verdictsOf(group: GateGroup, input: GateInput): Verdicts {
    const key = keyOf(group, input)
    const known = this.verdicts.recall(key, input.context.now)
    if (known) return known
    const first = groupVerdicts(group, input)
    const until = group.validUntil(input)
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

  /** The rows that no takedown reaches; null where none reaches any. */
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

/** Equal for inputs of one snapshot and instant that let the same rows pass. */
export function planeKeyOf(input: GateInput, deniesKey: string): string {
  return `${GATE_GROUPS.map((group) => group.key(input)).join('|')}|${deniesKey}`
}

function keyOf(group: GateGroup, input: GateInput): string {
  return `${group.over}|${group.key(input)}`
}

function passing(plane: Plane, { from, until }: Span): Passing {
  return { plane, from, until, bytes: plane.bytes }
}
