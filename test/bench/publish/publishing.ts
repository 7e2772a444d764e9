import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { startStoreDoor } from '../../../src/dev/store/door-server.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { ended } from '../workerd/serve.ts'
import type { PublishOutcome, PublishSetting, PublishStep } from './orders.ts'

const STORE_TOKEN = 'test-token'

/** A store in this process, and a publisher in another one. */
export interface Publishing {
  /** Takes records in, as NDJSON comes; approved. */
  ingest(records: Iterable<object>): Promise<void>
  /** @throws Error when it was refused: a bench of refusals measures nothing */
  step(step: PublishStep): Promise<PublishOutcome>
  close(): Promise<void>
}

/** @param quick publishes decide little: only whether it works is looked at */
export async function startPublishing({ quick }: { readonly quick: boolean }): Promise<Publishing> {
  const kvFolder = await mkdtemp(join(tmpdir(), 'firstframe-bench-publish-'))
  const world = await startPublisherWorld()
  // One person is enough for a campaign here: a bench has no second one.
  const { rules } = world.publisher
  Object.assign(world.publisher, { rules: { ...rules, approval: ONE_PERSON } })
  // The publisher is another process: it reaches the store over the network.
  const tokens = [{ token: STORE_TOKEN, allow: 'everything' }] as const
  const door = await startStoreDoor({ backend: world.backend, tokens, port: 0 })
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const setting: PublishSetting = {
    ...{ storeUrl: door.url, storeToken: STORE_TOKEN, kvFolder, smallPanel: quick },
    ...{ jwk: await exportJWK(privateKey), kid: 'bench', now: world.clock.now },
  }
  const script = join(import.meta.dirname, 'publishing-process.ts')
  const child = fork(script, [JSON.stringify(setting)], { execArgv: ['--expose-gc', '--import', 'tsx'] })
  const step: Publishing['step'] = async (order) => {
    const outcome = await new Promise<PublishOutcome>((resolve, reject) => {
      const lost = () => reject(new Error('the publishing process ended'))
      child.once('exit', lost)
      child.once('message', (answer: PublishOutcome) => {
        child.off('exit', lost)
        resolve(answer)
      })
      child.send(order)
    })
    if (outcome.problem !== null) throw new Error(`${order.region} was not published: ${outcome.problem}`)
    return outcome
  }
  return {
    ingest: (records) => takeIn(world, records),
    step,
    async close() {
      await ended(child)
      await door.close()
      await world.close()
      await rm(kvFolder, { recursive: true, force: true })
    },
  }
}

const ONE_PERSON = { priorities: [], gateAge: 100, goalEvents: Number.MAX_SAFE_INTEGER, waitDays: 14 }

async function takeIn({ app, environment }: PublisherWorld, records: Iterable<object>): Promise<void> {
  const lines = new TextEncoder()
  const all = records[Symbol.iterator]()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = all.next()
      if (done) controller.close()
      else controller.enqueue(lines.encode(`${JSON.stringify(value)}\n`))
    },
  })
  const answer = await app.request(
    '/ops/v1/ingest?approve=1',
    { method: 'POST', headers: { authorization: `Bearer ${OPS_TOKEN}` }, body, duplex: 'half' },
    environment,
  )
  const report: unknown = await answer.json()
  const refused = typeof report === 'object' && report !== null && 'refused' in report ? report.refused : null
  if (!Array.isArray(refused) || refused.length > 0) {
    throw new Error(`not taken in: ${JSON.stringify(report).slice(0, 500)}`)
  }
}
