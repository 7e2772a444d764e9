import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { liveTakedowns } from '../../../src/publisher/announce/live-region.ts'
import { DENIES_NAME, keys } from '../../../src/snapshot/format.ts'
import {
  DOOR_TOKEN,
  type DoorRequest,
  type Fault,
  type KvRestDoor,
  NAMESPACE,
  startKvRestDoor,
} from '../../kv/kv-rest-door.ts'
import { assetsOf, edgeView } from '../../publisher/edge-reader.ts'
import { MemorySink } from '../../publisher/memory-sink.ts'
import { type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../../publisher/records.ts'
import { type Ended, ffInside } from '../command-line.ts'
import { DEPLOYMENT, fetcherOf } from '../replay/replay-world.ts'

const POINTER = keys.pointer('dach')
const LIST = keys.takedowns('dach')

let world: PublisherWorld
let door: KvRestDoor
/** All that the source holds, before its last publish and after it. */
let old: ReadonlyMap<string, Uint8Array>
let fresh: ReadonlyMap<string, Uint8Array>

const text = (values: ReadonlyMap<string, Uint8Array>, key: string) => new TextDecoder().decode(values.get(key))

beforeAll(async () => {
  door = await startKvRestDoor()
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  old = new Map(world.sink.values)
  await world.ops('POST', '/takedowns', { target: 'ast_three', reason: 'law' })
  await world.ingest(title('late'), asset('late'), campaign('late', ['late']))
  await world.publish()
  fresh = new Map(world.sink.values)
})
afterAll(async () => {
  await world.close()
  await door.close()
})
beforeEach(() => door.reset(old))

const ENVIRONMENT = () => ({ ...DEPLOYMENT, CLOUDFLARE_API_TOKEN: DOOR_TOKEN, FF_KV_BASE_URL: door.url })
const copy = (
  words: readonly string[] = [],
  source = fetcherOf(world),
  environment = ENVIRONMENT(),
): Promise<Ended> => {
  const fetcher: typeof fetch = (input, init) => (String(input).startsWith(door.url) ? fetch : source)(input, init)
  return ffInside(['snapshot', 'copy', 'dach', '--namespace', NAMESPACE, ...words], environment, fetcher)
}
/** What an edge over the target would serve, by its own trust and hashes. */
async function served(): Promise<readonly string[]> {
  const sink = new MemorySink()
  for (const [key, value] of door.values) sink.values.set(key, value)
  const view = await edgeView(sink, world.publisher.signer.publicKeys, 'dach')
  return view === null ? [] : assetsOf(view)
}

describe('snapshot copy', () => {
  it('a copy brings all that a region announces into an empty namespace, the list and then the pointer last', async () => {
    door.reset()
    const { code, stdout } = await copy()
    expect(code).toBe(0)
    expect(stdout).toMatch(/dach [0-9a-f]{12}: 6 values read back, 6 of them written/)
    const puts = door.requests.filter(({ method }) => method === 'PUT').map(({ what }) => what)
    expect(puts).toEqual(['bulk', 'bulk', LIST, POINTER])
    for (const key of [LIST, POINTER]) expect(text(door.values, key)).toBe(text(fresh, key))
    expect(await served()).toContain('ast_late')
  })

  it('a copy asks for no value before it wrote it, but for those that the target stands on', async () => {
    await copy()
    const first = door.requests.findIndex(({ what }) => what === 'bulk')
    const asked = door.requests.slice(0, first).map(({ what }) => what)
    for (const key of asked) expect(old.has(key)).toBe(true)
    const rules = [...old.keys()].find((key) => key.endsWith('/rules'))
    expect(asked).toContain(rules)
    expect(
      JSON.parse(door.requests[first]?.body.toString() ?? '[]').map(({ key }: { key: string }) => key),
    ).not.toContain(rules)
  })

  it('a second copy changes nothing, and mends what the target has lost', async () => {
    await copy()
    const spoilt = [...fresh.keys()].filter(
      (key) => key.startsWith('snap/') && !key.endsWith('/takedowns') && !old.has(key),
    )
    door.values.delete(spoilt[0] ?? '')
    door.values.set(spoilt[1] ?? '', Uint8Array.of(1))
    const again = JSON.parse((await copy(['--json'])).stdout)
    expect(again).toMatchObject({ values: { written: 2, verified: 5 }, pointer: { outcome: 'unchanged' } })
    expect(await served()).toContain('ast_late')
  })

  it('a copy of another snapshot copies its values alone', async () => {
    const list = (await (await world.ops('GET', '/regions/dach/snapshots')).json()) as {
      snapshots: { snapshot: string }[]
    }
    const id = list.snapshots[1]?.snapshot ?? ''
    door.reset()
    const { code, stdout } = await copy([id.slice(0, 10)])
    expect([code, stdout]).toEqual([0, expect.stringContaining('not announced')])
    expect([...door.values.keys()].every((key) => key.startsWith('snap/'))).toBe(true)
  })

  it('a copy takes along what the list names: its own text, and its packed part before the list', async () => {
    const narrowed = Array.from({ length: 1_400 }, (_, at) => ({
      v: 1,
      type: 'takedown',
      id: `tkd_many-${at}`,
      target: `ast_many-${at}`,
      reason: 'law',
    }))
    await world.ingest(...narrowed)
    await copy()
    const list = await liveTakedowns('dach', world.publisher)
    const packed = keys.shard(list?.packed?.sha256 ?? '', DENIES_NAME)
    expect(list?.packed?.count).toBeGreaterThan(1_000)
    expect(door.values.get(packed)).toEqual(world.sink.values.get(packed))
    const written = door.requests.filter(({ method }) => method === 'PUT')
    const bulk = written.findIndex(({ body }) => body.toString().includes(packed))
    expect(bulk).toBeGreaterThanOrEqual(0)
    expect(bulk).toBeLessThan(written.findIndex(({ what }) => what === LIST))
  })

  it('a copy takes the canary along', async () => {
    await world.ingest(title('new'), asset('new'), campaign('new', ['new']))
    await world.ops('POST', '/regions/dach/canary', { action: 'start', reason: 'try' })
    const { code } = await copy()
    const canary = (await world.edge())?.pointer.canary
    await world.ops('POST', '/regions/dach/canary', { action: 'stop', reason: 'enough' })
    expect(code).toBe(0)
    expect(canary?.shards).toHaveLength(4)
    for (const { sha256, name } of canary?.shards ?? []) expect(door.values.has(keys.shard(sha256, name))).toBe(true)
  })

  it('a copy of a region that announces nothing says how to publish the region', async () => {
    const ended = await ffInside(['snapshot', 'copy', 'fr', '--namespace', NAMESPACE], ENVIRONMENT(), fetcherOf(world))
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('ff publish --region fr')])
  })

  it('a copy never steps back where the target announces something newer, or another of the same number', async () => {
    door.reset(fresh)
    const older = fetcherOf(world, async (path, answer) => {
      if (!path.endsWith('/signed')) return answer
      const body = (await answer.json()) as object
      return Response.json({ ...body, pointer: text(old, POINTER), takedowns: text(old, LIST) })
    })
    const { code, stderr } = await copy([], older)
    expect([code, stderr]).toEqual([1, expect.stringContaining('edges accept only greater numbers')])
    expect(door.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('a copy looks again before it announces, for somebody else may have been there meanwhile', async () => {
    const newer = await world.publisher.signer.sign('pointer', { sequence: 999 })
    door.fault = ({ what }) => {
      if (what === LIST) door.values.set(POINTER, new TextEncoder().encode(newer))
      return null
    }
    const { code, stderr } = await copy()
    expect([code, stderr]).toEqual([1, expect.stringContaining('has sequence 999')])
    expect(text(door.values, POINTER)).toBe(newer)
  })

  it.each([
    ['a pointer that was changed on the way', 'signed', 'cannot be copied (signature)'],
    ['a shard that was changed on the way', 'hot', 'its shard hot does not match its hash'],
  ])('a copy does not hand on %s', async (_what, end, words) => {
    const spoiling = fetcherOf(world, async (path, answer) => {
      if (!path.endsWith(`/${end}`)) return answer
      if (end !== 'signed') return new Response('other bytes')
      const body = (await answer.json()) as { pointer: string }
      return Response.json({ ...body, pointer: body.pointer.replace(/\.[^.]{8}/, '.AAAAAAAA') })
    })
    const { code, stderr } = await copy([], spoiling)
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)])
    expect(text(door.values, POINTER)).toBe(text(old, POINTER))
  })

  it.each([
    ['no token', { CLOUDFLARE_API_TOKEN: undefined }, 1, 'CLOUDFLARE_API_TOKEN is not set'],
    ['a token with a line break in it', { CLOUDFLARE_API_TOKEN: 'se\ncret' }, 1, 'copy it again'],
    ['an address that shows the token', { FF_KV_BASE_URL: 'http://kv.example.com' }, 1, 'unencrypted'],
    ['no account', { FF_KV_BASE_URL: undefined }, 2, '--to-account is missing'],
  ])('a copy with %s asks nobody anything', async (_what, change, code, words) => {
    const ended = await copy([], fetcherOf(world), { ...ENVIRONMENT(), ...change } as ReturnType<typeof ENVIRONMENT>)
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(words)])
    expect(ended.stderr).not.toContain('cret')
    expect(door.requests).toEqual([])
  })
})

