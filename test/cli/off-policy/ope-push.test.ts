import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EstimateList } from '../../../src/contracts/ops/answers/experiments/estimates.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { fileOf } from '../against.ts'
import { ffInside } from '../command-line.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())

const inside = (async (address: string | URL | Request, init?: RequestInit) => {
  const url = new URL(address instanceof Request ? address.url : address)
  return world.app.request(url.pathname + url.search, init, world.environment)
}) as typeof fetch
const ff = (...words: string[]) =>
  ffInside(words, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, inside)
const kept = async () => ((await (await world.ops('GET', '/estimates')).json()) as EstimateList).estimates

it('an estimate is pushed whole, with its weights, and why it is refused in a sentence, and no path of this machine', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => {
    const propensity = index < 30 ? 0 : 0.5
    const what = { action: index % 2 === 0 ? 'a' : 'b', propensity, reward: index % 5 === 0 ? 1 : 0 }
    return JSON.stringify({ decision: `d${index}`, position: 0, unit: `u${index}`, ...what })
  })
  const log = await fileOf(`${rows.join('\n')}\n`, 'shown.ndjson')
  const ended = await ff('ope', '--log', log, '--policy', 'uniform', '--push', 'warmer heroes')
  expect(ended).toMatchObject({ code: 1, stdout: expect.stringMatching(/kept as est_\w{16}: the console shows it/) })
  const [estimate] = await kept()
  expect(estimate).toMatchObject({ name: 'warmer heroes', by: 'ops', logs: ['shown.ndjson'] })
  const { evaluation } = estimate ?? {}
  expect(evaluation).toMatchObject({ policy: 'uniform', verdict: 'refused', used: 90, n: 120, rejectedRows: 30 })
  expect(evaluation?.rejected).toHaveLength(20)
  expect(evaluation?.histogram.reduce((sum, { rows: each }) => sum + each, 0)).toBe(90)
  expect(evaluation?.because).toContainEqual({
    reason: 'rejected-rows',
    sentence: expect.stringContaining('30 of 120'),
  })
  expect(JSON.stringify(estimate)).not.toContain(log)
})
