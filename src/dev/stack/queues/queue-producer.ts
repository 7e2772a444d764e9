import { type Request as MiniflareRequest, Response as MiniflareResponse, type WorkerOptions } from 'miniflare'
import type { LocalQueue } from './local-queue.ts'

/** This process has a message before the Worker gets the answer that it was accepted. */
const PRODUCER_MODULE = `export default function (environment) {
  const post = async (bodies) => {
    const answer = await environment.NODE.fetch('http://queue/', { method: 'POST', body: JSON.stringify(bodies) })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error('Queue send failed')
  }
  return { send: (body) => post([body]), sendBatch: (messages) => post([...messages].map(({ body }) => body)) }
}`

/** The Worker that replaces a queue's binding, under its name (`wrappedBindings`). */
export function producerOptions<Body>(name: string, queue: LocalQueue<Body>): WorkerOptions {
  const node = async (request: MiniflareRequest): Promise<MiniflareResponse> => {
    // The module above sends this body, so its shape is known.
    queue.add((await request.json()) as Body[])
    return new MiniflareResponse(null)
  }
  return {
    name,
    modules: [{ type: 'ESModule', path: `${name}.js`, contents: PRODUCER_MODULE }],
    serviceBindings: { NODE: node },
  }
}
