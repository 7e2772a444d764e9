import type { RegionId } from '../nouns/region.ts'
import type { PackedDeny } from './packed-deny.ts'

/** One thing that is not to be served, territories expanded. */
export interface Deny {
  readonly id: string
  /** `ast_…`, `ttl_…`, `cmp_…`, `surface:…`, `tag:…`, `owner:…` or `feed:…`. */
  readonly target: string
  /** ISO codes, or `EEA_ABROAD`; null: everywhere. */
  readonly territories: readonly string[] | null
  /** From when, milliseconds since 1970 UTC; left out: at once. */
  readonly from?: number | null
  /** Milliseconds since 1970 UTC; null: until lifted. */
  readonly until: number | null
}

/** A change of the schedule that withdraws something from content that does not know of it. */
interface Change {
  readonly number: number
  readonly targets: readonly string[]
  readonly territories: readonly string[] | null
  readonly from: number | null
  readonly until: number | null
}

/** A region's takedown list as it was announced, and its packed part as far as it is to be applied. */
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
  /** How much of it was applied, orders and changes by name, and groups of the packed part; 0: it says nothing here. */
  readonly denies: number
  /** Changes above this number were applied; null: none of them, the content was never in a schedule. */
  readonly narrowed: number | null
}

/**
 * All that must not be served of some content. There is one door to it, so that nobody who decides, explains or compares
 * can leave a part out: `DenyList.of` takes a whole list and the content that it is asked about.
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
   * What a list withdraws from content: all orders, and the changes that came after the schedule was read for it. Those
   * that it knows of are in its columns, exactly; here each withdraws the whole record where it narrowed.
   *
   * @param narrowed how many changes the content knows of (`PointerPayload`); `Infinity`: it was never in a schedule
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

  /** What either withdraws. */
  and(other: DenyList): DenyList {
    if (other.#lists.length === 0) return this
    const named = [...this.#named, ...other.#named]
    return new DenyList(named, [...this.#packed, ...other.#packed], [...this.#lists, ...other.#lists])
  }

  /** With more that is not served; nothing that can be said here takes anything off the list. */
  withAlso(denies: readonly Deny[]): DenyList {
    return new DenyList([...this.#named, ...denies], this.#packed, this.#lists)
  }

  get named(): readonly Deny[] {
    return this.#named
  }

  get packed(): readonly PackedDeny[] {
    return this.#packed
  }

  /** The lists that it was made of, those that say nothing too. */
  get lists(): readonly AppliedList[] {
    return this.#lists
  }

  /** Orders and changes by name, and packed targets. */
  get count(): number {
    return this.#packed.reduce((sum, { hashes }) => sum + hashes.values.length, this.#named.length)
  }
}
