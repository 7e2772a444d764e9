import { NO_INDEX } from '../../model/columns/snapshot.ts'

/** Audience of an item: kids and mature content are never adjacent. */
export type Audience = 'kids' | 'open' | 'mature'

/**
 * What a slate remembers of an item that has played. The numbers are only compared; `NO_INDEX` means none, and for
 * franchise, cluster and source 0 does too. A title's number has to be a hash of its id, because its asset stays for
 * days, across snapshots with different indexes.
 */
export interface Trace {
  readonly title: number
  readonly franchise: number
  /** Genre cluster. */
  readonly cluster: number
  /** Its source, such as a studio or a feed: repeats of one source lower the score. */
  readonly source: number
  /** Index into `PRIORITIES`: 0 takeover to 3 evergreen. */
  readonly tier: number
  readonly audience: Audience
  /** Bit set; two items with a bit in common exclude each other. */
  readonly exclusionLabels: Uint32Array
}

/** One candidate for a slate. */
export interface SlateItem extends Trace {
  /** The candidate's row: it identifies picks and rejections, and breaks ties. */
  readonly row: number
  /** Hash of its id, as for the title. */
  readonly asset: number
  /**
   * Fixed point, in sixteenths of a point, without the points of its tier: the policy says what a tier is worth. A
   * score that is not finite ranks below every other.
   */
  readonly score: number
  /** The key of its campaign's frequency cap; `NO_CAP`: none. */
  readonly capKey: number
  /** How often its cap allows it to be shown in this answer. */
  readonly capLeft: number
  /** The session remembers the cap already, so counting it takes no more room. */
  readonly capKnown: boolean
  /** It has few impressions yet, so it may take a reserved slot. */
  readonly isNew: boolean
  /** Embedding, 32 × int8, of any length: only its direction counts. The zero vector is like nothing. */
  readonly taste: Int8Array
}

/** Value of `capKey` when there is no cap. */
export const NO_CAP = -1

/** Sixteenths of a point in a point. */
export const SCORE_SCALE = 16

/** Whether both titles exist and are the same. */
export function sameTitle(left: number, right: number): boolean {
  return left === right && left !== NO_INDEX
}

/** Whether both franchises, clusters or sources exist and are the same. */
export function sameGroup(left: number, right: number): boolean {
  return left === right && left !== NO_INDEX && left !== 0
}
