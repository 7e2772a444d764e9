import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Served, serveWorker } from '../workerd/serve.ts'
import { benchWorker } from '../workers/bundle.ts'

/** As the publisher is deployed. */
const PLATFORM = { compatibilityDate: '2026-04-01', compatibilityFlags: ['nodejs_compat'] }

/** Longer than anything takes that works. */
const PATIENCE_MS = 300_000

/** A process of workerd with the product's own functions around feeds. */
export interface FeedsWorker {
  readonly served: Served
  /** What it answers, as JSON; `body` is sent as it is taken. */
  ask(path: string, body?: Iterable<Uint8Array>): Promise<unknown>
}

/** @param folder of a KV that nobody reads */
export async function startFeedsWorker(
  folder: string,
  store: { readonly url: string; readonly token: string },
): Promise<FeedsWorker> {
  const variables = { STORE_URL: store.url, STORE_TOKEN: store.token }
  const served = await serveWorker(await benchWorker(join('feeds', 'worker'), PLATFORM, variables), folder)
  return { served, ask: (path, body) => ask(served.port, path, body) }
}

function ask(port: number, path: string, body: Iterable<Uint8Array> = []): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(JSON.parse(text))
        else reject(new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    asked.setTimeout(PATIENCE_MS, () => asked.destroy(new Error(`${path} was not answered`)))
    asked.once('error', reject)
    Readable.from(body, { objectMode: false }).pipe(asked)
  })
}
