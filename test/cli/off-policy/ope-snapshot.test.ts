import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecisionLogLine } from '../../../src/model/messages/decision-log.ts'
import type { PolicyEvaluation } from '../../../src/off-policy/evaluate-policy.ts'
import { asset, campaign, title } from '../../publisher/records.ts'
import { fileOf } from '../against.ts'
import { type ReplayWorld, startReplayWorld, tiles } from '../replay/replay-world.ts'
import BAD_EVENTS from './bad-events.json' with { type: 'json' }

const LINES = 260
const SAID = /^events tell of 260 of 260 decisions; \d+ rows were rewarded/
const COLUMNS = '../../../src/events/generated/ndjson-rows.sql'
const NEW = ['news-0', 'news-1', 'news-2']

let world: ReplayWorld
let folder: string
let next: string
const lines: DecisionLogLine[] = []
let [logFile, eventsFile] = ['', '']

/** What became of a line: every third viewer started what stood first. */
const eventsOf = ({ decisionId }: DecisionLogLine, index: number) =>
  ['impression', ...(index % 3 === 0 ? ['watch'] : []), ...(index % 5 === 0 ? ['share'] : [])].map((event) => ({
    ...{ eventId: `${decisionId}:0:${event}`, event, unit: `u${index % 90}` },
    ...{ occurredAt: 1000 + index, receivedAt: 1000 + index },
  }))
const written = (rows: readonly (object | string)[]) =>
  fileOf(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''))

beforeAll(async () => {
  world = await startReplayWorld()
  folder = await mkdtemp(join(tmpdir(), 'ff-ope-snapshot-'))
  for (let number = 1; number <= LINES; number++) lines.push(await world.decide(number, tiles(1)))
  logFile = await written(lines)
  eventsFile = await written(lines.flatMap(eventsOf))
  const { publisher } = world
  await publisher.ingest(...NEW.map((name) => title(name)), ...NEW.map((name) => asset(name)))
  await publisher.ingest(campaign('news', NEW, { surfaces: ['home-hero', 'browse-tile'], weight: 2 }))
  await publisher.publish()
  next = (await publisher.edge())?.snapshot.id ?? ''
})
afterAll(async () => {
  await world.publisher.close()
  await rm(folder, { recursive: true, force: true })
})

type Answer = PolicyEvaluation & {
  readonly snapshot: { readonly id: string; readonly region: string }
  readonly aside: Readonly<Record<string, number>>
  readonly told: Readonly<Record<string, number>>
  readonly outside?: readonly { readonly assetId: string; readonly share: number }[]
}

async function judged(policy: string, ...words: readonly string[]): Promise<Answer & { readonly code: number | null }> {
  const asked = ['ope', '--log', logFile, '--policy', `snapshot:${policy}`, '--events', eventsFile, ...words, '--json']
  const { code, stdout, stderr } = await world.ff(...asked)
  if (stdout === '') throw new Error(stderr)
  return { code, ...JSON.parse(stdout) }
}

