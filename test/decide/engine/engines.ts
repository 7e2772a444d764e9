import type { Engine } from '../../../src/decide/engine/engine.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'

/** Every engine that there is; the shared suite holds each to the same answers. */
export const ENGINES: readonly Engine[] = [typescriptEngine]
