import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_EXPERIMENTS } from '../../../src/dev/demo/experiment/demo-experiments.ts'
import { stackKeys } from '../../../src/dev/stack/stack-keys.ts'
import { pages } from '../../architecture/pages.ts'
import { eventRowOf } from '../../events/rows.ts'
import { ask, film, lines, SETTINGS } from '../../publisher/feeds/feed-door.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset } from '../../publisher/records.ts'
import { type Ended, ffInside } from '../command-line.ts'
import { type Example, helpExamples, readmeExamples, wordsOf } from './examples.ts'

/** Examples that a single publisher without edges, account and trouble has to refuse, and in which words. */
const REFUSED_HERE: readonly (readonly [RegExp, RegExp])[] = [
  [/^replay/, /is empty|no decision|not logged|holds no/i],
  [/^ope .*snapshot:/, /no line of the decision log/],
  [/^restore/, /restore into an empty one/],
  [/^approvals (approve|show)/, /there is no request/],
  [/^snapshot copy/, /CLOUDFLARE_API_TOKEN/],
  [/^campaign hold/, /has no goal/],
  [/^campaign undo/, /There is no such change/],
  [/^override propose/, /no finding/],
  [/^feeds pull/, /Set the url of the feed/],
  [/^preview .*--campaign/, /Nothing waits/],
  [/^experiment analyze livelier-tiles/, /refused: .*no-units|no-units/s],
]