describe('ff ope --policy snapshot', () => {
  it('the snapshot that answered is estimated at what was started, with all of it inside its support', async () => {
    const { code, verdict, estimates, ess, used, units, support, outside } = await judged(
      world.snapshot.id.slice(0, 12),
      '--explain',
    )
    expect([code, verdict, outside, units]).toEqual([0, 'ok', [], 90])
    const started = lines.filter((_, index) => index % 3 === 0 || index % 5 === 0).length
    expect(estimates.ipw.value).toBeCloseTo(started / used, 12)
    expect(ess).toBeCloseTo(used, 6)
    expect(support).toBeCloseTo(1, 12)
  })

  it('an event that is named is the only one that counts', async () => {
    const { estimates, used } = await judged(world.snapshot.id, '--reward', 'share')
    expect(estimates.ipw.value).toBeCloseTo(Math.ceil(LINES / 5) / used, 12)
  })

  it('a snapshot that shows what was never drawn is refused, and names it with its share', async () => {
    const { code, reasons, support, outside = [] } = await judged(next, '--explain')
    expect(code).toBe(1)
    expect(reasons).toContain('support')
    expect(outside.map(({ assetId }) => assetId).sort()).toEqual(NEW.map((name) => `ast_${name}`))
    const share = outside.reduce((sum, each) => sum + each.share, 0)
    expect(share).toBeCloseTo(1 - (support ?? 0), 12)
  })

  it('a folder of a snapshot answers as the deployment does', async () => {
    const out = join(folder, 'next')
    expect((await world.ff('snapshot', 'get', 'dach', next, '--out', out)).code).toBe(0)
    expect(await judged(out, '--explain')).toEqual(await judged(next, '--explain'))
  })

  it('an answer says which snapshot was asked about, of which region, by its whole id', async () => {
    const { policy, snapshot } = await judged(next.slice(0, 8))
    expect([policy, snapshot]).toEqual([`snapshot:${next.slice(0, 12)} of dach`, { id: next, region: 'dach' }])
  })

  it('a person reads what is outside, and why the verdict is refused', async () => {
    const { stdout } = await world.ff(
      ...['ope', '--log', logFile, '--policy', `snapshot:${next}`, '--events', eventsFile, '--explain'],
    )
    expect(stdout).toContain('Outside of what could have been drawn:')
    expect(stdout).toContain('ast_news-0')
    expect(stdout).toContain('refused:')
  })

  it('lines twice, damaged or of other chances are rejected by their numbers, and empty ones are set aside', async () => {
    const [one, two, three] = lines
    if (!one?.answer || !two || !three?.answer) throw new Error('no lines')
    const forged = {
      ...three,
      answer: { ...three.answer, propensities: three.answer.propensities.map((each) => each / 2) },
    }
    const aside = { ...two, logged: { ...two.logged, because: 'empty' } }
    logFile = await written([one, one, 'no JSON', forged, aside])
    const { rejected, aside: counted } = await judged(next)
    logFile = await written(lines)
    expect(rejected.map(({ line, reason }) => [line, reason.split(':')[0]]).sort()).toEqual([
      [2, 'decisionId'],
      [3, expect.stringContaining('it is not a line')],
      [4, 'answer.propensities'],
    ])
    expect(counted.notSampled).toBe(1)
  })

  it('decisions of a unit that asked to be forgotten are set aside', async () => {
    const [first = 0, ...later] = lines.flatMap((_, index) => (index % 90 === 0 ? [index] : []))
    const erasedWith = async (receivedAt: number) => {
      const tombstone = { eventId: 'erased:u0', event: 'erased', unit: 'u0', occurredAt: 0, receivedAt }
      eventsFile = await written([...lines.flatMap(eventsOf), tombstone])
      const { aside, units } = await judged(world.snapshot.id)
      return [aside.erased, units]
    }
    expect(await erasedWith(1e9)).toEqual([1 + later.length, 89])
    expect(await erasedWith(1000 + first)).toEqual([1, 90])
    eventsFile = await written(lines.flatMap(eventsOf))
  })

  it('events of Parquet say what those of lines say, and tombstones may have files of their own', async () => {
    const rows = await mkdtemp(join(folder, 'parquet-'))
    const columns = (await readFile(join(import.meta.dirname, COLUMNS), 'utf8')).replaceAll(/--.*/g, '')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`SET VARIABLE events = '${eventsFile}'`)
    await connection.run(columns)
    await connection.run(`COPY event_rows TO '${rows}/rows.parquet'`)
    const whole = await judged(world.snapshot.id)
    const fromLines = eventsFile
    eventsFile = rows
    expect(await judged(world.snapshot.id)).toEqual(whole)
    eventsFile = fromLines
  })

  it('events that are none are rejected by their lines, and refuse the verdict above a hundredth of all', async () => {
    const events = lines.flatMap(eventsOf)
    const bad = BAD_EVENTS.map(({ row }) => row)
    eventsFile = await written([...events, ...Array.from({ length: 200 }, () => events[0] ?? ''), '', ...bad])
    const { code, rejected, sources } = await judged(world.snapshot.id)
    expect(rejected).toEqual(
      BAD_EVENTS.map(({ reason }, at) => ({ line: events.length + 202 + at, reason, file: eventsFile })),
    )
    expect([code, sources[1]]).toEqual([0, { of: 'events', read: events.length + 200 + 6, rejected: 6 }])
    eventsFile = await written([...events, ...bad])
    const refused = await judged(world.snapshot.id)
    expect([refused.code, refused.reasons, refused.estimates.ipw.value]).toEqual([
      ...[1, ['rejected-rows'], expect.any(Number)],
    ])
    eventsFile = await written(events)
  })

  it('more than a hundredth of the decision lines cut refuses the verdict, however many rows the others have', async () => {
    logFile = await written([
      ...lines.slice(0, 256),
      '',
      ...lines.slice(256).map((line) => JSON.stringify(line).slice(9)),
    ])
    const { reasons, rejected, sources } = await judged(world.snapshot.id)
    logFile = await written(lines)
    expect([reasons, sources[0]]).toEqual([['rejected-rows'], { of: 'decisions', read: 260, rejected: 4 }])
    expect(rejected.map(({ line }) => line)).toEqual([258, 259, 260, 261])
  })

  it.each([
    ['no events', [], 2, '--policy snapshot needs --events'],
    ['events that are not there', ['--events', 'none'], 2, 'no *.parquet and no *.ndjson in "none"'],
  ])('ff ope says what is wrong with %s', async (_, events, code, said) => {
    const ended = await world.ff('ope', '--log', logFile, '--policy', `snapshot:${next}`, ...events)
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(said)])
  })

  it('the newest lines of a deployment and a folder of events need no file of a log', async () => {
    const events = await mkdtemp(join(folder, 'events-'))
    await mkdir(join(events, 'day=2026-11-22'))
    await copyFile(eventsFile, join(events, 'day=2026-11-22', 'rows.ndjson'))
    const words = ['--policy', `snapshot:${world.snapshot.id}`, '--events', events]
    const { code, stdout, stderr } = await world.ff('ope', '--last', '1000', '--region', 'dach', ...words)
    expect([code, stdout.split('\n')[0]], stderr).toEqual([0, expect.stringMatching(SAID)])
  })

  it('backups, which nobody is shown, count in no estimate, and their rewards are told as left out', async () => {
    const hero = tiles(1).map((tile) => ({ ...tile, surface: 'home-hero' as const }))
    const heroes: DecisionLogLine[] = []
    for (let number = 1; number <= 60; number++) heroes.push(await world.decide(1_000 + number, hero))
    const events = heroes.flatMap(eventsOf)
    const backup = { ...events[1], eventId: `${heroes[0]?.decisionId}:1:watch` }
    ;[logFile, eventsFile] = [await written(heroes), await written([...events, backup])]
    const { n, used, leftOut, told, byPosition } = await judged(world.snapshot.id)
    ;[logFile, eventsFile] = [await written(lines), await written(lines.flatMap(eventsOf))]
    expect([n, used + leftOut.sticky + leftOut.notDrawn, byPosition]).toEqual([60, 60, undefined])
    expect(told).toMatchObject({ decisions: 60, backups: 120, rewardedRows: 29, rewardedLeftOut: 1 })
  })

  it('an answer says how many decisions have events, and how many rewarded rows are left out', async () => {
    const none = await written([])
    const { stdout } = await world.ff(
      ...['ope', '--log', logFile, '--policy', `snapshot:${world.snapshot.id}`, '--events', none],
    )
    expect(stdout).toContain(`events tell of 0 of ${LINES} decisions; 0 rows were rewarded`)
    const words = ['--events', eventsFile, '--reward', 'starts']
    const other = await world.ff('ope', '--log', logFile, '--policy', `snapshot:${world.snapshot.id}`, ...words)
    expect(other.stdout).toContain('none of these events counts: impression 260, share 52, watch 87; ')
    expect(stdout).toMatch(/refused: [\s\S]*rewards-alike: nothing that the policy shows was rewarded/)
  })

  it.each([
    ['neither a file nor --last', [], '--last 1000 --region dach'],
    ['a file and --last', ['--log', 'x', '--last', '5'], 'choose one'],
    ['a region of a file', ['--log', 'x', '--region', 'dach'], '--region is for --last'],
  ])('lines that cannot be told are refused: %s', async (_, words, said) => {
    const ended = await world.ff('ope', '--policy', 'snapshot:ab', '--events', eventsFile, ...words)
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(said)])
  })

  it('flags of a snapshot are refused for other policies, which would leave them aside', async () => {
    const ended = await world.ff('ope', '--log', logFile, '--policy', 'uniform', '--explain')
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('--explain')])
  })
})
