import fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { pin } from '../../../src/publisher/steer/pin.ts'
import { rollBack } from '../../../src/publisher/steer/rollback.ts'
import { announcedList } from '../../../src/publisher/takedowns/lists/announced-list.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { ListDesk } from '../../../src/publisher/takedowns/lists/list-desk.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import { type StoredState, storedState, takeBack } from '../stored-state.ts'

/** How long to look for trouble: a few sequences in CI, as many as there is time for by hand. */
const RUNS = Number(process.env.WITHDRAWN_RUNS ?? 5)
const FILMS = ['one', 'two', 'three'] as const
/** What is read of a list that is not there, cut, or signed by nobody. */
const SPOILED = [null, new TextEncoder().encode('eyJ'), new TextEncoder().encode('a.b.c')] as const
const OCCASION = { actor: 'tests', reason: 'test' }
const LAPSE_MS = 31_000
const MINUTE_MS = 60_000
/** A store that comes back older than this was restored by hand. */
const FAILOVER_MS = 30 * MINUTE_MS

const step = fc.record({
  act: fc.constantFrom(
    'order',
    'lift',
    'narrow',
    'narrow a campaign',
    'narrow and die',
    'pause and resume',
    'order over a list that cannot be read',
    'order without the journal',
    'publish',
    'publish',
    'cron',
    'pin',
    'roll back',
    'feed',
    'fail over',
    'lose the list',
  ),
  film: fc.nat(FILMS.length - 1),
  /** The publisher's call at which it ends; 0: it does not. */
  point: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) }),
  mode: fc.constantFrom('dies before', 'dies after', 'loses the answer of', 'has no store from' as const),
  minutes: fc.constantFrom(0, 1, 7),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const whole = (act: Step['act']): Step => ({ act, film: 0, point: 0, mode: 'dies before', minutes: 0 })
/** Ways that chance alone hardly takes; what comes after is left to it. */
const begun = fc.constantFrom<readonly Step[]>(
  [],
  [],
  (['narrow a campaign', 'publish', 'fail over', 'cron', 'pause and resume', 'publish'] as const).map(whole),
  (['narrow and die', 'pause and resume', 'publish'] as const).map(whole),
)
const sequence = fc
  .tuple(begun, fc.array(step, { minLength: 3, maxLength: 9 }))
  .map(([first, rest]) => [...first, ...rest])

let world: PublisherWorld
/** All films are shown, and nothing was withdrawn. */
let published: KeptWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...FILMS.flatMap((film) => [title(film), wide(film)]),
    title('rest'),
    asset('rest'),
    ...FILMS.map((film) => plays(film, ['*'])),
    campaign('rest', ['rest'], { territories: ['*'] }),
  )
  await world.publish()
  published = world.keep()
  await world.close()
})
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const wide = (film: string) => asset(film, { worldwide: true })
const plays = (film: string, territories: readonly string[]) => campaign(film, [film], { territories })
const narrow = (film: string) => asset(film, { worldwide: true, validUntil: '2026-11-21T00:00:00' })

/** What was withdrawn as far as an edge could know, and not lifted since. */
interface Known {
  readonly orders: Map<string, string>
  readonly narrowed: Set<string>
}

function endAt(point: number, mode: Step['mode']): void {
  let calls = 0
  let isDead = false
  const next = (isStore: boolean): { readonly done: boolean; readonly answered: boolean } => {
    calls += 1
    if (point === 0 || calls < point) return { done: true, answered: true }
    if (mode === 'has no store from') return { done: !isStore, answered: !isStore }
    if (isDead) return { done: false, answered: false }
    if (calls > point) return { done: true, answered: true }
    isDead = mode !== 'loses the answer of'
    return { done: mode !== 'dies before', answered: false }
  }
  const fates: boolean[] = []
  world.sink.before = () => {
    const { done, answered } = next(false)
    fates.push(answered)
    if (!done) throw new Error('the publisher is dead')
  }
  world.sink.after = () => {
    if (fates.at(-1) === false) throw new Error('no answer came')
  }
  world.door.misbehave(() => {
    const { done, answered } = next(true)
    return answered ? null : done ? 'lost' : 'error-500'
  })
}

function recover(): void {
  world.sink.forget()
  world.door.misbehave(() => null)
}

/** What is on the list of the region: all that an edge could know of just now. */
async function announced(known: Known): Promise<void> {
  const { delta, base } = await announcedList('dach', world.publisher)
  const orders = [...delta.orders, ...((await base())?.orders ?? [])]
  for (const { id, target } of orders) known.orders.set(id, target)
  for (const { targets, territories } of [...delta.changes, ...((await base())?.changes ?? [])]) {
    // A pause is of everywhere, and ends when it is resumed.
    for (const target of targets) if (target.startsWith('ast_') || territories !== null) known.narrowed.add(target)
  }
}

