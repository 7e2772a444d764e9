import { type Request as MiniflareRequest, Response as MiniflareResponse, type WorkerOptions } from 'miniflare'
import type { EventRow } from '../../../events/event-row.ts'
import type { EventSink } from '../../../publisher/queue/event-sink.ts'

/** As a Pipelines binding: `send` resolves once this process has kept the rows, and rejects with what went wrong. */
const BINDING_MODULE = `export default function (environment) {
  return {
    send: async (rows) => {
      const answer = await environment.NODE.fetch('http://sink/', { method: 'POST', body: JSON.stringify(rows) })
      const text = await answer.text()
      if (!answer.ok) throw new Error(text)
    },
  }
}`

/** The Worker that replaces a pipeline's binding, under its name (`wrappedBindings`): rows go to a sink in this process. */
export function pipelineOptions(name: string, sink: EventSink): WorkerOptions {
  const node = async (request: MiniflareRequest): Promise<MiniflareResponse> => {
    try {
      // The module above sends this body, so its shape is known.
      await sink.send((await request.json()) as EventRow[])
      return new MiniflareResponse(null)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return new MiniflareResponse(`the analytics sink: ${message}`, { status: 503 })
    }
  }
  return {
    name,
    modules: [{ type: 'ESModule', path: `${name}.js`, contents: BINDING_MODULE }],
    serviceBindings: { NODE: node },
  }
}
