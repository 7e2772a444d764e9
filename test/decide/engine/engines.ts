import { readFileSync } from 'node:fs'
import type { Engine } from '../../../src/decide/engine/engine.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'

/** Node has it, and its declarations do not. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

const module = new WebAssembly.Module(
  readFileSync(new URL('../../../src/decide/kernel/generated/kernel.wasm', import.meta.url)),
)

/** The exports of a new instance of the committed kernel. */
export const instantiateKernel = (): object => new WebAssembly.Instance(module, {}).exports

const simd = simdEngine(instantiateKernel)

/** Every engine that there is; the shared suite holds each to the same answers. */
export const ENGINES: readonly Engine[] = [typescriptEngine, simd]

/** The kernel's engine over columns that stand in its memory already, one behind the other and none of them padded. */
const lentEngine: Engine = {
  name: 'simd',
  open: (columns) => {
    const { assetClass, otherTastes, ...others } = columns
    const room = (arrays: readonly { readonly byteLength: number }[]) =>
      arrays.reduce((sum, { byteLength }) => sum + byteLength + 4, 64)
    const lent = simd.lend?.({
      ...{ bytes: room([...Object.values(others), ...assetClass]), otherBytes: room(otherTastes) },
      ...{ rows: columns.rowAsset.length, groups: assetClass.length },
      ...{ bases: 64, planes: 64, grades: 8, gradedBases: 64 },
    })
    if (lent === undefined) throw new Error('an engine that lends its memory')
    let at = 0
    const put = <Column extends Uint32Array | Uint16Array | Int8Array>(column: Column): Column => {
      const made = Reflect.construct(column.constructor, [lent.bytes.buffer, lent.bytes.byteOffset + at, column.length])
      made.set(column)
      at = Math.ceil((at + column.byteLength) / 4) * 4
      return made
    }
    const { rowAsset, rowCampaign, assetHash, assetTitleHash, taste } = others
    return lent.open({
      rowAsset: put(rowAsset),
      assetHash: put(assetHash),
      // After an odd one, so that neither tastes nor classes begin where the kernel would put them.
      taste: put(taste),
      rowCampaign: put(rowCampaign),
      assetTitleHash: put(assetTitleHash),
      assetClass: assetClass.map(put),
      otherTastes: otherTastes.map(put),
    })
  },
}

/** Every way to open an engine, by name. */
export const OPENINGS: readonly (readonly [string, Engine])[] = [
  ...ENGINES.map((engine) => [engine.name, engine] as const),
  ['simd, with lent memory', lentEngine],
]
