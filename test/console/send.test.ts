import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { send } from '../../src/console/browser/send.ts'

const servers: { close(): void; closeAllConnections(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** The address of a publisher that answers like this. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ops/v1/takedowns`
}

describe('an act that the console sends', () => {
  it('a publisher that stops in the middle of an act is given up, and nobody is told that it was done', async () => {
    const address = await answering(() => undefined)
    expect(await send('POST', address, {}, {}, 50)).toEqual({ outcome: 'unknown' })
  })

  it('half an answer, and a page of a proxy, say nothing of what was done', async () => {
    const cut = await answering((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"takedown":')
      setImmediate(() => response.destroy())
    })
    expect(await send('POST', cut, {})).toEqual({ outcome: 'unknown' })
    const proxy = await answering((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'))
    expect(await send('POST', proxy, {})).toEqual({ outcome: 'unknown' })
  })

  it('a sign-in that has ended is told as that', async () => {
    const ended = await answering((_, response) => response.writeHead(401).end('{}'))
    expect(await send('POST', ended, {})).toEqual({ outcome: 'signed-out' })
  })
})
