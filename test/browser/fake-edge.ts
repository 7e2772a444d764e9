import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Decision } from '../../src/contracts/device/answers/decision.ts'
import type { DecisionsAnswer } from '../../src/contracts/device/answers/decisions.ts'
import type { EventsAnswer } from '../../src/contracts/device/answers/events.ts'
import type { ProblemBody } from '../../src/contracts/device/answers/problem.ts'
import { PROBLEM_TYPES, PROBLEMS, type ProblemSlug } from '../../src/contracts/device/problems.ts'
import { type Served, serve } from './serve.ts'

const MEDIA = join(import.meta.dirname, '../../src/dev/demo/media/demo')
const TYPES: Readonly<Record<string, string>> = { mp4: 'video/mp4', jpg: 'image/jpeg', vtt: 'text/vtt' }

type Body = Readonly<Record<string, unknown>>
interface Seen {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Headers
  readonly body: Body
}

/** An edge that says what it was told to, and keeps what it was asked. A test changes one answer. */
export interface FakeEdge extends Served {
  readonly seen: Seen[]
  answers: { autoplay: () => Response; clips: (page: number) => Response }
}

export async function startFakeEdge(): Promise<FakeEdge> {
  const seen: Seen[] = []
  const edge = new Hono()
  edge.use('*', cors())
  edge.use('/v1/*', async (context, next) => {
    const text = await context.req.text()
    seen.push({
      method: context.req.method,
      path: context.req.path,
      query: context.req.query(),
      headers: context.req.raw.headers,
      body: text === '' ? {} : JSON.parse(text),
    })
    await next()
  })
  let page = 0
  edge.get('/v1/autoplay', () => fake.answers.autoplay())
  edge.get('/v1/clips', () => {
    page = 0
    return fake.answers.clips(page)
  })
  edge.post('/v1/clips', () => {
    page++
    return fake.answers.clips(page)
  })
  edge.post('/v1/decisions', () => {
    const placements = seen.at(-1)?.body.placements
    const asked: readonly { readonly id: string }[] = Array.isArray(placements) ? placements : []
    const decided = asked.map(({ id }, place) => [id, [hero({ assetId: `ast_tile-${place}` })]] as const)
    return answer({ decisions: Object.fromEntries(decided), token: 'tiles' })
  })
  edge.post('/v1/events', (context) => {
    const { events } = seen.at(-1)?.body ?? {}
    const receipt: EventsAnswer = { accepted: Array.isArray(events) ? events.length : 0, rejected: [] }
    return context.json(receipt, 202)
  })
  edge.get('/media/:name', async (context) => {
    const name = basename(context.req.param('name'))
    const type = TYPES[name.split('.').at(-1) ?? '']
    if (type === undefined || name.startsWith('missing')) return context.notFound()
    return context.body(new Uint8Array(await readFile(join(MEDIA, name))), 200, { 'content-type': type })
  })
  const served = await serve((request) => edge.fetch(request))
  const fake: FakeEdge = { ...served, seen, answers: defaultAnswers() }
  return fake
}

/** What an edge in good health says. */
export function defaultAnswers(): FakeEdge['answers'] {
  return {
    autoplay: () => answer({ decisions: { 'home-hero': [hero()] } }),
    clips: (page) =>
      page === 0
        ? answer({ decisions: { 'clips-feed': [0, 1, 2].map(clip) }, cursor: 'page-1', token: 'clips-0' })
        : answer({ decisions: { 'clips-feed': [clip(3)] }, token: 'clips-1' }),
  }
}

export function answer(changed: Partial<DecisionsAnswer>): Response {
  const body: DecisionsAnswer = {
    decisionId: '5f1f3c0a9be84c1d9d0c6f5a7b3e2d10',
    token: 'hero-token',
    session: 'session-of-the-fake-edge',
    serverTime: '2026-11-23T12:00:00.000Z',
    validForMs: 60_000,
    snapshot: { id: 'b7c1d9e4f2a85603', sequence: 42, ageSeconds: 95, rung: 'fresh' },
    territory: 'DE',
    viewer: 'guest',
    privacy: 'contextual',
    decisions: {},
    noDecisions: [],
    ...changed,
  }
  return Response.json(body)
}

export function problem(slug: ProblemSlug, detail: string, field: string): Response {
  const { status, title } = PROBLEMS[slug]
  const body: ProblemBody = { type: `${PROBLEM_TYPES}${slug}`, title, status, detail, field }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}

export function hero(changed: Partial<Decision> = {}): Decision {
  return item('sintel', 'trailer', changed)
}

function clip(position: number): Decision {
  const [title = 'hero', file = 'clip-1'] =
    [
      ['big-buck-bunny', 'clip-1'],
      ['sintel', 'clip-2'],
      ['agent-327', 'clip-1'],
      ['coffee-run', 'clip-1'],
    ][position] ?? []
  return item(title, file, { position, assetId: `ast_clip-${position}`, kind: 'clip' })
}

/** One decided item over the demo's files. */
function item(title: string, file: string, changed: Partial<Decision>): Decision {
  const name = title.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return {
    position: 0,
    assetId: `ast_${title}-${file}`,
    titleId: `ttl_${title}`,
    campaignId: 'cmp_demo',
    kind: 'trailer',
    autoplay: { allowed: true },
    display: { title: name.join(' '), tagline: 'A lonely search across a frozen world', language: 'en' },
    playback: [{ type: 'mp4', url: `/media/${title}-${file}.mp4`, codec: 'avc', height: 360 }],
    captions: [{ language: 'en', kind: 'captions', format: 'vtt', url: `/media/${title}.en.vtt` }],
    audio: [{ language: 'en', kind: 'main' }],
    poster: `/media/${title}-${file}.jpg`,
    durationMs: 8000,
    startMuted: true,
    rating: { system: 'FSK', label: 'FSK 12', age: 12 },
    cta: { action: 'subscribe' },
    ...changed,
  }
}
