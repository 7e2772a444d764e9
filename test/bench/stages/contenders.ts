import { join } from 'node:path'
import { HOT_PATHS, productRequests, VIEWER_REQUESTS } from '../http/product-targets.ts'
import type { Target } from '../load/generator-process.ts'
import { getOnce } from '../load/get-once.ts'
import type { EdgeProduct } from '../product/edge.ts'
import { type Served, serveWorker } from '../workerd/serve.ts'
import { benchWorker } from '../workers/bundle.ts'
import { CONSTANT, EMPTY, ONCE, PRODUCT, STAGE_NAMES } from './names.ts'
import { mustAnswerAlike } from './same-as-product.ts'

/** One that answers, and what it is asked. */
export interface StageContender {
  readonly name: string
  readonly server: Served
  readonly target: Target
}

/** Starts the worker of the stages and the two floors; all are asked by the same viewers, with one header more. */
export async function startStages(
  product: EdgeProduct,
  folders: { readonly kvFolder: string; readonly empty: string },
  times: number,
  served: Served[],
): Promise<readonly StageContender[]> {
  const { worker } = product
  const started = async (server: Promise<Served>): Promise<Served> => {
    served.push(await server)
    return server
  }
  const wasm = worker.modules.filter(({ kind }) => kind === 'wasm')
  const variables = { ...worker.variables, TIMES: String(times) }
  const staged = await benchWorker(join('stages', 'worker'), worker, variables, wasm)
  const stages = await started(serveWorker(staged, folders.kvFolder))
  const viewers = (await productRequests(product, stages.port)).find(({ name }) => name === VIEWER_REQUESTS)
  await mustAnswerAlike(stages.port, { authorization: `Bearer ${await product.viewerToken(0)}` })
  const bytes = (await getOnce(stages.port, HOT_PATHS[0] ?? '/')).length
  const floor = async (file: string, own: Readonly<Record<string, string>> = {}) =>
    started(serveWorker(await benchWorker(file, worker, own), folders.empty))
  const [empty, constant] = [await floor('ok'), await floor('constant-bytes', { BYTES: String(bytes) })]
  const asked = (name: string, server: Served): StageContender => {
    const requests = (viewers?.requests ?? []).map((request) => withStage(request, name))
    return { name, server, target: { port: server.port, requests } }
  }
  return [
    asked(EMPTY, empty),
    asked(CONSTANT, constant),
    ...[PRODUCT, ONCE, ...STAGE_NAMES].map((name) => asked(name, stages)),
  ]
}

/** The same request, with a header that names the stage. */
function withStage(request: string, name: string): string {
  const head = request.indexOf('\r\n') + 2
  return `${request.slice(0, head)}x-bench-stage: ${name}\r\n${request.slice(head)}`
}