let world: PublisherWorld
let folder: string
const cwd = process.cwd()
const demo = join(import.meta.dirname, '..', '..', '..', 'src', 'dev', 'demo')
const catalogue = join(demo, 'catalogue.ndjson')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-examples-'))
  process.chdir(folder)
  world = await startPublisherWorld()
  const records = await readFile(catalogue, 'utf8')
  for (const file of ['schedule.ndjson', 'my-records.ndjson']) await writeFile(file, records)
  for (const file of ['lines.ndjson', 'older.ndjson']) await writeFile(file, '')
  for (const file of ['likes.csv', 'items.csv']) await copyFile(join(demo, 'likes', file), file)
  for (const file of ['moments.json', 'experiment.json']) await copyFile(join(demo, 'experiment', file), file)
  await writeFile('watched.ndjson', `${JSON.stringify(WATCHED)}\n`)
  await writeFile('northlight.json', JSON.stringify({ id: 'northlight', ...SETTINGS }))
  await writeFile('northlight.ndjson', lines(filmsOf(6)))
  await writeFile('patch.json', JSON.stringify({ 'ast_examples-faulty': { durationMs: 30_000 } }))
  await writeSeenEvents()
  await writeShown()
  await writeFile('stack.json', JSON.stringify({ ...STACK, pid: process.pid }), { mode: 0o600 })
  await stackKeys(folder)
  await world.ingest(
    ...records
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  )
  await publishTwice()
  await world.ingest({ ...CHANGED, weight: 41 })
})
afterAll(async () => {
  process.chdir(cwd)
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

/** What some viewers saw of the schedule, and no tombstone yet. */
async function writeSeenEvents(): Promise<void> {
  const ofStack = join('.firstframe', 'analytics', 'events')
  for (const name of ['events', 'erased', ofStack]) await mkdir(name, { recursive: true })
  const rows = Array.from({ length: 40 }, (_, viewer) =>
    ['ast_sintel-trailer', 'ast_hero-trailer'].flatMap((assetId, position) =>
      ['impression', ...(viewer % 3 === position ? ['watch'] : [])].map((event) =>
        eventRowOf({
          ...{
            eventId: `${viewer}-${position}`.padEnd(32, '0').concat(`:${position}:${event}`),
            event,
            assetId,
            position,
          },
          ...{ occurredAt: world.clock.now - 60_000, receivedAt: world.clock.now - 59_000 },
          ...{ unit: `unit-${viewer}`, source: viewer, watchedMs: event === 'watch' ? 1000 * viewer : null },
          arms: [{ key: 'warmer-heroes', arm: viewer % 2 === 0 ? 'control' : 'warmer' }],
        }),
      ),
    ),
  ).flat()
  for (const name of ['events', ofStack]) await writeFile(join(name, 'seen.ndjson'), lines(rows))
}

/** A log of what was drawn alike from three trailers, and a policy that would show one of them more often. */
async function writeShown(): Promise<void> {
  const actions = ['ast_a', 'ast_b', 'ast_c']
  const rows = Array.from({ length: 600 }, (_, index) => ({
    ...{ decision: `d${index}`, position: 0, action: actions[index % 3], propensity: 1 / 3 },
    ...{ reward: index % 7 === 0 ? 1 : 0, unit: `u${index % 120}` },
  }))
  await writeFile('shown.ndjson', lines(rows))
  await writeFile('table.json', JSON.stringify({ ast_a: 0.5, ast_b: 0.3, ast_c: 0.2 }))
}

let weight = 0
/** Two snapshots that differ, so that there is one to go back to which nothing was withdrawn since. */
async function publishTwice(): Promise<void> {
  for (const _turn of [1, 2]) {
    weight = (weight % 40) + 1
    await world.ingest({ ...CHANGED, weight })
    expect((await world.publish()).outcome).toBe('published')
  }
}

const WATCHED = {
  ...{ sub: 'b-20c4', titleId: 'ttl_sintel', at: '2026-11-21T20:30:00Z', watchedMs: 840_000 },
  consent: { at: '2026-01-04T10:00:00Z', proof: 'consent-4711' },
}
const STACK = {
  edgeUrl: 'http://127.0.0.1:1',
  opsUrl: 'http://127.0.0.1:2',
  opsToken: OPS_TOKEN,
  opsTokens: { ops: OPS_TOKEN, second: 'second-token-of-the-tests' },
}
const CHANGED = {
  v: 1,
  type: 'campaign',
  id: 'cmp_examples',
  assets: ['ast_sintel-trailer'],
  territories: ['@dach'],
  surfaces: ['home-hero'],
  start: '2026-01-01T00:00:00',
}

/** The publisher of this process, in the place of the local stack's. */
const inside = (async (address: string | URL | Request, init?: RequestInit) => {
  const url = new URL(address instanceof Request ? address.url : address)
  const environment = { ...world.environment, OPS_SECOND_TOKEN: STACK.opsTokens.second }
  return world.app.request(url.pathname + url.search, init, environment)
}) as typeof fetch

const ffOf = (words: readonly string[]): Promise<Ended> => ffInside(words, { FF_STATE: folder }, inside)

const filmsOf = (films: number) => Array.from({ length: films }, (_, index) => film(`examples-${index}`)).flat()

/** Delivers so many films to the feed of the examples, and maybe a faulty video. */
async function deliver(films: number, ...faulty: readonly object[]): Promise<string> {
  const sent = await ask(world, 'POST', '/feeds/northlight/deliveries', lines([...filmsOf(films), ...faulty]))
  return String(sent.body.delivery)
}

/** What an example of a feed takes for granted; the id in it becomes that of what is there. */
async function prepareFeed(words: readonly string[]): Promise<readonly string[]> {
  await ask(world, 'PUT', '/feeds/northlight', SETTINGS)
  await deliver(6, { ...asset('examples-0'), id: 'ast_examples-faulty', durationMs: -1 })
  const [first, second] = words
  const { entries } = (await ask<Entries>(world, 'GET', '/quarantine?feed=northlight')).body
  const entry = entries.find(({ item }) => item === 'ast_examples-faulty')?.quarantine
  if (first === 'quarantine') return words.map((word) => (word.startsWith('qua_') && entry ? entry : word))
  const held = second === 'release' || second === 'discard' ? await deliver(2) : null
  return words.map((word) => (word.startsWith('del_') && held ? held : word))
}
type Entries = { readonly entries: readonly { readonly item: string; readonly quarantine: string }[] }

/** Something that waits, and for who judges it, that somebody has submitted it; and the file of a record. */
async function prepareCampaign(verb: string): Promise<void> {
  if (['resume', 'pause', 'end', 'list'].includes(verb)) return
  if (verb === 'import') {
    await ffOf(['campaign', 'export', 'campaigns.csv'])
    return
  }
  const shown = async () => (await ffOf(['campaign', 'show', 'cmp_dach-hero', '--json'])).stdout
  const { campaign, revision } = JSON.parse(await shown()) as { campaign: object; revision: number }
  weight = (weight % 40) + 1
  await writeFile('cmp_dach-hero.json', JSON.stringify({ campaign: { ...campaign, weight }, revision }))
  if (verb === 'put') return
  await ffOf(['campaign', 'put', 'cmp_dach-hero.json'])
  if (verb !== 'submit') await ffOf(['campaign', 'submit', 'cmp_dach-hero', '--reason', 'first'])
}

/** The experiment of the examples, as far as a verb takes it for granted; each begins with a new one. */
async function prepareExperiment([, verb, ...flags]: readonly string[]): Promise<void> {
  const ofDemo = DEMO_EXPERIMENTS.find(({ record }) => flags.includes(record.key))?.record
  const key = ofDemo?.key ?? 'warmer-heroes'
  const file = ofDemo === undefined ? 'experiment.json' : 'demo-experiment.json'
  if (ofDemo !== undefined) await writeFile(file, JSON.stringify(ofDemo))
  for (const name of [`experiment:${key}`, 'experiments', 'experiments:open']) await world.redis('DEL', name)
  if (verb === 'put') return
  await ffOf(['experiment', 'put', file])
  if (verb !== 'start') await ffOf(['experiment', 'start', key, '--reason', 'first'])
  const document = `experiment:${key}`
  if (verb === 'remove') await world.redis('SET', document, '{"later":true}')
  if (!flags.includes('--resume')) return
  const stored = JSON.parse(String(await world.redis('GET', document))) as object
  await world.redis('SET', document, JSON.stringify({ ...stored, held: { at: world.clock.now, reason: 'tests' } }))
}

/** What an example takes for granted: an order to lift, something to approve, something that runs. */
async function prepare(words: readonly string[]): Promise<readonly string[]> {
  const [first, second] = words
  if (first === 'takedown' && second === 'lift') {
    const order = { target: 'ast_hero-trailer', reason: 'to be lifted' }
    const added = (await (await world.ops('POST', '/takedowns', order)).json()) as { takedown: { id: string } }
    return [...words.slice(0, 2), added.takedown.id, ...words.slice(3)]
  }
  if (first === 'feeds' || first === 'quarantine' || words.includes('--feed')) return prepareFeed(words)
  if (first === 'campaign') await prepareCampaign(second ?? '')
  if (first === 'experiment') await prepareExperiment(words)
  if (first === 'unpin') await ffOf(['pin', 'dach', '--hours', '1', '--reason', 'first'])
  if (first === 'canary' && words.some((word) => word === '--promote' || word === '--stop')) {
    await world.ingest({ ...CHANGED, weight: 50 })
    await ffOf(['unpin', 'dach', '--reason', 'first'])
    await ffOf(['canary', 'dach', '--percent', '5', '--minutes', '60', '--reason', 'first'])
  } else if (first === 'canary' || first === 'rollback') {
    await ffOf(['unpin', 'dach', '--reason', 'first'])
    await ffOf(['canary', 'dach', '--stop', '--reason', 'first'])
  }
  if (first === 'rollback') await publishTwice()
  if (first === 'snapshot' && second === 'get') await rm(words.at(-1) ?? '', { recursive: true, force: true })
  if (first === 'snapshot' && second === 'inspect') {
    await ffOf(['snapshot', 'get', 'dach', '--out', words[2] ?? ''])
  }
  if (first === 'publish' || words.includes('--publish'))
    await world.ops('POST', '/regions/dach/canary', { action: 'stop', reason: 'first' })
  if (first === 'restore') await ffOf(['export', words[1] ?? ''])
  return words
}

async function runs(example: Example): Promise<void> {
  const words = await prepare(wordsOf(example))
  const { code, stdout, stderr } = await ffOf(words)
  const refusal = REFUSED_HERE.find(([pattern]) => pattern.test(words.join(' ')))
  const said = `ff ${words.join(' ')}\n${stdout}${stderr}`
  if (refusal === undefined || code === 0) expect(code, said).toBe(0)
  else expect([code, refusal[1].test(said)], said).toEqual([1, true])
}

describe('an example of a command', () => {
  it.each(helpExamples().map((example) => [example.text, example] as const))(
    'the example of the help works: ff %s',
    (_text, example) => runs(example),
  )

  // The reference is written from the texts of the rule files, which speak of verbs and give no commands.
  const written = pages().filter((page) => page !== 'rules/REFERENCE.md')
  it.each(written.flatMap((page) => readmeExamples(page).map((example) => [page, example.text, example] as const)))(
    'the example of %s works: ff %s',
    (_page, _text, example) => runs(example),
  )
})
