import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExperimentAnalysed } from '../../../src/contracts/ops/answers/experiments/analysis.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { ffInside } from '../command-line.ts'
import { rowOf, toldOf } from './made-up-experiment.ts'

let world: PublisherWorld
let folder: string
beforeAll(async () => {
  world = await startPublisherWorld()
  folder = await mkdtemp(join(tmpdir(), 'ff-holdout-'))
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const inside = (async (address: string | URL | Request, init?: RequestInit) => {
  const url = new URL(address instanceof Request ? address.url : address)
  return world.app.request(url.pathname + url.search, init, world.environment)
}) as typeof fetch

it('what learning brought is measured of events without a record: who is held out against everybody else', async () => {
  // One in a hundred is held out, as the rules have it; whoever is, is so in all events.
  const rows = toldOf(200).map((told) => ({ ...rowOf(told), holdout: told.unit % 100 === 7 }))
  await writeFile(join(folder, 'some.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const words = ['experiment', 'analyze', 'holdout', '--events', folder, '--push', '--day', '2026-11-22']
  const environment = { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }
  const { stderr } = await ffInside(words, environment, inside)
  expect(stderr).not.toContain('✗')
  const answer = await world.ops('GET', '/experiments/holdout/analysis')
  const { series, analysis } = (await answer.json()) as ExperimentAnalysed
  expect(series.map(({ day, units }) => [day, units])).toEqual([['2026-11-22', [2, 198]]])
  expect(analysis?.srm.state).toBe('ok')
  expect(analysis?.multipleExposure.share).toBe(0)
  expect(analysis?.metrics.map(({ id }) => id)).toContain('watched-minutes')
})
