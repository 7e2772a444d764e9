import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { taughtOn } from '../../learn/file/learned-files.ts'
import { act, put, tries } from '../experiments/experiment-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { activate, pushText } from './learned-door.ts'

const [OWN, TRIED, LIKE] = [taughtOn(1), taughtOn(2), taughtOn(3)]
const ELSEWHERE = taughtOn(4, { space: 'space-2' })

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  for (const { text } of [OWN, TRIED, LIKE, ELSEWHERE]) await pushText(world, text)
  await activate(world, OWN.id, 'dach', 'fr')
  await world.publish()
  await put(world, tries(TRIED.id, ['DE']))
  expect((await act(world, 'start')).status).toBe(200)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** What the answer to an act, or to a question about it, says of experiments. */
async function offIn(answer: Response): Promise<readonly (readonly [string, string])[]> {
  const body = (await answer.json()) as {
    regions?: { region: string; experimentsOff: { key: string; reason: string }[] }[]
    experimentsOff?: { key: string; reason: string }[]
  }
  const regions = body.regions ?? [{ region: 'asked', experimentsOff: body.experimentsOff ?? [] }]
  return regions.flatMap(({ region, experimentsOff }) =>
    experimentsOff.map(({ key, reason }) => [`${region} ${key}`, reason] as const),
  )
}
const effect = (id: string, more: string) => world.ops('GET', `/learned/${id}/effect?region=dach${more}`)

it('whoever activates a run of another space is told which running experiment is off where, before and after the act', async () => {
  const off = [expect.stringContaining('lie in space-1, while this region')]
  expect(await offIn(await effect(ELSEWHERE.id, '&act=activate'))).toEqual([['asked warm-hero', ...off]])
  expect(await offIn(await activate(world, ELSEWHERE.id, 'dach', 'fr'))).toEqual([['dach warm-hero', ...off]])
  // It is off already.
  expect(await offIn(await activate(world, ELSEWHERE.id, 'dach'))).toEqual([])
})

it('whoever gives all viewers the run that an arm tries is told that the arm is control under another name', async () => {
  expect(await offIn(await activate(world, TRIED.id, 'dach', 'fr'))).toEqual([
    ['dach warm-hero', expect.stringContaining('control under another name')],
  ])
})

it('an activation of a run in which an experiment goes on tells of none, and a retirement that ends one does', async () => {
  expect(await offIn(await effect(LIKE.id, '&act=activate'))).toEqual([])
  const off = ['warm-hero', expect.stringContaining('lie in space-1')] as const
  expect(await offIn(await effect(OWN.id, '&act=retire'))).toEqual([[`asked ${off[0]}`, off[1]]])
  const retired = await world.ops('POST', `/learned/${OWN.id}/retire`, { regions: ['dach'], reason: 'worse' })
  expect(await offIn(retired)).toEqual([[`dach ${off[0]}`, off[1]]])
})
