/**
 * The contract between the decision and its engines. A *row* is one candidate (an asset under one campaign) in snapshot
 * order; the rows of one priority tier are contiguous. There are two engines, one in plain TypeScript and one in
 * WebAssembly SIMD; the same test suite holds both to exactly equal answers.
 *
 * Scores are points in 32-bit fixed point. The limits below ensure that no sum overflows 32 bits, so both engines
 * compute with integers alone and agree to the last point on every processor.
 */

/** Length of a taste vector: a row's product costs four 128-bit multiplications. */
export const TASTE_DIMENSIONS = 32

/** Greatest magnitude of an element of a query's vector; elements beyond it are clamped. */
export const GREATEST_TASTE = 4095

/** Greatest magnitude of a base score, in points; scores beyond it are clamped. */
export const GREATEST_BASE = 2 ** 29

/** Greatest magnitude of a class's bonus, in points; bonuses beyond it are clamped. */
export const GREATEST_BONUS = 2 ** 28

/** Greatest penalty on an asset or a title, in points; greater ones except `EXCLUDED` are clamped. */
export const GREATEST_PENALTY = 2 ** 28

/** The penalty of a row that must not be chosen at all. */
export const EXCLUDED = 2 ** 31 - 1

/** Greatest number of rows that one query can ask for: four times the pool of the longest page. */
export const GREATEST_K = 1024

/**
 * Greatest number of penalties in one query: all that a session remembers, with room to spare. It bounds the look-up
 * table built from them.
 */
export const GREATEST_PENALTIES = 4096

/** Greatest number of planes in one intersection. */
export const GREATEST_PLANES = 1024

/** Greatest number of campaigns in one snapshot. It bounds the memory for verdicts on them. */
export const GREATEST_CAMPAIGNS = 2 ** 20

/** Number of slots for base scores, counted from 0. At 100,000 rows each takes 0.4 MB, and a graded one 7 kB. */
export const BASE_SLOTS = 64

/** Number of columns of grades, counted from 0. At 100,000 rows each takes 0.1 MB. */
export const GRADE_COLUMNS = 8

/** How many grades there are: a grade is a byte. */
export const GRADES = 256

/**
 * The rows of a snapshot, by column. Lengths must agree and every index must exist, else `open` throws. An engine may
 * keep the arrays, so they must not change after they are opened.
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
  /** Asset × 32 → signed taste, one asset after another: column 0 of tastes. */
  readonly taste: Int8Array
  /** The same by other learning, columns 1 and up; mostly none. */
  readonly otherTastes: readonly Int8Array[]
}

/** An engine implementation. Which one runs changes how long an answer takes, and nothing else. */
export interface Engine {
  readonly name: 'typescript' | 'simd'
  /** @throws RangeError when columns disagree in length, name an asset that is not there, or take too much memory */
  open(columns: EngineColumns): OpenEngine
  /**
   * Memory of an engine that is opened later, if the engine has memory of its own: columns that are views of it are not
   * copied. It never grows, because that would detach the views.
   * @throws RangeError when that is too much memory
   */
  lend?(wanted: WantedRows): Lent
}

/** What lent memory must have room for. */
export interface WantedRows {
  /** Bytes to be lent for the columns of those rows. */
  readonly bytes: number
  /** Bytes to be lent besides, for tastes by other learning. */
  readonly otherBytes: number
  /** Rows that will be opened over them. */
  readonly rows: number
  /** Groups of classes, and the base scores and planes that will be held at the same time. */
  readonly groups: number
  readonly bases: number
  readonly planes: number
  /** Columns of grades, and the slots that are graded by them. */
  readonly grades: number
  readonly gradedBases: number
}

/** An engine's memory. The caller fills it before it is opened, and never writes to it again. */
export interface Lent {
  readonly bytes: Uint8Array
  /** Size of the whole memory, in bytes. */
  readonly totalBytes: number
  /** Opens the engine, once. @throws RangeError as `Engine.open` does */
  open(columns: EngineColumns): OpenEngine
}

/** A set of rows, held by the engine that made it until it is freed. Any other engine refuses it. */
export interface Plane {
  /** Bytes that the engine holds for the plane. */
  readonly bytes: number
}

