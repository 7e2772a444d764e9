import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeOtherLearning } from '../../../src/snapshot/columns/encode-other-learning.ts'
import { sha256Hex } from '../../../src/snapshot/sha256.ts'
import { type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../../publisher/records.ts'
import { type Ended, ffInside } from '../command-line.ts'
import { DEPLOYMENT, fetcherOf } from '../replay/replay-world.ts'

let world: PublisherWorld
let folder: string
let live: string
let before: string
const ff = (...args: string[]): Promise<Ended> => ffInside(args, DEPLOYMENT, fetcherOf(world))
const json = async (...args: string[]) => JSON.parse((await ff(...args, '--json')).stdout)
const emptyFolder = () => mkdtemp(join(tmpdir(), 'ff-snapshot-'))

const OFFER = { territories: ['DE'], start: '2026-11-01T00:00:00', end: '2026-12-01T00:00:00', timeZone: 'territory' }

beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  before = (await world.publish()).snapshot ?? ''
  await world.ingest(
    title('late', {
      offers: [{ ...OFFER, types: ['rent'], promoteFrom: '2026-10-01T00:00:00' }],
      ratings: [{ territory: 'DE', label: 'FSK 16' }],
    }),
    asset('late'),
    campaign('late', ['late'], {
      priority: 'guaranteed',
      frequencyCap: { count: 2, windowSeconds: 3600, scope: 'asset' },
    }),
  )
  live = (await world.publish()).snapshot ?? ''
  folder = await emptyFolder()
  const got = await ff('snapshot', 'get', 'dach', '--out', folder)
  if (got.code !== 0) throw new Error(got.stderr)
})
afterAll(() => world.close())

it('ff snapshot list shows what is live and what one can go back to', async () => {
  const { code, stdout } = await ff('snapshot', 'list', 'dach')
  expect(code).toBe(0)
  expect(stdout).toMatch(new RegExp(`${live.slice(0, 12)}\\s+2\\s+live\\s+2026-11-22 12:00 UTC`))
  expect(stdout).toMatch(new RegExp(`${before.slice(0, 12)}\\s+1\\s+announced`))
})

describe('snapshot get', () => {
  it('ff snapshot get writes every shard and page with its hash, the list last', async () => {
    const list = JSON.parse(await readFile(join(folder, 'snapshot.json'), 'utf8'))
    expect(list).toMatchObject({ region: 'dach', snapshot: live })
    expect(await readdir(folder)).toEqual(
      [...list.shards.map(({ name }: { name: string }) => name), 'snapshot.json'].sort(),
    )
    expect(list.shards.map(({ name }: { name: string }) => name)).toEqual(['hot', 'rules', 'weights', 'text', 'text.0'])
    for (const { name, sha256, bytes } of list.shards) {
      const stored = new Uint8Array(await readFile(join(folder, name)))
      expect([name, await sha256Hex(stored), stored.length]).toEqual([name, sha256, bytes])
    }
  })

  it('ff snapshot get finds an older snapshot by the start of its id', async () => {
    expect(await json('snapshot', 'get', 'dach', before.slice(0, 8), '--out', await emptyFolder())).toMatchObject({
      snapshot: before,
    })
  })

  it.each([
    ['an id that no snapshot begins with', ['dach', 'ffffffff0'], 'no snapshot of dach begins with ffffffff0'],
    ['a region with nothing live', ['fr'], 'ff publish --region fr'],
  ])('ff snapshot get refuses %s, and says what there is', async (_what, words, hint) => {
    const { code, stderr } = await ff('snapshot', 'get', ...words, '--out', await emptyFolder())
    expect([code, stderr]).toEqual([1, expect.stringContaining(hint)])
  })

  it('ff snapshot get writes into no folder that has something in it', async () => {
    const { code, stderr } = await ff('snapshot', 'get', 'dach', '--out', folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not empty')])
  })

  it.each([['hot'], ['text.0']])('ff snapshot get keeps nothing when %s is not what its hash says', async (name) => {
    const out = await emptyFolder()
    const spoiling = fetcherOf(world, async (path, answer) => {
      if (!path.endsWith(`/${name}`)) return answer
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return new Response(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)))
    })
    const { code, stderr } = await ffInside(['snapshot', 'get', 'dach', '--out', out], DEPLOYMENT, spoiling)
    expect([code, stderr]).toEqual([1, expect.stringContaining(`its shard ${name} does not match its hash`)])
    await expect(readdir(out)).rejects.toThrow('ENOENT')
  })
})