/** Where in a copy something goes wrong. */
const STAGES: Readonly<Record<string, (request: DoorRequest) => boolean>> = {
  'first look': ({ method, what }) => method === 'GET' && what === POINTER && puts() === 0,
  'values written': ({ what }) => what === 'bulk',
  'values read back': ({ method, what }) => method === 'GET' && what.startsWith('snap/') && puts() > 0,
  'list written': ({ method, what }) => method === 'PUT' && what === LIST,
  'list read back': ({ method, what }) => method === 'GET' && what === LIST && puts() > 2,
  'pointer written': ({ method, what }) => method === 'PUT' && what === POINTER,
  'pointer read back': ({ method, what }) => method === 'GET' && what === POINTER && puts() > 3,
}
const puts = () => door.requests.filter(({ method }) => method === 'PUT').length

const FAULTS: Readonly<Record<string, { readonly fault: Fault; readonly passes: boolean }>> = {
  '429': { fault: { kind: 'status', status: 429 }, passes: true },
  '429 with Retry-After': { fault: { kind: 'status', status: 429, retryAfter: '3' }, passes: true },
  '500': { fault: { kind: 'status', status: 500 }, passes: true },
  'reset connection': { fault: { kind: 'reset' }, passes: true },
  'lost answer': { fault: { kind: 'lost-answer' }, passes: true },
  'cut body': { fault: { kind: 'cut-body' }, passes: true },
  'wrong JSON': { fault: { kind: 'wrong-json' }, passes: true },
  'stale read': { fault: { kind: 'stale' }, passes: true },
  'spoilt read': { fault: { kind: 'spoilt' }, passes: true },
  'partial bulk': { fault: { kind: 'partial', says: true }, passes: true },
  'partial bulk that says nothing': { fault: { kind: 'partial', says: false }, passes: false },
  'success:false in a 200': { fault: { kind: 'refused-200' }, passes: false },
  '403': { fault: { kind: 'status', status: 403, code: 10_000 }, passes: false },
  '404': { fault: { kind: 'status', status: 404, code: 10_013 }, passes: false },
  '413': { fault: { kind: 'status', status: 413 }, passes: false },
}

