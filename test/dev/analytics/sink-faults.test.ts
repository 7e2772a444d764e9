import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openEvents } from '../../../src/dev/events-sql/open-events.ts'
import { type LocalStack, startLocalStack } from '../../../src/dev/stack/local-stack.ts'
import type { EventSink } from '../../../src/publisher/queue/event-sink.ts'
import { reportHero } from '../../end-to-end/device.ts'

let folder: string
let stack: LocalStack | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-sink-faults-'))
})
afterAll(async () => {
  await stack?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Starts the stack with this before its sink, on the state that the last one left. */
async function start(sinkOver: (sink: EventSink) => EventSink): Promise<LocalStack> {
  const bundles = inject('workerBundles')
  if ('problem' in bundles) throw new Error(bundles.problem)
  const options = { folder, bundles, port: 0, opsPort: 0, country: 'DE', cronEveryMs: 0 }
  stack = await startLocalStack({ ...options, sinkOver })
  return stack
}

async function end(): Promise<void> {
  await stack?.close()
  stack = null
}

async function stored(): Promise<{ readonly events: readonly unknown[]; readonly rows: number }> {
  const connection = await openEvents(join(folder, 'analytics', 'events'))
  const events = await connection.runAndReadAll('SELECT event FROM events ORDER BY event')
  const rows = await connection.runAndReadAll('SELECT count(*) FROM event_rows')
  connection.closeSync()
  return { events: events.getRows().flat(), rows: Number(rows.getRows()[0]?.[0]) }
}

it('what was accepted while the sink was down, until the stack ended, is in it once the sink is back, and once', async () => {
  let calls = 0
  const { edgeUrl } = await start(() => ({
    async send() {
      calls += 1
      throw new Error('the sink is down')
    },
  }))
  expect(await reportHero(edgeUrl, 'DE')).toEqual({ accepted: 2, rejected: [] })
  await expect.poll(() => calls).toBeGreaterThan(0)
  await end()
  expect(await stored()).toEqual({ events: [], rows: 0 })

  // Back, it keeps what it gets, and its first answer is lost: the publisher cannot know.
  let answers = 0
  await start((sink) => ({
    async send(rows) {
      await sink.send(rows)
      answers += 1
      if (answers === 1) throw new Error('the answer was lost')
    },
  }))
  await expect.poll(() => answers).toBeGreaterThan(0)
  await end()
  const { events, rows } = await stored()
  expect(events).toEqual(['impression', 'start'])
  expect(rows).toBeGreaterThan(events.length)
})
