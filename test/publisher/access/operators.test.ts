import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keys } from '../../../src/snapshot/format.ts'
import { ffInside } from '../../cli/command-line.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

const NAMES = ['one', 'two', 'three']
const EACH = NAMES.map((name) => campaign(name, [name]))

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...NAMES.flatMap((name) => [title(name), asset(name)]), ...EACH)
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const paused = (record: object) => ({ ...record, status: 'paused' })
const ff = (...args: string[]) =>
  ffInside(args, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, async (input, init) => {
    const { pathname, search } = new URL(String(input))
    return world.app.request(pathname + search, init, world.environment)
  })
const health = async () => {
  const status = (await (await world.ops('GET', '/regions/dach')).json()) as { health: object }
  return status.health
}

describe('status', () => {
  it('status tells a region that storage lost from one that was never published', async () => {
    expect((await ff('status', '--check')).code).toBe(0)
    await world.sink.delete(keys.pointer('dach'))
    expect(await health()).toMatchObject({ state: 'lost', usual: 3, why: expect.stringContaining('sequence 1') })
    const lost = await ff('status', '--check')
    expect([lost.code, lost.stdout]).toEqual([1, expect.stringMatching(/dach .*LOST: .*ff publish --region dach/)])
    expect((await ff('status', 'dach')).stdout).toContain('what was published is lost')
    expect((await ff('status', 'fr', '--check')).code).toBe(0)
    expect((await ff('status', 'fr')).stdout).toContain('nothing was ever published')
  })

  it('status marks a region of which half serves no more, or nothing, though its snapshot has all of it', async () => {
    expect(await health()).toMatchObject({ state: 'ok', serving: 3, usual: 3, why: null })
    await world.ingest(...EACH.slice(0, 2).map(paused))
    expect(await health()).toMatchObject({ state: 'halved', serving: 1, usual: 3 })
    await world.ingest(...EACH.map(paused))
    expect(await health()).toMatchObject({ state: 'empty', serving: 0 })
    const shown = await ff('status', 'dach', '--check')
    expect([shown.code, shown.stdout]).toEqual([1, expect.stringContaining('3 of 3 are withdrawn')])
  })
})

describe('publish --dry-run', () => {
  it('a dry run of a publish says what would change, of records and answers', async () => {
    await world.ingest(title('new'), asset('new'), campaign('new', ['new'], { priority: 'takeover' }))
    const { stdout, code } = await ff('publish', '--region', 'dach', '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toMatch(/campaigns +1 +0 +0/)
    expect(stdout).toContain('+ cmp_new')
    expect(stdout).toMatch(/decisions: [1-9]\d* of/)
    expect((await world.edge())?.pointer.sequence).toBe(1)
  })

  it('a dry run of a publish says that nothing would change', async () => {
    expect((await ff('publish', '--region', 'dach', '--dry-run')).stdout).toContain('nothing would change')
  })

  it('a dry run of a publish says that a pin would refuse it', async () => {
    await world.ops('POST', '/regions/dach/pin', { reason: 'the match' })
    await world.ingest(title('new'), asset('new'), campaign('new', ['new']))
    const dry = await ff('publish', '--region', 'dach', '--dry-run')
    expect(dry.stdout).toMatch(/dach: a publish now would be refused: pinned: .*unpin/)
    expect(await world.publish()).toMatchObject({ outcome: 'refused', refusals: [{ check: 'pinned' }] })
  })
})

describe('what a second person is asked', () => {
  it('a second person is told in words what was found, who changed what, what would change, and why', async () => {
    await world.ingest(...EACH.map(paused))
    const refused = await world.publish()
    expect(refused.refusals[0]?.detail).toMatch(/since then: ingest.approve by ops at 2026-11-22 12:00 \(bat_/)
    const asked = await ff('override', 'propose', 'dach', '--reason', 'the service closes')
    expect(asked.code).toBe(0)
    const [id = ''] = /apr_\w+/.exec(asked.stdout) ?? []
    for (const shown of [await ff('approvals', 'show', id), await ff('approvals', 'list')]) {
      expect(shown.stdout).toMatch(/lost-coverage: \d+ findings/)
      expect(shown.stdout).toMatch(/DE \w+ home-hero: 3 titles gone/)
      expect(shown.stdout).toMatch(/and \d+ more like these/)
      expect(shown.stdout).toContain('ingest.approve by ops at 2026-11-22 12:00')
      expect(shown.stdout).toMatch(/add 0 candidates and remove 3/)
      expect(shown.stdout).toContain('reason: the service closes')
    }
    const approve = await ff('approvals', 'approve', id)
    expect([approve.code, approve.stderr]).toEqual([1, expect.stringContaining('3 titles gone')])
  })

  it('a second person is told the records that a rollback leaves withdrawn', async () => {
    await world.ingest(paused(EACH[0] ?? {}))
    await world.publish()
    expect((await world.ops('POST', '/regions/dach/rollback', { reason: 'a bad day' })).status).toBe(409)
    expect((await ff('approvals', 'list')).stdout).toMatch(/would stay withdrawn completely: 1 records: cmp_one/)
  })
})

describe('a mistake of the last hour', () => {
  const mistake = async () => {
    await world.ingest(paused(EACH[0] ?? {}))
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    await world.ops('POST', '/campaigns/cmp_one/resume', { reason: 'it was the wrong one' })
  }

  it('a mistake of the last hour takes one person to undo: by the next publish, or by going back', async () => {
    await mistake()
    expect((await world.ops('POST', '/regions/dach/rollback', { reason: 'as it was' })).status).toBe(200)
    await world.ops('POST', '/regions/dach/unpin', { reason: 'done' })
    expect((await world.edge())?.pointer.previous).not.toBeNull()
  })

  it('a mistake takes two persons to undo an hour later', async () => {
    await mistake()
    world.clock.now += 3_600_001
    expect((await world.ops('POST', '/regions/dach/rollback', { reason: 'as it was' })).status).toBe(409)
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
  })
})

it('explain says that the house idents play, and why, and that a takedown of the surface stops them', async () => {
  const explain = () => ff('explain', '--surface', 'home-hero', '--country', 'DE')
  expect((await explain()).stdout).not.toContain('ident')
  await world.ingest(...EACH.map(paused))
  expect((await explain()).stdout).toMatch(/house idents play instead \(takedown\): ast_house-ident-\d-16x9/)
  await world.ops('POST', '/takedowns', { target: 'surface:home-hero', reason: 'dark' })
  expect((await explain()).stdout).toMatch(/nothing would play\n/)
})
