import fc from 'fast-check'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { type Answer, ask, type Body, itemsOf } from '../device.ts'
import type { EdgeIsolate } from '../edge-world.ts'

/** Somebody who asks, and the state that their device carries on. */
export interface Asker {
  readonly country: string
  readonly token: string | undefined
  session: string | undefined
}

const titles = fc.integer({ min: 0, max: 45 }).map((index) => `ttl_film-${String(index).padStart(3, '0')}`)
const maybe = <Value>(value: fc.Arbitrary<Value>, freq = 3) => fc.option(value, { nil: undefined, freq })

const hints = fc.record({
  device: maybe(fc.constantFrom('tv', 'mobile', 'web')),
  language: maybe(fc.constantFrom('de', 'en', 'de-AT')),
  maxHeight: maybe(fc.constantFrom(720, 1080)),
  autoplay: maybe(fc.constant('off'), 9),
  requestId: maybe(fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/), 4),
})

const surface = fc.constantFrom(...SURFACE_IDS)
const autoplay = fc.record({
  surface,
  titleId: maybe(titles, 8),
  inView: maybe(titles, 6),
  row: maybe(fc.constant('fantasy'), 6),
})
const screen = fc.array(
  fc.record({ surface, count: maybe(fc.integer({ min: 1, max: 4 })), titleId: maybe(titles, 8) }),
  {
    minLength: 1,
    maxLength: 20,
  },
)
const walk = fc.array(
  fc.record({
    limit: fc.integer({ min: 1, max: 20 }),
    event: fc.constantFrom('skip', 'start', 'complete', 'notInterested'),
  }),
  { minLength: 1, maxLength: 4 },
)

/** What somebody does: looks at one surface, at a screen of them, or walks down the feed and says what they watched. */
export const visits = fc.record({
  asker: fc.nat(),
  hints,
  what: fc.oneof(
    autoplay.map((query) => ({ kind: 'autoplay' as const, query })),
    screen.map((placements) => ({ kind: 'screen' as const, placements })),
    walk.map((pages) => ({ kind: 'walk' as const, pages })),
  ),
})
export type Visit = typeof visits extends fc.Arbitrary<infer Value> ? Value : never

/** Makes a visit; every answer that came, in order. */
export async function visit(
  isolate: EdgeIsolate,
  asker: Asker,
  { what, hints: hinted }: Visit,
): Promise<readonly Body[]> {
  const known = Object.fromEntries(Object.entries(hinted).filter(([, value]) => value !== undefined))
  const post = (path: string, body: object) => send(isolate, asker, path, { ...known, ...body, session: asker.session })
  if (what.kind === 'screen') {
    const placements = what.placements.map((placement, at) => ({ id: `p${at}`, ...placement }))
    return [await post('/v1/decisions', { placements })]
  }
  if (what.kind === 'autoplay') {
    const given = Object.entries({ ...known, ...what.query }).filter(([, value]) => value !== undefined)
    const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))
    return [await send(isolate, asker, `/v1/autoplay?${query}`)]
  }
  const bodies: Body[] = []
  for (const { limit, event } of what.pages) {
    const last = bodies.at(-1)
    const signals = last
      ? itemsOf(last)
          .slice(0, 3)
          .map(({ position }) => ({ token: last.token, position, event, watchedMs: 900, ageMs: 0 }))
      : []
    const next = await post('/v1/clips', { limit, signals, ...(last?.cursor ? { cursor: last.cursor } : {}) })
    bodies.push(next)
    if (next.cursor === undefined) break
  }
  return bodies
}

async function send(isolate: EdgeIsolate, asker: Asker, path: string, body?: object): Promise<Body> {
  const { country, token, session } = asker
  const answer: Answer = await ask(isolate, path, {
    country,
    ...(token === undefined ? {} : { token }),
    ...(body === undefined ? {} : { body }),
    ...(body === undefined && session !== undefined ? { headers: { 'x-session': session } } : {}),
  })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
  asker.session = answer.body.session
  return answer.body
}
