import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UPLOAD_CONTENTS } from '../../../src/contracts/ops/operations/schedule.ts'
import { templateFile } from '../../../src/ingest/formats/templates/template-file.ts'
import { FEED_FORMAT_NAMES, type FeedFormatName } from '../../../src/model/messages/feed-formats.ts'
import { fileOf } from '../../cli/against.ts'
import { ffInside } from '../../cli/command-line.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { ask, lines, SETTINGS, startFeed } from './feed-door.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())

/** The command line before this publisher; `cut` says which requests never arrive. */
const ff = (args: readonly string[], cut: (request: string) => boolean = () => false) =>
  ffInside(args, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, (async (input, init) => {
    const { pathname, search } = new URL(String(input))
    if (cut(`${init?.method} ${pathname}`)) throw new TypeError('fetch failed')
    return world.app.request(pathname + search, init, world.environment)
  }) as typeof fetch)

/** The example of each format in the contract; a sheet is a template. */
async function exampleOf(format: FeedFormatName): Promise<string | Uint8Array> {
  if (format === 'csv' || format === 'xlsx') return templateFile('titles', format)
  const example = UPLOAD_CONTENTS.find(({ examples }) => format in examples)?.examples[format]
  return typeof example?.value === 'string' ? example.value : JSON.stringify(example?.value)
}
const ENDINGS: Partial<Record<FeedFormatName, string>> = { csv: 'csv', xlsx: 'xlsx', ndjson: 'ndjson', roku: 'json' }

describe('a file that ff ingest sends', () => {
  it.each(FEED_FORMAT_NAMES)('a file of the format %s is read alike by ff and by the publisher', async (format) => {
    const content = await exampleOf(format)
    const file = await fileOf(content, `feed.${ENDINGS[format] ?? 'xml'}`)
    await ask(world, 'PUT', `/feeds/as-${format}`, { ...SETTINGS, format, mode: 'delta' })
    const sent = await ask(world, 'POST', `/feeds/as-${format}/deliveries?dryRun=1`, content)
    const { stdout } = await ff(['ingest', file, '--feed', `as-${format}`, '--dry-run', '--json'])
    expect(JSON.parse(stdout)).toEqual(sent.body)
    expect(Number(sent.body.items)).toBeGreaterThan(0)
  })

  it('a file of a partner without a feed is sent by hand, for the territories that the command names', async () => {
    const file = await fileOf(await exampleOf('mrss'), 'feed.xml')
    const refused = await ff(['ingest', file])
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--territories US,@dach')])
    const { stdout } = await ff(['ingest', file, '--territories', 'US,@dach', '--json'])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ feed: 'manual', mode: 'delta', outcome: 'promoted', quarantined: 0 })
    expect(report.records.asset).toBeGreaterThan(0)
  })

  it('a sheet that somebody filled in is taken in without a feed, and names its faults by row', async () => {
    const file = await fileOf(await templateFile('titles', 'csv'), 'titles.csv')
    expect((await ff(['ingest', file])).stdout).toContain('manual del_')
    const text = new TextDecoder().decode(await templateFile('titles', 'csv'))
    await writeFile(file, text.replace('movie', 'film'))
    const { code, stdout } = await ff(['ingest', file, '--json'])
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { quarantined: 1, refused: [{ line: 2, path: 'kind' }] }])
  })
})

describe('a delivery of ff ingest that is cut', () => {
  it.each([
    ['its first chunk', /^PUT .*\/chunks\/1$/],
    ['its last chunk', /^PUT .*\/chunks\/2$/],
    ['its end', /^POST .*\/finish$/],
  ])(
    'a delivery that is cut at %s goes on where it was, and nothing of it is visible before',
    async (where, request) => {
      const feed = where.replaceAll(' ', '-')
      await startFeed(world, feed)
      const records = Array.from({ length: 5_001 }, (_, index) => tinyTitle(`${feed}-${index}`))
      const file = await fileOf(lines(records))
      const cut = await ff(['ingest', file, '--feed', feed], (asked) => request.test(asked))
      const { body } = await ask(world, 'GET', `/feeds/${feed}`)
      expect([cut.code, body.items]).toEqual([1, 0])
      const [, goOn = ''] = /go on with: ff (.+)$/m.exec(cut.stderr) ?? []
      const again = await ff([...goOn.split(' '), '--json'])
      expect(again.code).toBe(0)
      expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'promoted', items: 5_001, accepted: 5_001 })
      expect((await ask(world, 'GET', `/feeds/${feed}`)).body).toMatchObject({ items: 5_001 })
    },
  )
})

const tinyTitle = (name: string) => ({ v: 1, type: 'title', id: `ttl_${name}`, name: { en: name }, kind: 'movie' })
