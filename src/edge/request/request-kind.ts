import type { Context, Hints, Place, Viewer } from '../../decide/context/context.ts'
import { ContextShape } from '../../decide/context/context-shape.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import type { RegionRules } from '../../model/policies/rules.ts'

/** How many contexts' shapes one kind keeps: of guests, and of members by what their tokens say. */
const SHAPES_MAX = 32
/** Many more than a point of presence sees: the bound protects against made-up queries. */
const KINDS_MAX = 2_048
/** Approximate memory of a kind without its shapes, and of a shape. */
const KIND_BYTES = 800
const SHAPE_BYTES = 1_000

/** All requests that say the same of device and place. That is parsed, and combined with the rules, only once. */
export class RequestKind {
  readonly #shapes = new Map<string, { readonly rules: RegionRules; readonly shape: ContextShape }>()

  constructor(
    readonly place: Place,
    readonly hints: Hints,
  ) {}

  get bytes(): number {
    return KIND_BYTES + this.#shapes.size * SHAPE_BYTES
  }

  /** The context of one of these requests, equal to what `deriveContext` returns. */
  contextAt(rules: RegionRules, { viewer, now, snapshotExpired }: Moment): Context {
    const name = snapshotExpired ? `expired ${nameOf(viewer)}` : nameOf(viewer)
    const known = this.#shapes.get(name)
    // The two arms of a canary may have different rules, so the rules are compared, not the region.
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

/** A key of everything in a viewer that a context depends on; the viewer's identity is not part of it. */
function nameOf(viewer: Viewer): string {
  const known = names.get(viewer)
  if (known !== undefined) return known
  const { subject: _subject, ...rest } = viewer
  const name = JSON.stringify(rest)
  names.set(viewer, name)
  return name
}

/** The request kinds of one isolate, by all that they are made from. Bounded: a full cache is cleared. */
export class RequestKinds {
  readonly #kinds = new Map<string, RequestKind>()

  /** Approximate memory of what is cached. */
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
