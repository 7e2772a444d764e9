import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { REPORT } from '../../../src/contracts/ops/operations/learned/report-example.ts'
import { learnedAssetOf, fileOf as learnedFileOf, runOf } from '../../learn/file/learned-files.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { SCHEDULE } from '../../publisher/records.ts'
import { fileOf } from '../against.ts'
import { ffInside } from '../command-line.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
})
afterAll(() => world.close())

const inside = (async (address: string | URL | Request, init?: RequestInit) => {
  const url = new URL(address instanceof Request ? address.url : address)
  return world.app.request(url.pathname + url.search, init, world.environment)
}) as typeof fetch
const ff = (...words: string[]) =>
  ffInside(words, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, inside)
const RUN = learnedFileOf(runOf([learnedAssetOf('one'), learnedAssetOf('two')]))

it('a run is pushed, served and taken back by its first digits, and the status says where it is served', async () => {
  const pushed = await ff('learn', 'push', await fileOf(RUN.text, 'learned.ndjson'))
  expect(pushed).toMatchObject({ code: 0, stdout: expect.stringContaining(`${RUN.id} is stored: 2 assets`) })
  const short = RUN.id.slice(0, 12)
  const served = await ff('learn', 'activate', short, '--regions', 'dach,fr', '--reason', 'the night', '--json')
  expect(JSON.parse(served.stdout)).toMatchObject({ id: RUN.id, regions: [{ region: 'dach' }, { region: 'fr' }] })
  const status = await ff('learn', 'status')
  expect(status.stdout).toMatch(new RegExp(`dach +${short} +– +– .*the night`))
  expect((await ff('learn', 'retire', '--reason', 'worse')).stdout).toMatch(/dach +none/)
  expect(await ff('learn', 'retire', '--reason', 'worse')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no region is to serve'),
  })
})

it('a run that is activated where a pin keeps another snapshot is said to wait there, and what lets it go', async () => {
  await ff('learn', 'push', await fileOf(RUN.text, 'learned.ndjson'))
  await world.publish()
  await world.ops('POST', '/regions/dach/pin', { reason: 'the big match' })
  const order = ['--regions', 'dach,fr', '--reason', 'the night']
  const activated = await ff('learn', 'activate', RUN.id, ...order)
  const waits = /waits for the end of a pin in dach, at the latest \S+ UTC; at once: ff unpin dach --reason "…"/
  expect(activated).toMatchObject({ code: 0, stdout: expect.stringMatching(waits) })
  await world.ops('POST', '/regions/dach/unpin', { reason: 'it is over' })
  expect((await ff('learn', 'retire', RUN.id, ...order)).stdout).not.toContain('waits')
})

it('a file that is refused ends with 1 and the line and field, and a region or run that nobody knows is told of', async () => {
  const cut = await ff('learn', 'push', await fileOf(RUN.text.slice(0, -30), 'learned.ndjson'))
  expect(cut).toMatchObject({ code: 1, stderr: expect.stringContaining('line 3') })
  const reason = ['--reason', 'the night']
  expect((await ff('learn', 'activate', 'latest', '--regions', 'dahc', ...reason)).code).toBe(2)
  expect(await ff('learn', 'activate', 'lrn_ffff', ...reason)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ff learn status lists them'),
  })
})

it('the folder of a run is pushed with its report, and what it says, would change and shows is told', async () => {
  const folder = dirname(await fileOf(RUN.text, 'learned.ndjson'))
  const alone = await ff('learn', 'push', folder)
  expect(alone).toMatchObject({ code: 0, stdout: expect.stringContaining('without report.json') })
  await writeFile(join(folder, 'report.json'), JSON.stringify({ ...REPORT, run: RUN.id }))
  expect((await ff('learn', 'push', folder)).stdout).not.toContain('without')
  const shown = await ff('learn', 'show', 'latest', '--asset', 'ast_one', '--json')
  expect(JSON.parse(shown.stdout)).toMatchObject({ report: { taught: REPORT.taught }, asset: { id: 'ast_one' } })
  expect((await ff('learn', 'show', 'latest')).stdout).toMatch(/home-hero +1\.00 0\.50 +0\.573 +0\.671/)
  expect((await ff('learn', 'show', 'latest')).stdout).toContain('points of terms: ')
  expect((await ff('learn', 'effect', 'latest', '--region', 'fr')).stdout).toContain(`fr would serve ${RUN.id}`)
  expect((await ff('learn', 'coverage', 'fr', '--days', '2')).stdout).toContain('nothing is live')
})
