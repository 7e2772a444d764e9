/** As much of `WebAssembly.Memory` as the host needs: core is checked without a platform's types. */
interface GrowingMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** What `generated/kernel.wasm` exports; each function is told of in `src/decide/kernel`. Addresses are bytes. */
export interface Kernel {
  readonly memory: GrowingMemory
  bindPenalties(rowAsset: number, assetHash: number, assetTitleHash: number, table: number): void
  bindResults(heap: number, rows: number, scores: number): void
  bindTaste(rowAsset: number, taste: number, vector: number): void
  greatestClass(column: number, length: number): number
  greatestIndex(column: number, length: number): number
  greatestSquare(taste: number, assets: number): number
  expandClasses(rowAsset: number, assetClass: number, rows: number, rowClass: number): void
  settlePasses(passes: number, length: number): void
  planeByClass(rowClass: number, passes: number, rows: number, plane: number): void
  planeByIndex(rowIndex: number, passes: number, rows: number, plane: number): void
  intersect(planes: number, length: number, bytes: number, into: number): void
  count(plane: number, bytes: number): number
  spreadBase(
    rowAsset: number,
    rowCampaign: number,
    rows: number,
    campaignPoints: number,
    assetPoints: number,
    assetTitle: number,
    titlePoints: number,
    titles: number,
    base: number,
    greatest: number,
  ): void
  settleBase(base: number, rows: number, maxima: number, greatest: number): void
  bindGrades(rowGrade: number, points: number, greatest: number): void
  expandGrades(rowAsset: number, assetGrade: number, rows: number, rowGrade: number): void
  gradeMaxima(base: number, rows: number, maxima: number): void
  bindBonus(rowClass: number, points: number, classes: number, greatest: number): void
  buildPenalties(pairs: number, length: number, greatest: number): void
  top(plane: number, base: number, maxima: number, from: number, to: number, greatestProduct: number, k: number): number
}

const FUNCTIONS = [
  ...([
    'bindPenalties',
    'bindResults',
    'bindTaste',
    'bindBonus',
    'buildPenalties',
    'top',
    'spreadBase',
    'settleBase',
    'bindGrades',
    'expandGrades',
    'gradeMaxima',
  ] as const),
  ...(['greatestClass', 'greatestIndex', 'greatestSquare', 'expandClasses'] as const),
  ...(['settlePasses', 'planeByClass', 'planeByIndex', 'intersect', 'count'] as const),
] satisfies readonly (keyof Kernel)[]

/** Whether these are the exports of a kernel, and not those of an older one or of another module. */
export function isKernel(exports: unknown): exports is Kernel {
  if (typeof exports !== 'object' || exports === null || !('memory' in exports)) return false
  const members: ReadonlyMap<string, unknown> = new Map(Object.entries(exports))
  return FUNCTIONS.every((name) => typeof members.get(name) === 'function')
}
