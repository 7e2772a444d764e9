/**
 * The contract between the decision and its engines. A *row* is one candidate (an asset under one campaign) in
 * snapshot order; the rows of one priority tier are contiguous. Two engines stand behind it, and the same suite
 * holds both to exactly equal answers: one in plain TypeScript, and one in WebAssembly SIMD.
 *
 * Scores are points in 32-bit fixed point. The limits below are such that no sum of them leaves 32 bits, so
 * both engines compute with integers alone and agree to the last point on every processor.
 */

/** Length of a taste vector: a row's product costs four 128-bit multiplications. */
export const TASTE_DIMENSIONS = 32

/** Each element of a query's vector, as a magnitude. A greater one counts as this. */
export const GREATEST_TASTE = 4095

/** A base score, as a magnitude, in points. A greater one counts as this. */
export const GREATEST_BASE = 2 ** 29

/** The bonus of a class, as a magnitude, in points. A greater one counts as this. */
export const GREATEST_BONUS = 2 ** 28

/** What an asset or a title can lose, in points. More than this, but for `EXCLUDED`, counts as this. */
export const GREATEST_PENALTY = 2 ** 28

/** As the points of a penalty: the row may not be chosen at all. */
export const EXCLUDED = 2 ** 31 - 1

/** Rows that one query can ask for: the pool of the longest page, four times over. */
export const GREATEST_K = 1024

/** Penalties in one query: all that a session remembers, with room. Bounds the table that is built of them. */
export const GREATEST_PENALTIES = 4096

/** Planes in one intersection. */
export const GREATEST_PLANES = 1024

/** Campaigns of one snapshot. Bounds what verdicts on them take. */
export const GREATEST_CAMPAIGNS = 2 ** 20

/** Base scores that can be held at once; slots count from 0. At 100,000 rows each takes 0.4 MB. */
export const BASE_SLOTS = 64

/**
 * What is known of the rows, by column. Every length must agree and every index exist, else `open` throws.
 * An engine may keep the arrays: they may not change after they are opened.
 */
export interface EngineColumns {
  /** Row → asset. */
  readonly rowAsset: Uint32Array
  /** Row → campaign. */
  readonly rowCampaign: Uint32Array
  /** By group of gates: asset → class. Assets of one class get one verdict from the group's gates. */
  readonly assetClass: readonly Uint16Array[]
  /** Asset → `hash32` of its id. */
  readonly assetHash: Uint32Array
  /** Asset → `hash32` of its title's id; 0: it has no title. */
  readonly assetTitleHash: Uint32Array
  /** Asset × 32 → signed taste, one asset after another. */
  readonly taste: Int8Array
}

/** A way to compute. Which one runs changes how long an answer takes, and nothing else. */
export interface Engine {
  readonly name: 'typescript' | 'simd'
  /** @throws RangeError when columns disagree in length, name an asset that is not there, or take too much memory */
  open(columns: EngineColumns): OpenEngine
  /**
   * Memory of an engine that is opened later, for an engine that has memory of its own: columns that are views of it are
   * held once. It never grows, since that would take the views with it.
   * @throws RangeError when that is too much memory
   */
  lend?(wanted: WantedRows): Lent
}

/** What lent memory has to have room for. */
export interface WantedRows {
  /** Bytes to be lent. */
  readonly bytes: number
  /** Rows that will be opened over them. */
  readonly rows: number
  /** Groups of classes, and base scores and planes that will be held at once. */
  readonly groups: number
  readonly bases: number
  readonly planes: number
}

/** An engine's memory, to be filled before it is opened, and never written again. */
export interface Lent {
  readonly bytes: Uint8Array
  /** All of it. */
  readonly totalBytes: number
  /** Opens the engine, once. @throws RangeError as `Engine.open` does */
  open(columns: EngineColumns): OpenEngine
}

/** A set of rows, held by the engine that made it until it is freed. Any other engine refuses it. */
export interface Plane {
  /** What the engine holds for it. */
  readonly bytes: number
}