const TABLE = Object.keys(STAGES).flatMap((stage) =>
  Object.keys(FAULTS).flatMap((name) => [
    { stage, name, always: false },
    { stage, name, always: true },
  ]),
)

/** What always holds of a target: what its pointer names is there, and an edge would serve it. */
async function checkTarget({ code, stdout, stderr }: Ended): Promise<void> {
  const pointer = text(door.values, POINTER)
  expect([text(old, POINTER), text(current(), POINTER)]).toContain(pointer)
  expect(await served()).toContain('ast_one')
  expect(stdout + stderr).not.toContain(DOOR_TOKEN)
  if (code === 0) expect(pointer).toBe(text(current(), POINTER))
  else
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/ff: .+\n {4}.+(run the same command|check|wants|release|KV takes)/),
    ])
}
const current = () => world.sink.values

/** The source answers the same each time: what it said once is not asked again. */
function remembering(): typeof fetch {
  const source = fetcherOf(world)
  const said = new Map<string, Response>()
  return async (input, init) => {
    const known = said.get(String(input)) ?? (await source(input, init))
    said.set(String(input), known)
    return known.clone()
  }
}

describe('a copy, whatever goes wrong', () => {
  let source: typeof fetch
  beforeAll(() => {
    source = remembering()
  })

  it.each(TABLE)(
    'a copy ends whole or says what to do, and announces only what is there: $name, $stage, always $always',
    async (row) => {
      const { fault, passes } = FAULTS[row.name] ?? { fault: { kind: 'reset' }, passes: true }
      const isHere = STAGES[row.stage] ?? (() => false)
      let met = 0
      door.fault = (request) => (isHere(request) && (row.always || met === 0) && ++met > 0 ? fault : null)
      const ended = await copy([], source)
      expect(met).toBeGreaterThan(0)
      await checkTarget(ended)
      const harmless = isHarmless(fault, row.stage)
      // What is read for the first time cannot be told from what somebody else stored there.
      const told = fault.kind === 'wrong-json' && row.stage === 'first look'
      if (!row.always && passes && !told) expect(ended).toMatchObject({ code: 0 })
      if (row.always && !harmless) expect(ended.code).toBe(1)
      const pointerSent = row.stage.startsWith('pointer')
      if (ended.code !== 0 && !pointerSent) expect(text(door.values, POINTER)).toBe(text(old, POINTER))
    },
  )

  it('a copy that takes too long is given up', async () => {
    door.fault = ({ what }) => (what === POINTER && puts() === 0 ? { kind: 'slow' } : null)
    const ended = await copy(['--timeout', '1'])
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('too slow')])
    await checkTarget(ended)
  })
})

/** A fault that means nothing to this kind of request, or whose effect the read-back shows to be what was wanted. */
function isHarmless(fault: Fault, stage: string): boolean {
  if (fault.kind === 'stale' || fault.kind === 'spoilt') return !stage.endsWith('back')
  if (fault.kind === 'partial') return stage !== 'values written'
  if (fault.kind === 'lost-answer' || fault.kind === 'cut-body')
    return stage === 'list written' || stage === 'pointer written'
  return false
}
