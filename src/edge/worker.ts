import { createEdgeApp } from './app.ts'
import type { EdgeEnvironment } from './environment.ts'
import { createIsolate, type Isolate } from './isolate.ts'

let isolate: Promise<Isolate> | null = null

/** One isolate, one state. A failed start is not kept: the next request tries again. */
const app = createEdgeApp((environment) => {
  isolate ??= createIsolate(environment).catch((error: unknown) => {
    isolate = null
    throw error
  })
  return isolate
})

export default { fetch: app.fetch } satisfies ExportedHandler<EdgeEnvironment>