/**
 * The rows of one snapshot, ready to be asked. Every method throws a RangeError, and changes nothing, when it is
 * handed a plane that is freed or another engine's, a group or slot that is not there, or too short an array.
 */
export interface OpenEngine {
  readonly rows: number
  /** Bytes held now: columns, planes and base scores, with what is kept for reuse. For a budget. */
  readonly bytes: number
  /** Rows whose asset's class in the group has exactly 1 in `passes`; any other value keeps the row out. */
  assetPlane(group: number, passes: Uint8Array): Plane
  /** Rows whose campaign has exactly 1 in `passes`; any other value keeps the row out. */
  campaignPlane(passes: Uint8Array): Plane
  /**
   * Every row but those of the given assets (takedowns).
   * @throws RangeError for an asset that is not there: to pass over it could show what was taken down
   */
  withoutAssets(assets: Iterable<number>): Plane
  /**
   * Rows that are in every one of the planes; those stay as they are.
   * @throws RangeError for no planes (the intersection of nothing is everything, which no gate has allowed), and for
   * more than 1024
   */
  intersect(planes: readonly Plane[]): Plane
  /** How many rows a plane holds. */
  count(plane: Plane): number
  /** The rows of a plane, ascending; for tests and explanations. */
  rowsOf(plane: Plane): Uint32Array
  /** Gives a plane's memory back. The plane cannot be used again. */
  free(plane: Plane): void
  /**
   * Keeps the base scores of all rows, in points, as one slot's until they are replaced. The search for the best
   * rows is the faster the closer the rows of a tier come to falling base scores; its answer is the same.
   */
  setBase(slot: number, base: Int32Array): void
  /** As `setBase`, with what campaigns, assets and titles give: a row's score is the sum of its three, in 32 bits. */
  spreadBase(slot: number, parts: BaseParts): void
  /**
   * The best rows. Exact: rows are passed over only when no product with the vector could lift them high enough.
   * @throws RangeError also for a `k` or a number of penalties beyond its limit, and a slot without base scores
   */
  top(query: TopQuery): TopRows
}

/** What base scores are made of, in points. */
export interface BaseParts {
  /** By campaign. */
  readonly campaign: Int32Array
  /** By asset. */
  readonly asset: Int32Array
  /** Asset → title. One that `title` does not have gives nothing. */
  readonly assetTitle: Uint32Array
  /** By title. */
  readonly title: Int32Array
}

/** Which rows may be chosen, and what they score: base + taste · vector + bonus − penalties. */
export interface TopQuery {
  readonly plane: Plane
  /** The slot whose base scores count. */
  readonly base: number
  /** First row that may be chosen (a tier's first). A range that reaches beyond the rows is cut to them. */
  readonly from: number
  /** Past the last row that may be chosen. */
  readonly to: number
  /** 32 weights: the sum of all terms that are products with an asset's taste. */
  readonly vector: Int16Array
  /** Points by the class of the row's asset in one group; null: none. */
  readonly bonus: Bonus | null
  /** What lowers assets and titles. A row loses what its asset and its title lose together. */
  readonly penalties: readonly Penalty[]
  /** How many rows at most: 0 to 1024. */
  readonly k: number
}

/** Points by class, of either sign. */
export interface Bonus {
  readonly group: number
  readonly points: Int32Array
}

/** What an asset or a title loses. Several for one hash add up, and `EXCLUDED` is never outweighed. */
export interface Penalty {
  /** `hash32` of the id of an asset or a title; 0 names no title. */
  readonly hash: number
  /** At least 0; a negative or missing number counts as 0, because only what lowers can be looked up late. */
  readonly points: number
}

/** The best rows: by falling score, and rows with equal scores ascending. Both arrays are the caller's own. */
export interface TopRows {
  readonly rows: Uint32Array
  readonly scores: Int32Array
}
