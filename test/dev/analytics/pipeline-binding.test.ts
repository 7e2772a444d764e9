import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openEvents } from '../../../src/dev/events-sql/open-events.ts'
import { NdjsonSink } from '../../../src/dev/stack/analytics/ndjson-sink.ts'
import { pipelineOptions } from '../../../src/dev/stack/analytics/pipeline-binding.ts'
import { ROOT } from '../../../src/dev/stack/bundle-workers.ts'
import type { EventRow } from '../../../src/events/event-row.ts'
import { eventRowOf } from '../../events/rows.ts'

/** A Worker that sends the rows of a request through the publisher's sink, and answers with what came of it. */
const WORKER = `
import { pipelineSink } from './src/publisher/queue/pipeline-sink.ts'
export default {
  async fetch(request, environment) {
    const patienceMs = Number(new URL(request.url).searchParams.get('ms'))
    const sent = pipelineSink(environment.ANALYTICS, patienceMs).send(await request.json())
    return sent.then(() => new Response('kept'), ({ message }) => new Response(message, { status: 503 }))
  },
}`

let folder: string
let files: NdjsonSink
let miniflare: Miniflare
/** What happens to a call of the binding before its rows are written, and after. */
let before: (call: number) => Promise<void> | void
let after: (call: number) => Promise<void> | void
let calls: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-binding-'))
  files = await NdjsonSink.open({ folder, start: 'test' })
  const { outputFiles } = await build({
    stdin: { contents: WORKER, resolveDir: ROOT },
    ...{ bundle: true, write: false, format: 'esm' },
  })
  const sink = {
    async send(rows: readonly EventRow[]) {
      calls += 1
      const call = calls
      await before(call)
      await files.send(rows)
      await after(call)
    },
  }
  miniflare = new Miniflare({
    workers: [
      {
        ...{ name: 'publisher', modules: true, script: outputFiles[0]?.text ?? '', compatibilityDate: '2026-04-01' },
        wrappedBindings: { ANALYTICS: { scriptName: 'analytics' } },
      },
      pipelineOptions('analytics', sink),
    ],
    cf: false,
  })
  await miniflare.ready
})
afterAll(async () => {
  await miniflare.dispose()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  calls = 0
  before = () => undefined
  after = () => undefined
})

async function send(rows: readonly EventRow[], patienceMs = 60_000): Promise<readonly [status: number, text: string]> {
  const body = JSON.stringify(rows)
  const answer = await miniflare.dispatchFetch(`http://publisher/?ms=${patienceMs}`, { method: 'POST', body })
  return [answer.status, await answer.text()]
}

/** Rows of three requests to the binding, under names that begin with `name`. */
const threeRequests = (name: string) =>
  Array.from({ length: 9 }, (_, index) => eventRowOf({ eventId: `${name}-${index}`, placement: 'x'.repeat(290_000) }))

/** How many events the view has of such a name, and how many rows the files have. */
async function stored(name: string): Promise<readonly [events: number, rows: number]> {
  const connection = await openEvents(folder)
  const count = async (view: string) => {
    const answer = await connection.runAndReadAll(`SELECT count(*) FROM ${view} WHERE eventId LIKE '${name}-%'`)
    return Number(answer.getRows()[0]?.[0])
  }
  const counts = [await count('events'), await count('event_rows')] as const
  connection.closeSync()
  return counts
}

it('what a Worker sent is in the files when its call ends', async () => {
  expect(await send(threeRequests('sent'))).toEqual([200, 'kept'])
  expect([calls, await stored('sent')]).toEqual([3, [9, 9]])
})

it('a sink that is down rejects the call of the Worker with its reason, and nothing is kept', async () => {
  before = () => {
    throw new Error('no space left on device')
  }
  expect(await send(threeRequests('down'))).toEqual([503, 'the analytics sink: no space left on device'])
  expect(await stored('down')).toEqual([0, 0])
})

it('a sink that took a part is sent all of it again: rows come twice, and every event is there once', async () => {
  before = (call) => {
    if (call === 3) throw new Error('the stream is away')
  }
  expect((await send(threeRequests('half')))[0]).toBe(503)
  expect(await stored('half')).toEqual([6, 6])
  expect(await send(threeRequests('half'))).toEqual([200, 'kept'])
  expect(await stored('half')).toEqual([9, 15])
})

it('a sink that keeps rows and does not say so rejects the call: sent again, every event is there once', async () => {
  after = (call) => {
    if (call === 1) throw new Error('the answer was lost')
  }
  expect((await send(threeRequests('silent')))[0]).toBe(503)
  expect(await send(threeRequests('silent'))).toEqual([200, 'kept'])
  expect(await stored('silent')).toEqual([9, 12])
})

it('a sink that does not answer rejects the call, and what it writes later counts once', async () => {
  let answer: () => void = () => undefined
  before = (call) => (call === 1 ? new Promise<void>((resolve) => (answer = resolve)) : undefined)
  const rows = [eventRowOf({ eventId: 'slow-0' })]
  expect(await send(rows, 50)).toEqual([503, 'the pipeline did not answer within 50 ms'])
  expect(await send(rows)).toEqual([200, 'kept'])
  answer()
  await expect.poll(() => stored('slow')).toEqual([1, 2])
})
