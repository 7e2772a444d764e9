import { afterEach, beforeEach, expect, it } from 'vitest'
import { shownLines } from '../../../src/cli/experiment/experiment-lines.ts'
import { RUNNING } from '../../../src/contracts/ops/operations/experiments/experiment-examples.ts'
import { taughtOn } from '../../learn/file/learned-files.ts'
import { act, put, tries, WARM } from '../../publisher/experiments/experiment-door.ts'
import { activate, pushText } from '../../publisher/learned/learned-door.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { SCHEDULE } from '../../publisher/records.ts'
import { ffInside } from '../command-line.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
})
afterEach(() => world.close())

const inside = (async (address: string | URL | Request, init?: RequestInit) => {
  const url = new URL(address instanceof Request ? address.url : address)
  return world.app.request(url.pathname + url.search, init, world.environment)
}) as typeof fetch
const ff = (...words: string[]) =>
  ffInside(words, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, inside)
const page = async (path: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/experiments${path}`, { headers }, world.environment)
  return (await answer.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

const [OWN, ELSEWHERE] = [taughtOn(9), taughtOn(9, { space: 'space-9' })]
const decide = async () => {
  const order = ['--winner', 'other', '--reason', 'it is better', '--despite', 'the season ends']
  return (await ff('experiment', 'decide', WARM.key, ...order)).stdout
}

it('an arm with nothing learned rolls out in the regions of its territories alone, in text and in the console', async () => {
  await put(world, tries('none', ['DE', 'FR']))
  await act(world, 'start')
  expect(await decide()).toContain('ff learn retire --regions dach,fr --reason "won warm-hero"')
  expect(await page(`/${WARM.key}`)).toContain('learn retire --regions dach,fr')
})

it('an arm with a run rolls out where its run can be tried; one of all regions names none', async () => {
  for (const { text } of [OWN, ELSEWHERE]) await pushText(world, text)
  await activate(world, OWN.id, 'dach')
  await put(world, tries(OWN.id, ['DE', 'FR']))
  const shown = await ff('experiment', 'show', WARM.key, '--json')
  const { rollOut } = JSON.parse(shown.stdout) as { rollOut: { next: { command: string }[] }[] }
  expect(rollOut[1]?.next[0]?.command).toBe(`ff learn activate ${OWN.id} --regions dach --reason "won warm-hero"`)
  await act(world, 'stop')
  await put(world, tries('none', [], { key: 'everywhere' }))
  expect((await ff('experiment', 'show', 'everywhere', '--json')).stdout).toContain('"ff learn retire --reason')
})

it('a region that does not serve an experiment any more is named with its reason, in text and in the console', async () => {
  for (const { text } of [OWN, ELSEWHERE]) await pushText(world, text)
  for (const region of ['dach', 'fr']) await activate(world, OWN.id, region)
  await put(world, tries(OWN.id, ['DE', 'FR']))
  await act(world, 'start')
  await activate(world, ELSEWHERE.id, 'dach')
  expect((await ff('experiment', 'list')).stdout).toMatch(/warm-hero .* dach +learned/)
  const shown = await ff('experiment', 'show', WARM.key)
  expect(shown.stdout).toMatch(/NOT SERVED in dach: variations\.1\.parameters\.learned names .*space-1.*space-9/)
  expect(await page(`/${WARM.key}`)).toContain('dach does not serve it:')
})

it('a start that some regions would not serve names its field once, and each reason with its own regions', async () => {
  for (const { text } of [OWN, ELSEWHERE]) await pushText(world, text)
  await activate(world, OWN.id, 'dach')
  await activate(world, ELSEWHERE.id, 'fr')
  await put(world, tries(OWN.id, ['DE', 'FR', 'IN']))
  const { stderr } = await ff('experiment', 'start', WARM.key, '--reason', 'for the test')
  expect(stderr).toMatch(/^ff: fr would not serve it: .*have space-9.* \S+ would not serve it: .*\(409\)$/m)
  expect(stderr).not.toContain('dach')
})

it('one that was restored says so and how it goes on, not that its ramp has stopped by itself', () => {
  const held = { at: '2026-11-20T09:00:00Z', reason: 'It was restored from an export.', coverage: 0.2 }
  const said = shownLines({ ...RUNNING, coverage: 0, held }).join(' ')
  expect(said).toContain(
    'NOBODY TAKES PART: It was restored from an export. ff experiment ramp warm-hero --resume --reason "…"',
  )
  expect(said).not.toContain('BY ITSELF')
})

it('what was done to an experiment waits, and is said to, in a region that a pin keeps at a snapshot of before', async () => {
  await put(world, WARM)
  await act(world, 'start')
  await world.publish()
  await world.ops('POST', '/regions/dach/pin', { reason: 'the big match' })
  expect((await ff('experiment', 'show', WARM.key)).stdout).not.toContain('waits')
  const { stdout } = await ff('experiment', 'stop', WARM.key, '--reason', 'more errors')
  expect(stdout).toMatch(
    /waits for the end of a pin in dach, at the latest \S+ UTC; at once: ff unpin dach --reason "…"/,
  )
  expect(await page(`/${WARM.key}`)).toContain('What was done waits in a region: dach , for its pin to end')
  await world.ops('POST', '/regions/dach/unpin', { reason: 'it is over' })
  await world.publish()
  await world.ops('POST', '/regions/dach/pin', { reason: 'another match' })
  expect((await ff('experiment', 'show', WARM.key)).stdout).not.toContain('waits')
})
