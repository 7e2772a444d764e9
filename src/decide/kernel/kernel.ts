/**
 * The SIMD kernel: AssemblyScript, built by `npm run generate` into `generated/kernel.wasm`. It is handed addresses
 * in its memory and holds none of its own: `../engine/simd` lays the memory out, checks every input, and is
 * the only caller. Nothing here allocates, and nothing reads past what it is handed.
 *
 * All arrays start at multiples of 16 and are padded to whole blocks of 64 rows.
 */

export { settleBase, spreadBase } from './base-scores'
export { bindResults } from './best-rows'
export { bindBonus } from './bonus'
export { expandClasses, greatestClass, greatestIndex, greatestSquare } from './columns'
export { bindPenalties, buildPenalties } from './penalties'
export { count, intersect, planeByClass, planeByIndex, settlePasses } from './planes'
export { bindTaste, top } from './top'
