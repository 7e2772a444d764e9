import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface AskedFor {
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** A partner's server on this machine, which answers as a test says. */
export interface SourceServer {
  readonly origin: string
  readonly asked: AskedFor[]
  answer: (request: IncomingMessage, response: ServerResponse) => void
  close(): Promise<void>
}

export async function startSourceServer(): Promise<SourceServer> {
  const server = createServer((request, response) => {
    source.asked.push({ path: request.url ?? '', headers: request.headers })
    source.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo
  const source: SourceServer = {
    origin: `http://127.0.0.1:${port}`,
    asked: [],
    answer: (_request, response) => response.end(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return source
}
