import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExperimentAnalysed } from '../../../src/contracts/ops/answers/experiments/analysis.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { audited, holdoutResults, put, WARM } from './experiment-door.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())

const send = (body: object) => world.ops('POST', '/experiments/holdout/moments', body)
const found = async () => (await (await world.ops('GET', '/experiments/holdout/analysis')).json()) as ExperimentAnalysed

it('the holdout has results without a record: everybody else against those who get nothing of what was learned', async () => {
  expect(await found()).toMatchObject({ key: 'holdout', analysis: null })
  expect(await (await send(holdoutResults(0.1))).json()).toMatchObject({ verdict: 'decide', held: null })
  const { analysis, series } = await found()
  expect(analysis?.metrics[0]?.arms.map(({ key }) => key)).toEqual(['held-out', 'served'])
  expect(series.map(({ day }) => day)).toEqual(['2026-11-22'])
  expect(await audited(world)).toContainEqual(expect.objectContaining({ target: 'holdout', actor: 'ops' }))
})

it('results of the holdout of another share than the rules have, of a day that is past, or of no metric are refused', async () => {
  const refused = async (body: object) => {
    const answer = await send(body)
    return [answer.status, ((await answer.json()) as { field: string }).field]
  }
  expect(await refused(holdoutResults(0.1, { share: 0.2 }))).toEqual([400, 'moments.arms[0].weight'])
  expect(await refused(holdoutResults(0.1, { day: '2026-11-23' }))).toEqual([400, 'day'])
  expect(await refused(holdoutResults(0.1, { day: '2026-11-20' }))).toEqual([409, 'day'])
  const nothing = holdoutResults(0.1) as { moments: object }
  expect(await refused({ ...nothing, moments: { ...nothing.moments, metrics: [] } })).toEqual([400, 'moments.metrics'])
})

it('no experiment is called like the holdout, or like a page beside it', async () => {
  for (const key of ['holdout', 'estimates']) {
    expect(await put(world, { ...WARM, key })).toMatchObject({ status: 400, field: 'key' })
  }
})
