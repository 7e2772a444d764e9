import type { Snapshot } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { columnsKey, type OwnedValues, ownedKey } from '../../model/policies/owned-values.ts'
import { BASE_SLOTS, type OpenEngine } from '../engine/engine.ts'
import { BaseScores } from '../score/base-scores.ts'
import { SlateItemCache } from '../slate/slate-item-cache.ts'
import { armedSnapshot, differingValues } from './armed-snapshot.ts'

/** Most sets of columns beside a snapshot's own. */
const COLUMNS_MAX = 8
/** Most arms beside a snapshot. Those that change no column cost their plans only. */
const ARMS_KEPT = 32

/** What an arm has of its own; everything else of an opened snapshot it shares. */
interface ArmOwn {
  readonly snapshot: Snapshot
  readonly bases: BaseScores
  readonly faces: SlateItemCache
  readonly isArm: boolean
}

/** The scores of arms with equal columns, and the engine's slots that hold them. */
interface ArmColumns {
  readonly bases: BaseScores
  readonly slots: Map<SurfaceId, number>
}

/**
 * The arms beside one opened snapshot, made when a decision first asks for them. An arm shares the engine, its planes,
 * pacing, indexes and takedowns with the snapshot; rules and plans are its own, and so are columns of scores, unless
 * they equal those of the snapshot or of another arm. What was asked for longest ago goes first.
 */
export class Arms<Opened extends ArmOwn> {
  readonly #arms = new Map<string, { readonly columns: string; readonly opened: Opened }>()
  readonly #columns = new Map<string, ArmColumns>()
  /** Slots that hold no scores; those of the snapshot itself come first and are not among them. */
  readonly #free = Array.from({ length: BASE_SLOTS - SURFACE_IDS.length }, (_, at) => BASE_SLOTS - 1 - at)

  constructor(
    private readonly headOf: () => Opened,
    private readonly engine: OpenEngine,
  ) {}

  /** Every arm that is held. */
  get held(): readonly Opened[] {
    return [...this.#arms.values()].map(({ opened }) => opened)
  }

  /** The snapshot as it is decided on with owned values; with none, the snapshot itself. */
  of(values: OwnedValues): Opened {
    const key = keyOf(values)
    const head = this.headOf()
    if (key === '') return head
    const known = this.#arms.get(key)
    if (known !== undefined) {
      renew(this.#arms, key, known)
      return known.opened
    }
    const differing = differingValues(head.snapshot, values)
    const snapshot = armedSnapshot(head.snapshot, differing)
    const columns = columnsKey(differing)
    const bases = columns === '' ? head.bases : this.#columnsOf(columns, snapshot).bases
    const opened = { ...head, snapshot, bases, faces: new SlateItemCache(snapshot), isArm: true }
    if (this.#arms.size >= ARMS_KEPT) this.#arms.delete(oldest(this.#arms))
    this.#arms.set(key, { columns, opened })
    return opened
  }

  #columnsOf(key: string, snapshot: Snapshot): ArmColumns {
    const known = this.#columns.get(key)
    if (known !== undefined) {
      renew(this.#columns, key, known)
      return known
    }
    if (this.#columns.size >= COLUMNS_MAX) this.#forget(oldest(this.#columns))
    const slots = new Map<SurfaceId, number>()
    const made = { slots, bases: new BaseScores(snapshot, this.engine, (surface) => this.#slotOf(slots, surface)) }
    this.#columns.set(key, made)
    return made
  }

  #slotOf(slots: Map<SurfaceId, number>, surface: SurfaceId): number {
    const slot = slots.get(surface) ?? this.#free.pop()
    if (slot === undefined) throw new RangeError('more columns of arms than the engine has slots')
    slots.set(surface, slot)
    return slot
  }

  /** Gives the slots of columns back, and forgets the arms that read them. */
  #forget(key: string): void {
    for (const [name, { columns }] of this.#arms) if (columns === key) this.#arms.delete(name)
    this.#free.push(...(this.#columns.get(key)?.slots.values() ?? []))
    this.#columns.delete(key)
  }
}

const keys = new WeakMap<OwnedValues, string>()

/** The key of owned values, cached: an edge asks with the same object again and again. */
function keyOf(values: OwnedValues): string {
  const known = keys.get(values) ?? ownedKey(values)
  keys.set(values, known)
  return known
}

/** Puts an entry behind all others. */
function renew<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  kept.delete(key)
  kept.set(key, value)
}

function oldest(kept: ReadonlyMap<string, unknown>): string {
  return kept.keys().next().value ?? ''
}
