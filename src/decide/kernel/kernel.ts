/**
 * The SIMD kernel: AssemblyScript, built by `npm run generate` into `generated/kernel.wasm`. Its caller passes all
 * addresses in its memory: `../engine/simd` lays out the memory, checks every input, and is the only caller. Nothing
 * here allocates memory, and nothing reads outside the arrays that it gets.
 *
 * All arrays start at multiples of 16 and are padded to whole blocks of 64 rows.
 */

export { settleBase, spreadBase } from './base-scores'
export { bindResults } from './best-rows'
export { bindBonus } from './bonus'
export { expandClasses, greatestClass, greatestIndex, greatestSquare } from './columns'
export { bindGrades, expandGrades, gradeMaxima } from './grades'
export { bindPenalties, buildPenalties } from './penalties'
export { count, intersect, planeByClass, planeByIndex, settlePasses } from './planes'
export { bindTaste, top } from './top'
