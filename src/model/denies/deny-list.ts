import type { RegionId } from '../nouns/region.ts'
import type { PackedDeny } from './packed-deny.ts'

/** One target that must not be served, with territories expanded. */
export interface Deny {
  readonly id: string
  /** `ast_…`, `ttl_…`, `cmp_…`, `surface:…`, `tier:…`, `tag:…`, `owner:…` or `feed:…`. */
  readonly target: string
  /** ISO codes, or `EEA_ABROAD`; null: everywhere. */
  readonly territories: readonly string[] | null
  /** Start, milliseconds since 1970 UTC; left out: at once. */
  readonly from?: number | null
  /** Milliseconds since 1970 UTC; null: until lifted. */
  readonly until: number | null
}

/** A change of the schedule that withdraws something from content that was compiled without it. */
interface Change {
  readonly number: number
  readonly targets: readonly string[]
  readonly territories: readonly string[] | null
  readonly from: number | null
  readonly until: number | null
}

/** A region's takedown list as announced, and its packed part if that is to be applied. */
export interface AnnouncedList {
  readonly list: {
    readonly region: RegionId
    readonly sequence: number
    readonly entries: readonly Deny[]
    readonly narrowings: readonly Change[]
  }
  /** SHA-256 of the list's text. */
  readonly sha256: string
  /** Null: the list has none, or it is not to be applied. */
  readonly packed: { readonly sha256: string; readonly denies: readonly PackedDeny[] } | null
}

/** Which list was applied, and how: enough to apply it again. */
export interface AppliedList {
  readonly region: RegionId
  readonly sequence: number
  readonly sha256: string
  /** SHA-256 of the packed part that was applied; null: none was. */
  readonly packed: string | null
  /** Number of entries applied: orders, changes by name, and groups of the packed part; 0: nothing applies here. */
  readonly denies: number
  /** Changes above this number were applied; null: none were, because the content was never in a schedule. */
  readonly narrowed: number | null
}

/**
 * Everything that must not be served of some content. `DenyList.of` is the only way to make one from a list, so that no
 * caller can leave a part out: it takes a whole list and the content in question.
 */
export class DenyList {
  static readonly NONE = new DenyList([], [], [])

  readonly #named: readonly Deny[]
  readonly #packed: readonly PackedDeny[]
  readonly #lists: readonly AppliedList[]

  private constructor(named: readonly Deny[], packed: readonly PackedDeny[], lists: readonly AppliedList[]) {
    this.#named = named
    this.#packed = packed
    this.#lists = lists
  }

  /**
   * What a list withdraws from content: all orders, and the changes made after the schedule was read for that content.
   * Earlier changes are in its columns, exactly; here each change withdraws the whole record where it narrowed.
   *
   * @param narrowed number of changes that the content includes (`PointerPayload`); `Infinity`: it was never in a
   * schedule
   */
  static of({ list, sha256, packed }: AnnouncedList, narrowed: number): DenyList {
    const named = [...list.entries]
    for (const { number, targets, territories, from, until } of list.narrowings) {
      if (number <= narrowed) continue
      for (const target of targets)
        named.push({ id: `change ${number} of ${target}`, target, territories, from, until })
    }
    const denies = packed?.denies.filter(({ number }) => number === null || number > narrowed) ?? []
    const applied = {
      region: list.region,
      sequence: list.sequence,
      sha256,
      packed: packed?.sha256 ?? null,
      denies: named.length + denies.length,
      narrowed: Number.isFinite(narrowed) ? narrowed : null,
    }
    return new DenyList(named, denies, [applied])
  }

  /** The union: what either list withdraws. */
  and(other: DenyList): DenyList {
    if (other.#lists.length === 0) return this
    const named = [...this.#named, ...other.#named]
    return new DenyList(named, [...this.#packed, ...other.#packed], [...this.#lists, ...other.#lists])
  }

  /** The list with further denies; nothing can be taken off a list here. */
  withAlso(denies: readonly Deny[]): DenyList {
    return new DenyList([...this.#named, ...denies], this.#packed, this.#lists)
  }

  get named(): readonly Deny[] {
    return this.#named
  }

  get packed(): readonly PackedDeny[] {
    return this.#packed
  }

  /** The lists that it was made from, including those that withdraw nothing. */
  get lists(): readonly AppliedList[] {
    return this.#lists
  }

  /** Number of orders and changes by name, and of packed targets. */
  get count(): number {
    return this.#packed.reduce((sum, { hashes }) => sum + hashes.values.length, this.#named.length)
  }
}
