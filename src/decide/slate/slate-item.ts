import { NO_INDEX } from '../../model/columns/snapshot.ts'

/** Whom an item is for: kids and mature never stand side by side. */
export type Audience = 'kids' | 'open' | 'mature'

/**
 * What a slate remembers of an item that has played. Numbers are compared and nothing else; `NO_INDEX` is none, and for
 * franchise, cluster and source 0 is none too. A title's has to be a hash of its id: its asset stays for days, whatever
 * stands before it in the next snapshot.
 */
export interface Trace {
  readonly title: number
  readonly franchise: number
  /** Genre cluster. */
  readonly cluster: number
  /** Whose it is, such as a studio or a feed: what repeats of it wears off. */
  readonly source: number
  /** Index into `PRIORITIES`: 0 takeover to 3 evergreen. */
  readonly tier: number
  readonly audience: Audience
  /** 32 bits; two items with a bit in common are rivals. */
  readonly exclusionLabels: Uint32Array
}

/** One candidate for a slate. */
export interface SlateItem extends Trace {
  /** The candidate's number: what a pick or a rejection is called by, and what breaks ties. */
  readonly row: number
  /** A hash of its id, as the title's. */
  readonly asset: number
  /**
   * Fixed point, sixteenths of a point, without the points of its tier: the policy says what a tier is worth. What
   * is not a finite number sinks below every other.
   */
  readonly score: number
  /** What its campaign's frequency cap counts; `NO_CAP`: it has none. */
  readonly capKey: number
  /** How often it may be shown in this answer, by its cap. */
  readonly capLeft: number
  /** The session remembers the cap already: to count it takes no room. */
  readonly capKnown: boolean
  /** Few impressions yet: may take a reserved place. */
  readonly isNew: boolean
  /** Embedding, 32 × int8, of any length: only its direction counts. All zeros is like nothing. */
  readonly taste: Int8Array
}

/** As a cap's key: there is no cap. */
export const NO_CAP = -1

/** Sixteenths of a point in a point. */
export const SCORE_SCALE = 16

/** Whether two titles are there and the same. */
export function sameTitle(left: number, right: number): boolean {
  return left === right && left !== NO_INDEX
}

/** Whether two franchises, clusters or sources are there and the same. */
export function sameGroup(left: number, right: number): boolean {
  return left === right && left !== NO_INDEX && left !== 0
}
