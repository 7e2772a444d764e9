import { createServer, type Server } from 'node:http'
import { createServer as createRawServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fire } from './raw-client.ts'

const REQUEST = 'GET / HTTP/1.1\r\nhost: bench\r\n\r\n'
let server: Closing | null = null

interface Closing {
  close(): unknown
}

async function portOf(started: ReturnType<typeof createRawServer> | Server): Promise<number> {
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const address = started.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

afterEach(() => server?.close())

describe('fire', () => {
  it('fire counts the answers that the server gave, over as many connections as told', async () => {
    let given = 0
    const peers = new Set<unknown>()
    const port = await portOf(
      createServer(({ socket }, response) => {
        given += 1
        peers.add(socket.remotePort)
        response.setHeader('content-length', 2).end('ok')
      }),
    )
    const burst = await fire({ port, requests: [REQUEST], concurrency: 3, durationMs: 100 })
    expect(burst).toMatchObject({ answers: given, problem: null })
    expect(peers.size).toBe(3)
    expect(burst.p99Ms).toBeGreaterThanOrEqual(burst.p50Ms)
  })

  it('fire asks its requests in turn', async () => {
    const paths: string[] = []
    const port = await portOf(
      createServer((request, response) => {
        paths.push(request.url ?? '')
        response.setHeader('content-length', 2).end('ok')
      }),
    )
    const requests = ['/a', '/b'].map((path) => REQUEST.replace('/', path))
    await fire({ port, requests, concurrency: 1, durationMs: 50 })
    expect(paths.slice(0, 4)).toEqual(['/a', '/b', '/a', '/b'])
  })

  it('fire waits for the whole body when it comes in pieces', async () => {
    let whole = 0
    const port = await portOf(
      createServer((_request, response) => {
        response.setHeader('content-length', 200_000).write('x'.repeat(100_000))
        setTimeout(() => {
          whole += 1
          response.end('x'.repeat(100_000))
        }, 5)
      }),
    )
    const burst = await fire({ port, requests: [REQUEST], concurrency: 2, durationMs: 60 })
    expect(burst).toMatchObject({ answers: whole, problem: null })
    expect(burst.p50Ms).toBeGreaterThanOrEqual(4)
  })

  it('fire reports an answer that is not a 200 instead of counting it', async () => {
    const port = await portOf(createServer((_request, response) => response.writeHead(503).end('down')))
    const burst = await fire({ port, requests: [REQUEST], concurrency: 2, durationMs: 50 })
    expect(burst.answers).toBe(0)
    expect(burst.problem).toContain('503')
  })

  it('fire reports an answer whose end it could not know', async () => {
    const port = await portOf(createServer((_request, response) => response.write('for ever')))
    const burst = await fire({ port, requests: [REQUEST], concurrency: 1, durationMs: 50 })
    expect(burst.problem).toContain('without Content-Length')
  })

  it('fire reports a connection that the server closed', async () => {
    const port = await portOf(createRawServer((socket: Socket) => socket.once('data', () => socket.destroy())))
    const burst = await fire({ port, requests: [REQUEST], concurrency: 1, durationMs: 50 })
    expect(burst).toMatchObject({ answers: 0, problem: 'the connection was closed' })
  })
})
