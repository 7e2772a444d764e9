import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/client/client.ts'
import { browserClock } from '../../src/client/devices/browser-clock.ts'
import { fetchTransport } from '../../src/client/devices/fetch-transport.ts'
import type { Decision } from '../../src/contracts/device/answers/decision.ts'
import { buildClient } from '../../src/dev/client/build-client.ts'
import { until } from '../edge/device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge/edge-world.ts'
import { publish } from '../edge/publish.ts'
import { compiled, films } from '../edge/schedule.ts'
import { eventually } from '../setup/eventually.ts'

const ROOT = join(import.meta.dirname, '../..')
let world: EdgeWorld
let edge: EdgeIsolate
let folder: string
let server: ChildProcess
let address: string

beforeAll(async () => {
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', DEBUG_COUNTRY: 'DE' } })
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)))
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
  folder = await mkdtemp(join(tmpdir(), 'firstframe-server-'))
  const files = await buildClient(ROOT)
  for (const name of ['firstframe.js', 'package.json']) {
    await writeFile(join(folder, name), files.find(({ path }) => path === name)?.text ?? '')
  }
  await copyFile(join(ROOT, 'src/client/examples/server.js'), join(folder, 'server.js'))
  server = spawn(process.execPath, ['server.js'], { cwd: folder, env: { ...process.env, EDGE_URL: edge.url } })
  address = await new Promise((resolve, reject) => {
    server.stdout?.once('data', (said: Buffer) => resolve(`http://127.0.0.1:${/\d+/.exec(String(said))?.[0]}/`))
    server.stderr?.once('data', (said: Buffer) => reject(new Error(String(said))))
  })
})
afterAll(async () => {
  server?.kill()
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

interface Handed {
  readonly item: Decision | null
  readonly token: string | null
}

async function rendered(viewerToken: string | null = null): Promise<Handed> {
  const headers: Record<string, string> = viewerToken === null ? {} : { 'x-viewer-token': viewerToken }
  const page = await (await fetch(address, { headers })).text()
  return JSON.parse(/type="application\/json"[^>]*>(.*)<\/script>/.exec(page)?.[1] ?? '{}')
}

describe('the example of a renderer on a server', () => {
  it('a page is rendered with one decision of the edge, and its client reports by the token that it was handed', async () => {
    // On a busy machine a decision may be late; then the page has none, and says so.
    const { item, token } = await eventually(
      () => rendered(),
      (handed) => handed.token !== null,
    )
    if (item === null || token === null) throw new Error('no item')
    expect(item.assetId).toMatch(/^ast_film-/)
    const client = createClient({ edgeUrl: edge.url, clock: browserClock(), transport: fetchTransport })
    client.report({ answer: { token } }, item).act('click')
    client.outbox.flush()
    await expect.poll(() => client.outbox.tally()).toMatchObject({ accepted: 1, waiting: 0 })
    const [message] = edge.messages.filter(({ type }) => type === 'events')
    expect(JSON.stringify(message)).toContain(item.assetId)
  })

  it('a page of a member is decided by their token, and the next page of a guest is not', async () => {
    const capped = await world.viewerToken({ cap: 0, sub: 'child', kids: true })
    await expect.poll(async () => (await rendered(capped)).item?.autoplay).toEqual({ allowed: false, reason: 'minor' })
    await expect.poll(async () => (await rendered()).item?.autoplay).toEqual({ allowed: true })
  })
})
