import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { againstInside, fileOf } from '../against.ts'
import type { CannedAnswers } from '../fake-ops.ts'

const TITLE = { v: 1, type: 'title', name: { en: 'Sintel' }, kind: 'movie' }
const record = (number: number) => ({ ...TITLE, id: `ttl_${number}` })
const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify(record(index + 1))}\n`).join('')

const FEED = { feed: 'northlight', format: 'ndjson', owner: 'northlight', territories: ['US'], mode: 'full' }
const report = (more: object = {}) => ({
  json: { feed: 'northlight', delivery: 'del_1', outcome: 'promoted', items: 2, accepted: 2, ...NOTHING, ...more },
})
const NOTHING = { unchanged: 0, quarantined: 0, removed: 0, warnings: 0, refused: [], refusedCount: 0 }

/** A publisher that takes chunks of a delivery. */
function taking(chunks: number, more: CannedAnswers = {}): CannedAnswers {
  const received = Array.from({ length: chunks }, (_, index) => [`PUT /deliveries/del_1/chunks/${index + 1}`, {}])
  return {
    'GET /feeds/northlight': { json: FEED },
    'POST /feeds/northlight/uploads': { status: 201, json: { delivery: 'del_1' } },
    ...Object.fromEntries(received),
    'POST /deliveries/del_1/finish': report(),
    ...more,
  }
}

const asked = (received: readonly { readonly method: string; readonly path: string }[]) =>
  received.map(({ method, path }) => `${method} ${path}`)
const itemsOf = (body: string) =>
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('a delivery by ff ingest', () => {
  it('ff ingest --feed reads the file as the feed is set, sends its items as a chunk, and finishes', async () => {
    const { ended, received } = await againstInside(taking(1), [
      'ingest',
      await fileOf(linesOf(2)),
      '--feed',
      'northlight',
    ])
    expect(ended.code).toBe(0)
    expect(asked(received).slice(0, -1)).toEqual([
      ...['GET /feeds/northlight', 'POST /feeds/northlight/uploads'],
      ...['PUT /deliveries/del_1/chunks/1', 'POST /deliveries/del_1/finish'],
    ])
    expect(received[2]?.contentType).toBe('application/x-ndjson')
    const [first, second] = itemsOf(received[2]?.body ?? '')
    expect(first).toEqual({
      ...{ v: 1, type: 'item', itemId: 'ttl_1', line: 1, source: JSON.stringify(record(1)) },
      ...{ drafts: [record(1)], findings: [] },
    })
    expect([second.itemId, second.line]).toEqual(['ttl_2', 2])
    expect(JSON.parse(received[3]?.body ?? '')).toEqual({ chunks: 1, dryRun: false })
  })

  it('ff ingest sends a faulty line with its finding, and stops no other for it', async () => {
    const { received } = await againstInside(taking(1), [
      ...['ingest', await fileOf(`{"v":1,\n${linesOf(1)}`), '--feed', 'northlight'],
    ])
    const [faulty, sound] = itemsOf(received[2]?.body ?? '')
    expect(faulty).toMatchObject({ itemId: null, line: 1, drafts: [], findings: [{ severity: 'error', line: 1 }] })
    expect(sound).toMatchObject({ itemId: 'ttl_1', line: 2, findings: [] })
  })

  it('ff ingest sends no more than 5,000 records in a chunk, each item once and in order', async () => {
    const { ended, received } = await againstInside(taking(3), [
      ...['ingest', await fileOf(linesOf(10_001)), '--feed', 'northlight'],
    ])
    expect(ended.code).toBe(0)
    const chunks = received.filter(({ method }) => method === 'PUT').map(({ body }) => itemsOf(body))
    expect(chunks.map((items) => items.length)).toEqual([5_000, 5_000, 1])
    expect(chunks.flat().map(({ line }) => line)).toEqual(Array.from({ length: 10_001 }, (_, index) => index + 1))
    expect(ended.stderr).toMatch(/10,00[01] items/)
  })

  it('ff ingest unpacks a file that is packed with gzip', async () => {
    const file = await fileOf(gzipSync(linesOf(2)), 'schedule.ndjson.gz')
    const { received } = await againstInside(taking(1), ['ingest', file, '--feed', 'northlight'])
    expect(itemsOf(received[2]?.body ?? '').map(({ itemId }) => itemId)).toEqual(['ttl_1', 'ttl_2'])
  })

  it('ff ingest hands on the mode, a dry run and an approval, and leaves nothing of a dry run', async () => {
    const opened = { 'POST /feeds/northlight/uploads?mode=delta&approve=1': { json: { delivery: 'del_1' } } }
    const tried = { 'POST /deliveries/del_1/finish': report({ outcome: 'dry-run', delivery: null, dryRun: true }) }
    const file = await fileOf(linesOf(2))
    const { ended, received } = await againstInside(taking(1, { ...opened, ...tried }), [
      ...['ingest', file, '--feed', 'northlight', '--mode', 'delta', '--approve', '--dry-run'],
    ])
    expect(ended.code).toBe(0)
    expect(JSON.parse(received.at(-2)?.body ?? '')).toEqual({ chunks: 1, dryRun: true })
    expect(received.at(-1)?.path).toBe('/deliveries/del_1/discard')
    expect(ended.stdout).toContain(`next:\n  ff ingest ${file} --feed northlight --mode delta --approve\n`)
  })

  it('ff ingest prints the report as it came under --json', async () => {
    const { ended } = await againstInside(taking(1), [
      ...['ingest', await fileOf(linesOf(2)), '--feed', 'northlight', '--json'],
    ])
    expect(JSON.parse(ended.stdout)).toMatchObject(report().json)
  })

  it.each([
    ['draft', true],
    ['approved', false],
  ])('ff ingest says that nothing plays while the campaign of the feed is a %s: %s', async (status, waits) => {
    const file = await fileOf(linesOf(2))
    const campaign = { json: { campaign: { id: 'cmp_northlight-evergreen', status } } }
    const answers = taking(1, { 'GET /campaigns/cmp_northlight-evergreen': campaign })
    const { ended } = await againstInside(answers, ['ingest', file, '--feed', 'northlight'])
    expect(ended.code).toBe(0)
    expect(ended.stdout.includes('cmp_northlight-evergreen, a draft, has all of them')).toBe(waits)
    expect(ended.stdout.includes(`  ff ingest ${file} --feed northlight --approve\n  ff publish`)).toBe(waits)
  })

  it('ff ingest says how to set a feed up that is not there', async () => {
    const problem = { title: 'No such feed', status: 404, detail: 'There is no feed northlihgt.' }
    const { ended, received } = await againstInside({ 'GET /feeds/northlihgt': { status: 404, json: problem } }, [
      ...['ingest', await fileOf(linesOf(1)), '--feed', 'northlihgt'],
    ])
    expect([ended.code, received.length]).toEqual([1, 1])
    expect(ended.stderr).toContain('ff feeds set northlihgt.json')
  })
})

describe('a delivery that is cut', () => {
  const down = { status: 503, json: { title: 'Not done', status: 503, detail: 'the store does not answer' } }

  it('ff ingest sends a chunk again that the publisher could not take at once', async () => {
    const { ended, received } = await againstInside(taking(1, { 'PUT /deliveries/del_1/chunks/1': [down, down, {}] }), [
      'ingest',
      await fileOf(linesOf(2)),
      '--feed',
      'northlight',
    ])
    expect(ended.code).toBe(0)
    const sent = received.filter(({ method }) => method === 'PUT').map(({ body }) => body)
    expect([sent.length, new Set(sent).size]).toEqual([3, 1])
  })

  it.each([
    ['a chunk', 'PUT /deliveries/del_1/chunks/2'],
    ['its end', 'POST /deliveries/del_1/finish'],
  ])('ff ingest prints the command that goes on when it is cut at %s', async (_where, request) => {
    const file = await fileOf(linesOf(5_001))
    const { ended } = await againstInside(taking(2, { [request]: down }), ['ingest', file, '--feed', 'northlight'])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain(`go on with: ff ingest ${file} --feed northlight --resume del_1`)
  })

  it('ff ingest gives up at once when the publisher refuses a chunk, for it would refuse it again', async () => {
    const refused = { status: 409, json: { title: 'Conflict', status: 409, detail: 'this chunk has other content' } }
    const { ended, received } = await againstInside(taking(1, { 'PUT /deliveries/del_1/chunks/1': refused }), [
      ...['ingest', await fileOf(linesOf(1)), '--feed', 'northlight'],
    ])
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('this chunk has other content (409)') })
    expect(ended.stderr).not.toContain('--resume')
    expect(received.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  const delivery = (more: object) => ({
    'GET /deliveries/del_1': { json: { delivery: 'del_1', feed: 'northlight', state: 'open', ...more } },
  })

  it('ff ingest --resume sends only the chunks that are missing, the same as before, and finishes', async () => {
    const file = await fileOf(linesOf(10_001))
    const whole = await againstInside(taking(3), ['ingest', file, '--feed', 'northlight'])
    const { ended, received } = await againstInside(taking(3, delivery({ chunks: [1, 3] })), [
      ...['ingest', file, '--feed', 'northlight', '--resume', 'del_1'],
    ])
    expect(ended.code).toBe(0)
    const sent = received.filter(({ method }) => method === 'PUT')
    expect(asked(sent)).toEqual(['PUT /deliveries/del_1/chunks/2'])
    expect(sent[0]?.body).toBe(whole.received.find(({ path }) => path === '/deliveries/del_1/chunks/2')?.body)
    expect(JSON.parse(received.find(({ path }) => path.endsWith('/finish'))?.body ?? '')).toMatchObject({ chunks: 3 })
  })

  it('ff ingest --resume knows the feed of the delivery by itself', async () => {
    const { ended, received } = await againstInside(taking(1, delivery({ chunks: [] })), [
      ...['ingest', await fileOf(linesOf(1)), '--resume', 'del_1'],
    ])
    expect(ended.code).toBe(0)
    expect(asked(received)).toContain('GET /feeds/northlight')
  })

  it('ff ingest --resume tells what came of a delivery that was finished already', async () => {
    const done = delivery({ state: 'promoted', chunks: [], report: report().json })
    const { ended, received } = await againstInside(taking(1, done), [
      ...['ingest', await fileOf(linesOf(2)), '--feed', 'northlight', '--resume', 'del_1'],
    ])
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('northlight del_1 is in force') })
    expect(received.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it.each([
    ['that was discarded', { state: 'discarded' }, 'del_1 is discarded'],
    ['of another feed', { feed: 'other' }, 'del_1 is a delivery of other, not of northlight'],
  ])('ff ingest --resume refuses a delivery %s', async (_what, more, words) => {
    const { ended } = await againstInside(taking(1, delivery({ chunks: [], ...more })), [
      ...['ingest', await fileOf(linesOf(2)), '--feed', 'northlight', '--resume', 'del_1'],
    ])
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(words) })
  })
})

describe('the words of ff ingest for feeds', () => {
  it.each([
    ['territories of a feed', ['--feed', 'northlight', '--territories', 'US'], 'ff feeds show northlight'],
    ['territories of schedule records', ['--territories', 'US'], '--territories is not for schedule records'],
    ['a mode of schedule records', ['--mode', 'delta'], '--mode is not for schedule records'],
    ['a mode that is none', ['--feed', 'northlight', '--mode', 'ful'], 'did you mean full?'],
    ['all there is by hand', ['--feed', 'manual', '--mode', 'full'], '--mode full is not for the feed manual'],
    ['a number that confirms a delivery', ['--feed', 'northlight', '--confirm', '5'], 'ff feeds release'],
  ])('ff ingest refuses %s, before anything is sent', async (_what, flags, words) => {
    const { ended, received } = await againstInside(taking(1), ['ingest', await fileOf(linesOf(1)), ...flags])
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(words)])
    expect(received.filter(({ method }) => method !== 'GET')).toEqual([])
  })
})

describe('what ff ingest sends by hand', () => {
  const XML = '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>'

  it.each([
    ['a format of partners without territories', XML, [], '--territories is missing'],
    ['territories that are none', XML, ['--territories', 'Germany'], 'a territory like DE'],
    ['a web page', '<!DOCTYPE html><html></html>', ['--territories', 'US'], 'a web page (HTML)'],
  ])('ff ingest refuses %s, before anything is sent', async (_what, text, flags, words) => {
    const { ended, received } = await againstInside({}, ['ingest', await fileOf(text, 'feed.xml'), ...flags])
    expect([ended.code, ended.stderr, received]).toEqual([2, expect.stringContaining(words), []])
  })

  it('ff ingest sends a sheet of a template to the feed manual, and asks for no settings', async () => {
    const sheet = 'id,name.en,kind\nttl_sintel,Sintel,movie\n'
    const answers = {
      'POST /feeds/manual/uploads': { status: 201, json: { delivery: 'del_1' } },
      'PUT /deliveries/del_1/chunks/1': {},
      'POST /deliveries/del_1/finish': report({ feed: 'manual' }),
    }
    const { ended, received } = await againstInside(answers, ['ingest', await fileOf(sheet, 'titles.csv')])
    expect(ended.code).toBe(0)
    expect(itemsOf(received[1]?.body ?? '')).toMatchObject([
      {
        itemId: 'ttl_sintel',
        line: 2,
        drafts: [{ type: 'title', id: 'ttl_sintel', name: { en: 'Sintel' } }],
        findings: [],
      },
    ])
  })

  it('ff ingest says that a packed file is cut, before anything is sent', async () => {
    const packed = gzipSync(linesOf(2))
    const file = await fileOf(packed.subarray(0, packed.length - 9), 'schedule.ndjson.gz')
    const { ended, received } = await againstInside({}, ['ingest', file, '--feed', 'northlight'])
    expect([ended.code, ended.stderr, received]).toEqual([1, expect.stringContaining('cannot be unpacked'), []])
  })
})
