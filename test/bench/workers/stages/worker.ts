import { simdEngine } from '../../../../src/decide/engine/simd/simd-engine.ts'
import kernel from '../../../../src/decide/kernel/generated/kernel.wasm'
import { createEdge } from '../../../../src/edge/app.ts'
import type { EdgeEnvironment } from '../../../../src/edge/environment.ts'
import { createIsolate, type Isolate } from '../../../../src/edge/isolate.ts'
import { privateText } from '../../../../src/edge/routes/device-route.ts'
import { Aead } from '../../../../src/edge/token/aead/aead.ts'
import aead from '../../../../src/edge/token/aead/generated/aead.wasm'
import { installAead } from '../../../../src/edge/token/aead/installed-aead.ts'
import { passed, STAGES } from './stages.ts'

installAead(new Aead(new WebAssembly.Instance(aead, {}).exports))

let made: Isolate | null = null

async function make(environment: EdgeEnvironment): Promise<Isolate> {
  made ??= await createIsolate(
    environment,
    simdEngine(() => new WebAssembly.Instance(kernel, {}).exports),
  )
  return made
}

const product = createEdge({ made: () => made, make })

/** Results are kept a moment, so that no compiler leaves the work out. */
const kept: unknown[] = []

/**
 * The product itself, and the product's own functions one after another. A request whose header names a stage goes
 * through all of them once and through that one `TIMES` more; `none` through each once; without the header the
 * product answers.
 */
export default {
  async fetch(request, environment, execution) {
    const name = request.headers.get('x-bench-stage')
    if (name === null || name === 'product') return product.fetch(request, environment, execution)
    const isolate = await make(environment)
    const keepAlive = (work: Promise<unknown>) => execution.waitUntil(work)
    const all = await passed({ request, url: request.url, environment, isolate, keepAlive })
    const stage = STAGES[name]
    if (stage === undefined && name !== 'none') return new Response(`no stage ${name}`, { status: 404 })
    for (let turn = 0; stage !== undefined && turn < Number(environment.TIMES); turn++) {
      const result = stage(all)
      kept[0] = result instanceof Promise ? await result : result
    }
    return privateText(all.text)
  },
} satisfies ExportedHandler<EdgeEnvironment & { readonly TIMES: string }>