describe('snapshot inspect', () => {
  it('ff snapshot inspect tells what a whole folder is made of', async () => {
    const { shards, ...head } = await json('snapshot', 'inspect', folder)
    expect(head).toMatchObject({ region: 'dach', snapshot: live })
    const [hot, rules] = shards
    expect(hot).toMatchObject({ kind: 'hot', counts: { candidates: 3, assets: 3, campaigns: 2, territories: 4 } })
    expect(hot.columns[0].bytes).toBeGreaterThanOrEqual(hot.columns[1].bytes)
    expect(hot.columns).toContainEqual({ name: 'assets.taste', entries: 96, bytes: 96, strings: 0 })
    expect(hot.columns).toContainEqual({ name: 'territories', entries: 4, bytes: 8, strings: 4 })
    expect(rules.rulesVersion).toBe(world.publisher.rules.version)
  })

  it.each([
    ['hot', /hot, [\d,]+ bytes.*\n {2}candidates 3, assets 3/],
    ['rules', /rules version [0-9a-f]{16}/],
    ['weights', /campaigns 2, knownAssets 0/],
    ['text', /text, .*\n {2}assets 3, pages 1/],
    ['text.0', /page, .*\n {2}assets 3/],
  ])('ff snapshot inspect knows a lone %s by what is in it', async (name, words) => {
    const path = join(await emptyFolder(), 'value.bin')
    await copyFile(join(folder, name), path)
    const { code, stdout } = await ff('snapshot', 'inspect', path)
    expect([code, stdout]).toEqual([0, expect.stringMatching(words)])
  })

  it('ff snapshot inspect knows what arms have in place of a run: its space, its points, and how many vectors', async () => {
    const other = { run: null, space: 'metadata-1', taste: new Int8Array(96), genres: new Map(), points: { taste: 20 } }
    const path = join(await emptyFolder(), 'value.bin')
    await writeFile(path, encodeOtherLearning('dach', other))
    const { code, stdout } = await ff('snapshot', 'inspect', path)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/other-learning, .*\n {2}assets 3, genres 0/)])
    expect(stdout).toContain('learned none, space metadata-1, points of taste 20')
  })

  it('ff snapshot inspect puts every candidate of an asset into words: ids, local windows, ratings, campaign', async () => {
    const { code, stdout } = await ff('snapshot', 'inspect', folder, '--asset', 'ast_late')
    expect(code).toBe(0)
    expect(stdout).toMatch(/candidate \d+: ast_late under cmp_late/)
    expect(stdout).toContain('about ttl_late')
    expect(stdout).toContain('offer 2026-11-01 00:00 … 2026-12-01 00:00 (rent, promoted from 2026-10-01 00:00)')
    expect(stdout).toMatch(/AT {2}Europe\/Vienna: .*offer none/)
    expect(stdout).toMatch(/DE @eea {2}16 restricted \(FSK 16\)/)
    expect(stdout).toContain('guaranteed')
    expect(stdout).toContain('at most 2 in 3600 s for each asset')
  })

  it('ff snapshot inspect gives a machine the same with its instants', async () => {
    const { candidates } = await json('snapshot', 'inspect', folder, '--asset', 'ast_late')
    const german = candidates[0].windows.find(({ territory }: { territory: string }) => territory === 'DE')
    expect(german.offers).toEqual([
      {
        from: { utc: '2026-10-31T23:00:00.000Z', local: '2026-11-01 00:00' },
        until: { utc: '2026-11-30T23:00:00.000Z', local: '2026-12-01 00:00' },
        promoteFrom: { utc: '2026-09-30T22:00:00.000Z', local: '2026-10-01 00:00' },
        types: ['rent'],
      },
    ])
  })

  it('ff snapshot inspect of a lone hot shard names an asset by its hash, and finds it by its id', async () => {
    const found = await json('snapshot', 'inspect', join(folder, 'hot'), '--asset', 'ast_late')
    expect(found.candidates).toHaveLength(1)
    const { stdout } = await ff('snapshot', 'inspect', join(folder, 'hot'), '--candidate', '0')
    expect(stdout).toMatch(/candidate 0: #[0-9a-f]{8} under #[0-9a-f]{8}/)
  })

  it.each([
    [['--asset', 'ast_nobody'], 'no candidate of this snapshot'],
    [['--candidate', '3'], 'from 0 to 2'],
  ])('ff snapshot inspect says what there is instead of %j', async (flags, words) => {
    const { code, stderr } = await ff('snapshot', 'inspect', folder, ...flags)
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)])
  })

  it.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['other JSON', '{"format":2}'],
    ['noise', '\u0004\u0000\u0000\u0000'.repeat(64)],
  ])('ff snapshot inspect refuses a file of %s', async (_what, text) => {
    const path = join(await emptyFolder(), 'value.bin')
    await writeFile(path, text)
    const { code, stderr } = await ff('snapshot', 'inspect', path)
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not a shard that this release reads')])
  })

  it('ff snapshot inspect refuses cuts of every shard', async () => {
    const path = join(await emptyFolder(), 'value.bin')
    for (const name of ['hot', 'rules', 'weights', 'text', 'text.0']) {
      const bytes = await readFile(join(folder, name))
      for (let cut = 0; cut < bytes.length; cut += Math.ceil(bytes.length / 12)) {
        await writeFile(path, bytes.subarray(0, cut))
        const { code, stderr } = await ff('snapshot', 'inspect', path)
        expect([name, cut, code, stderr]).toEqual([name, cut, 1, expect.stringContaining('not a shard that')])
      }
    }
  })

  it('ff snapshot inspect refuses a folder where a file was changed', async () => {
    const out = await emptyFolder()
    for (const name of await readdir(folder)) await copyFile(join(folder, name), join(out, name))
    await writeFile(join(out, 'weights'), 'other')
    const { code, stderr } = await ff('snapshot', 'inspect', out)
    expect([code, stderr]).toEqual([1, expect.stringContaining('does not match its hash')])
  })
})
