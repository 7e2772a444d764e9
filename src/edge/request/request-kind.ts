import type { Context, Hints, Place, Viewer } from '../../decide/context/context.ts'
import { ContextShape } from '../../decide/context/context-shape.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import type { RegionRules } from '../../model/policies/rules.ts'

/** Shapes of one kind's contexts that are kept: of guests, and of members by what their tokens say. */
const SHAPES_MAX = 32
/** Many more than a place of presence sees: the bound is against whoever makes queries up. */
const KINDS_MAX = 2_048
/** What a kind takes beside its shapes, and what a shape takes. */
const KIND_BYTES = 800
const SHAPE_BYTES = 1_000

/** All requests that say the same of device and place: what they say is read, and joined with the rules, once. */
export class RequestKind {
  readonly #shapes = new Map<string, { readonly rules: RegionRules; readonly shape: ContextShape }>()

  constructor(
    readonly place: Place,
    readonly hints: Hints,
  ) {}

  get bytes(): number {
    return KIND_BYTES + this.#shapes.size * SHAPE_BYTES
  }

  /** The context of one of them, as `deriveContext` makes it. */
  contextAt(rules: RegionRules, { viewer, now, snapshotExpired }: Moment): Context {
    const name = snapshotExpired ? `expired ${nameOf(viewer)}` : nameOf(viewer)
    const known = this.#shapes.get(name)
    // Two arms of a canary may have rules of their own, so it is the rules that tell, not the region.
    if (known !== undefined && known.rules === rules) return known.shape.at(now)
    const { place, hints } = this
    const shape = new ContextShape(deriveContext(rules, { place, viewer, hints, now }, { snapshotExpired }))
    if (this.#shapes.size >= SHAPES_MAX) this.#shapes.clear()
    this.#shapes.set(name, { rules, shape })
    return shape.at(now)
  }
}

interface Moment {
  readonly viewer: Viewer
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly snapshotExpired: boolean
}

const names = new WeakMap<Viewer, string>()

/** Everything of a viewer that a context looks at: who it is is not among it. */
function nameOf(viewer: Viewer): string {
  const known = names.get(viewer)
  if (known !== undefined) return known
  const { subject: _subject, ...rest } = viewer
  const name = JSON.stringify(rest)
  names.set(viewer, name)
  return name
}

/** The kinds of one isolate, by all that makes them. Bounded: when it is full, it starts anew. */
export class RequestKinds {
  readonly #kinds = new Map<string, RequestKind>()

  /** What is known takes about so much. */
  get bytes(): number {
    let bytes = 0
    for (const kind of this.#kinds.values()) bytes += kind.bytes
    return bytes
  }

  of(name: string, make: () => RequestKind): RequestKind {
    const known = this.#kinds.get(name)
    if (known !== undefined) return known
    const made = make()
    if (this.#kinds.size >= KINDS_MAX) this.#kinds.clear()
    this.#kinds.set(name, made)
    return made
  }
}
