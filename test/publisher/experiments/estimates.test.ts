import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EstimateList } from '../../../src/contracts/ops/answers/experiments/estimates.ts'
import { EVALUATION } from '../../../src/contracts/ops/operations/experiments/estimate-example.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())

const send = (name: string, evaluation: object = EVALUATION) =>
  world.ops('POST', '/estimates', { name, logs: ['shown.ndjson'], evaluation })
const list = async () => ((await (await world.ops('GET', '/estimates')).json()) as EstimateList).estimates

it('an estimate is kept with who sent it, whole, and the audit log says so', async () => {
  const { id } = (await (await send('warmer heroes')).json()) as { id: string }
  const [kept] = await list()
  expect(kept).toMatchObject({ id, name: 'warmer heroes', by: 'ops', logs: ['shown.ndjson'], evaluation: EVALUATION })
  const { entries } = (await (await world.ops('GET', '/audit')).json()) as { entries: object[] }
  expect(entries[0]).toMatchObject({
    ...{ action: 'experiment.estimate', target: id },
    after: { name: 'warmer heroes', policy: EVALUATION.policy, verdict: 'refused', rows: EVALUATION.used },
  })
})

it('an estimate of a snapshot says which one, by its whole id, and of which region', async () => {
  const snapshot = { id: 'ab'.repeat(32), region: 'dach' }
  const sent = (of: object) =>
    world.ops('POST', '/estimates', { name: 'next', logs: [], evaluation: EVALUATION, snapshot: of })
  expect((await sent(snapshot)).status).toBe(200)
  expect((await list())[0]).toMatchObject({ name: 'next', snapshot })
  expect(await (await sent({ ...snapshot, id: 'abab' })).json()).toMatchObject({ status: 400, field: 'snapshot.id' })
})

it('the last fifty estimates are kept, the newest first', async () => {
  for (let sent = 0; sent < 52; sent += 1) await send(`number ${sent}`)
  const names = (await list()).map(({ name }) => name)
  expect([names.length, names[0], names.at(-1)]).toEqual([50, 'number 51', 'number 2'])
})

it('an estimate without a number that it needs, or with more rows than are looked at, is refused by name', async () => {
  const refused = async (evaluation: object) => {
    const answer = await send('bad', evaluation)
    return [answer.status, ((await answer.json()) as { field: string }).field]
  }
  const { ess: _, ...without } = EVALUATION
  expect(await refused(without)).toEqual([400, 'evaluation.ess'])
  const row = { line: 1, reason: 'reward: it is no number', file: null }
  expect(await refused({ ...EVALUATION, rejected: Array(21).fill(row) })).toEqual([400, 'evaluation.rejected'])
})