/**
 * An engine opened over the rows of one snapshot. Every method throws a RangeError, and changes nothing, when it gets a
 * plane that is freed or belongs to another engine, a group or slot that does not exist, or too short an array.
 */
export interface OpenEngine {
  readonly rows: number
  /** Bytes held now, for a budget: columns, planes and base scores, including what is kept for reuse. */
  readonly bytes: number
  /** Rows whose asset's class in the group has exactly 1 in `passes`; any other value keeps the row out. */
  assetPlane(group: number, passes: Uint8Array): Plane
  /** Rows whose campaign has exactly 1 in `passes`; any other value keeps the row out. */
  campaignPlane(passes: Uint8Array): Plane
  /**
   * Every row except those of the given assets (takedowns).
   * @throws RangeError for an asset that does not exist: ignoring it could show what was taken down
   */
  withoutAssets(assets: Iterable<number>): Plane
  /**
   * The intersection of planes; the planes given are not changed.
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
   * Stores the base scores of all rows, in points, in one slot until they are replaced. The search for the best rows is
   * faster the closer the rows of a tier are to descending base scores; its answer is the same.
   */
  setBase(slot: number, base: Int32Array): void
  /**
   * As `setBase`, from parts: a row's score is the sum of its campaign's and its title's, within the limit, and of its
   * asset's, in 32 bits.
   */
  spreadBase(slot: number, parts: BaseParts): void
  /** Stores a grade of every asset in one column, until they are replaced. Slots that were graded by it lose their scores. */
  setGrades(column: number, grades: Uint8Array): void
  /**
   * Has a slot read the base scores of another one, with points on top, within the limit, by the grade of a row's asset.
   * It holds no scores of its own, and loses them when those of the other slot are replaced.
   * @throws RangeError when the other slot holds none of its own, when there are no such grades, or not points for each
   */
  gradeBase(slot: number, by: GradedBase): void
  /**
   * The best rows. Exact: rows are skipped only if no product with the vector could lift them high enough.
   * @throws RangeError also for a `k` or a number of penalties beyond its limit, and a slot without base scores
   */
  top(query: TopQuery): TopRows
}

/** The parts of base scores, in points. */
export interface BaseParts {
  /** By campaign. */
  readonly campaign: Int32Array
  /** By asset. */
  readonly asset: Int32Array
  /** Asset → title. A title that `title` does not have adds nothing. */
  readonly assetTitle: Uint32Array
  /** By title. */
  readonly title: Int32Array
}

/** What a graded slot reads. */
export interface GradedBase {
  /** The slot of the base scores. */
  readonly base: number
  /** The column of grades. */
  readonly grades: number
  /** Points by grade, each clamped as a base score is. */
  readonly points: Int32Array
}

/** Which rows may be chosen, and what they score: base + taste · vector + bonus − penalties. */
export interface TopQuery {
  readonly plane: Plane
  /** The slot of the base scores to use. */
  readonly base: number
  /** First row that may be chosen (a tier's first). A range that reaches beyond the rows is cut to them. */
  readonly from: number
  /** Past the last row that may be chosen. */
  readonly to: number
  /** 32 weights: the sum of all terms that are products with an asset's taste. */
  readonly vector: Int16Array
  /** The column of tastes that the vector is multiplied with. */
  readonly taste: number
  /** Points by the class of the row's asset in one group; null: none. */
  readonly bonus: Bonus | null
  /** Penalties on assets and titles. A row loses the sum of its asset's and its title's. */
  readonly penalties: readonly Penalty[]
  /** How many rows at most: 0 to 1024. */
  readonly k: number
}

/** Points by class, of either sign. */
export interface Bonus {
  readonly group: number
  readonly points: Int32Array
}

/** A penalty on an asset or a title. Several on one hash add up, and nothing outweighs `EXCLUDED`. */
export interface Penalty {
  /** `hash32` of the id of an asset or a title; 0 names no title. */
  readonly hash: number
  /**
   * At least 0; a negative or missing number counts as 0, because the search may apply penalties last only if they
   * never raise a score.
   */
  readonly points: number
}

/** The best rows, by descending score; rows with equal scores ascend. The caller owns both arrays. */
export interface TopRows {
  readonly rows: Uint32Array
  readonly scores: Int32Array
}