async function shown(film: string): Promise<boolean> {
  const asked = { surface: 'home-hero', country: 'DE', asset: `ast_${film}`, cap: 18, adult: true }
  const answer = await world.ops('POST', '/explain', { ...asked, now: new Date(world.clock.now).toISOString() })
  return ((await answer.json()) as { kept: unknown[] }).kept.length > 0
}

async function act(
  { act: what, film }: Step,
  known: Known,
  past: { at: number; state: StoredState; list: Uint8Array | undefined }[],
) {
  const name = FILMS[film] ?? 'one'
  const order = { target: `ast_${name}`, reason: 'rights', territories: ['DE'] }
  const feed = [{ v: 1, type: 'takedown', id: `tkd_${name}`, ...order }]
  const recent = past.filter(({ at }) => world.clock.now - at < FAILOVER_MS)
  switch (what) {
    case 'order':
      return world.ops('POST', '/takedowns', order)
    case 'feed':
      return world.ops('POST', '/ingest', feed)
    case 'lift': {
      const [id] = [...known.orders].find(([, target]) => target === order.target) ?? []
      if (id === undefined) return
      const answer = await world.ops('DELETE', `/takedowns/${id}`)
      // One that failed may have come through in some regions: whoever asked is told, and asks again.
      known.orders.delete(id)
      return answer
    }
    case 'order over a list that cannot be read':
      Object.assign(world.publisher, { lists: new ListDesk() })
      world.sink.spoil = (key, value) => (key === 'region/dach/takedowns' ? (SPOILED[film] ?? null) : value)
      return world.ops('POST', '/takedowns', order)
    case 'order without the journal': {
      const { list } = world.sink
      world.sink.list = () => Promise.reject(new Error('storage lists nothing'))
      return world.ops('POST', '/takedowns', order).finally(() => {
        world.sink.list = list
      })
    }
    case 'narrow a campaign':
      return world.ops('POST', '/ingest?approve=1', [plays(name, ['AT'])])
    case 'narrow and die':
      world.door.misbehave((_number, _path, body) => (/"rename"/i.test(body) ? 'error-500' : null))
      return world.ops('POST', '/ingest?approve=1', [film === 0 ? plays(name, ['AT']) : narrow(name)])
    case 'pause and resume': {
      const acts = ['pause', 'resume'] as const
      for (const each of acts) {
        const answer = await world.ops('POST', `/campaigns/cmp_${name}/${each}`, { reason: 'test' })
        await answer.body?.cancel()
      }
      return
    }
    case 'narrow':
      return world.ops('POST', '/ingest?approve=1', [narrow(name)])
    case 'publish':
      return world.publish()
    case 'cron':
      return keepTakedowns(world.publisher)
    case 'pin':
      return pin(world.publisher, 'dach', {
        ...OCCASION,
        pinnedUntil: new Date(world.clock.now + MINUTE_MS).toISOString(),
      })
    case 'roll back':
      return rollBack({ ...world.publisher, role: 'break-glass' }, 'dach', {
        to: null,
        pinnedUntil: new Date(world.clock.now + MINUTE_MS).toISOString(),
        ...OCCASION,
      })
    case 'fail over':
      return takeBack(world, recent[film % Math.max(1, recent.length)]?.state ?? past.at(-1)?.state)
    case 'lose the list': {
      const older = recent.at(-1)?.list
      if (older) world.sink.values.set('region/dach/takedowns', older)
    }
  }
}

it(`what is withdrawn stays so through any acts, faults, crashes and failovers (${RUNS} sequences)`, async () => {
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      world = await startPublisherWorld('small', published)
      const redis = connectSchedule({ url: world.door.url, token: 'test-token', callTimeoutMs: 10_000 })
      Object.assign(world.publisher, { urgentRedis: redis })
      try {
        const known: Known = { orders: new Map(), narrowed: new Set() }
        const past: { at: number; state: StoredState; list: Uint8Array | undefined }[] = []
        for (const each of steps) {
          past.push({
            at: world.clock.now,
            state: await storedState(world),
            list: world.sink.values.get('region/dach/takedowns'),
          })
          world.clock.now += LAPSE_MS + each.minutes * MINUTE_MS
          if (each.act !== 'fail over' && each.act !== 'lose the list') endAt(each.point, each.mode)
          const answer = await act(each, known, past).catch(() => undefined)
          recover()
          if (answer instanceof Response) await answer.body?.cancel()
          // A list that was put back by a late writer is mended by the next look at it.
          if (each.act === 'lose the list') await keepTakedowns(world.publisher)
          await announced(known)
          const lifted = new Set<string>(
            (await announcedList('dach', world.publisher)).list?.lifted.map(({ id }) => id),
          )
          const withdrawn = [...known.orders].filter(([id]) => !lifted.has(id)).map(([, target]) => target)
          for (const target of new Set([...withdrawn, ...known.narrowed])) {
            const film = target.slice(4)
            expect(await shown(film), `${film} after ${each.act}, ${each.mode} ${each.point}`).toBe(false)
          }
        }
      } finally {
        await world.close()
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 3_600_000)
