import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/experiment/analysis/analysis.ts'
import type { Moments } from '../../../src/experiment/analysis/moments/moments.ts'
import type { DecisionLogLine } from '../../../src/model/messages/decision-log.ts'
import { type ReplayWorld, startReplayWorld, tiles } from '../replay/replay-world.ts'
import { RECORD, rowOf, toldOf } from './made-up-experiment.ts'

const UNITS = 120
const GUARDED = { ...RECORD, guardrails: ['maturity-violations', 'error-rate', 'empty-rate'] }

let world: ReplayWorld
let folder: string
const made: DecisionLogLine[] = []
beforeAll(async () => {
  world = await startReplayWorld()
  for (let number = 1; number <= 6; number++) made.push(await world.decide(number, tiles(2)))
  folder = await mkdtemp(join(tmpdir(), 'ff-decisions-'))
  await mkdir(join(folder, 'events'))
  const rows = toldOf(UNITS).map(rowOf)
  await writeFile(join(folder, 'events', 'some.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  await writeFile(join(folder, 'experiment.json'), JSON.stringify(GUARDED))
})
afterAll(async () => {
  await world.publisher.close()
  await rm(folder, { recursive: true, force: true })
})

type Changed = (line: DecisionLogLine) => DecisionLogLine

/** A line of a unit: one of those that were decided, as if it were the experiment's. */
function lineOf(number: number, change: Changed = (line) => line): DecisionLogLine {
  const line = structuredClone(made[number % made.length]) as DecisionLogLine
  return change({
    ...line,
    decisionId: (number + 1000).toString(16).padStart(32, '0'),
    logged: { because: 'sampled', weight: 10, skipped: 0 },
    context: { ...line.context, privacy: 'consented', cap: 18 },
    memory: { ...line.memory, viewerKey: String(number % 90) },
    arms: [[RECORD.key, number % 2 === 0 ? 'control' : 'warmer']],
  })
}

/** The second placement stayed empty. */
const emptied: Changed = (line) => {
  const body = structuredClone(line.answer?.body) as { decisions: Record<string, unknown>; noDecisions: unknown[] }
  delete body.decisions['tile-1']
  body.noDecisions.push({ placement: 'tile-1', statusCode: 500, reason: 'maturity' })
  const answer = line.answer && { ...line.answer, body }
  return { ...line, logged: { because: 'empty', weight: 1, skipped: 2 }, answer }
}

const someLines = Array.from({ length: 400 }, (_, number) => number)
const usual = () => someLines.map((number) => lineOf(number, number % 10 < 2 ? emptied : undefined))

async function analyzed(lines: readonly (DecisionLogLine | string)[], ...more: readonly string[]) {
  const [log, out] = ['lines.ndjson', 'moments.json'].map((name) => join(folder, name)) as [string, string]
  await writeFile(log, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
  const from = ['--events', join(folder, 'events'), '--experiment', join(folder, 'experiment.json'), '--log', log]
  return analyzedOf(RECORD.key, ...from, '--out', out, ...more)
}

async function analyzedOf(...words: readonly string[]) {
  const { code, stdout, stderr } = await world.ff('experiment', 'analyze', ...words, '--json')
  const answer = (code === 2 ? null : JSON.parse(stdout)) as Analysis | null
  return { code, stderr, answer, metric: (id: string) => answer?.metrics.find((each) => each.id === id) }
}

describe('ff experiment analyze --log', () => {
  it('the decision log tells the guardrails that no event does, in the order of the record', async () => {
    const { code, stderr, answer, metric } = await analyzed(usual())
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /160 decisions were not logged[\s\S]*400 decisions of the experiment, 720 videos; of 720 the/,
    )
    expect(answer?.metrics.map(({ id }) => id)).toEqual([...RECORD.metrics, ...GUARDED.guardrails])
    expect(answer?.because.map(({ reason }) => reason)).not.toContain('guardrail-unknown')
    // Of each arm: 40 lines with one of two placements empty, and 160 that stand for ten each.
    const rate = 40 / (2 * (40 + 10 * 160))
    expect(metric('empty-rate')?.arms.map(({ mean, n }) => [mean, n])).toEqual([
      [rate, 45],
      [rate, 45],
    ])
    expect(metric('maturity-violations')?.arms.map(({ state, mean }) => [state, mean])).toEqual([
      ['control', 0],
      ['none', 0],
    ])
  })

  it('metrics of the log that the record does not name are named, with what was found of them', async () => {
    const record = join(folder, 'unguarded.json')
    await writeFile(record, JSON.stringify(RECORD))
    const from = ['--events', join(folder, 'events'), '--experiment', record, '--log', join(folder, 'lines.ndjson')]
    expect((await analyzed(usual())).stderr).not.toContain('not in the analysis')
    expect((await analyzedOf(RECORD.key, ...from)).stderr).toMatch(
      /empty-rate, maturity-violations; name them in guardrails[\s\S]*0 of 720 videos above the cap, 80 of 800 placements empty/,
    )
  })

  it('a video that is rated above the cap of its viewer is one too many', async () => {
    const above = lineOf(401, (line) => ({ ...line, context: { ...line.context, cap: -1 } }))
    const { code, answer, metric } = await analyzed([...usual(), above])
    expect([code, answer?.verdict, answer?.reasons]).toEqual([0, 'decide', ['never-exceeded']])
    expect(metric('maturity-violations')?.arms[1]).toMatchObject({ state: 'exceeded', lift: null })
  })

  it('lines without the memory of their viewers say as much, and those of minors and sessions say nothing', async () => {
    const withheld = usual().map((line) =>
      JSON.stringify({ ...line, memory: { ...line.memory, profile: 'withheld' }, counts: 'withheld' }),
    )
    const stranger = (context: object) =>
      lineOf(402, (line) => ({ ...line, context: { ...line.context, ...context, cap: -1 } }))
    const others = [stranger({ minor: true, privacy: 'minor' }), stranger({ privacy: 'contextual' })]
    const plain = await analyzed(usual())
    expect((await analyzed([...withheld, ...others])).answer).toEqual(plain.answer)
  })

  it('moments with what the log told are taken as they were written, and the log alone is no analysis', async () => {
    const { answer } = await analyzed(usual())
    const file = join(folder, 'moments.json')
    expect((await analyzedOf('--moments', file)).answer).toEqual(answer)
    expect((await analyzedOf('--moments', file, '--log', file)).stderr).toContain('--log or --last beside --moments')
    const alone = await analyzedOf(RECORD.key, '--log', file)
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--events is missing')])
  })

  it('what is no line is counted and named by its place, and a weight beyond any rate is refused by field', async () => {
    const { code, stderr } = await analyzed([...usual(), '{"v":1}', 'no JSON'])
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/2 of the decision log cannot be read.*lines\.ndjson, line 401/),
    ])
    const heavy = lineOf(1, (line) => ({ ...line, logged: { ...line.logged, weight: 1e300 } }))
    expect(await analyzed([...usual().slice(2), heavy])).toMatchObject({
      ...{ code: 1, stderr: expect.stringMatching(/metrics\[\d\]\.arms\[1\]\.\S+ is no finite number/) },
    })
    const missing = ['--events', join(folder, 'events'), '--experiment', join(folder, 'experiment.json')]
    expect(await analyzedOf(RECORD.key, ...missing, '--log', join(folder, 'nowhere'))).toMatchObject({ code: 2 })
    expect(await analyzedOf(RECORD.key, ...missing, '--log', folder)).toMatchObject({ code: 2 })
  })

  it('the newest lines of a deployment are asked for without memory, and the gates of their snapshots again', async () => {
    const words = ['holdout', '--events', join(folder, 'events'), '--unit', 'session', '--last', '100']
    const { stderr, metric } = await analyzedOf(...words)
    expect(stderr).toMatch(/6 decisions of the experiment, 12 videos; of 12 the gates of their own snapshot/)
    expect(metric('maturity-violations')?.arms[1]).toMatchObject({ key: 'served', n: 1, mean: 0, state: 'none' })
  })
})

describe('ff experiment analyze --unit', () => {
  it('sessions are analysed apart from viewers, of an experiment as of the holdout', async () => {
    const rows = toldOf(100).map((told) => ({
      ...rowOf({ ...told, unit: told.unit + 1000, more: { ...told.more, privacy: 'contextual' } }),
      holdout: told.unit % 20 === 7,
    }))
    const some = join(folder, 'sessions')
    await mkdir(some)
    await writeFile(join(some, 'some.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const out = join(folder, 'of-sessions.json')
    const units = async (...words: readonly string[]) => {
      await world.ff('experiment', 'analyze', ...words, '--events', some, '--out', out)
      const { arms, metrics } = JSON.parse(await readFile(out, 'utf8')) as Moments
      expect(metrics.flatMap((each) => each.arms).some(({ mPre }) => mPre !== undefined)).toBe(false)
      return arms.map((arm) => arm.units)
    }
    expect(await units('holdout', '--unit', 'session')).toEqual([5, 95])
    const record = ['--experiment', join(folder, 'experiment.json')]
    expect(await units(RECORD.key, ...record, '--unit', 'session')).toEqual([50, 50])
  })

  it('viewers of an experiment by session, another word, and a push of other units are refused', async () => {
    const bySession = join(folder, 'by-session.json')
    await writeFile(bySession, JSON.stringify({ ...GUARDED, unit: 'session' }))
    const events = ['--events', join(folder, 'events')]
    const viewers = await analyzedOf(RECORD.key, ...events, '--experiment', bySession, '--unit', 'viewer')
    expect(viewers).toMatchObject({ code: 2, stderr: expect.stringContaining('is by session') })
    expect((await analyzedOf(RECORD.key, ...events, '--unit', 'device')).code).toBe(2)
    expect((await analyzedOf('holdout', ...events, '--unit', 'session', '--push')).stderr).toContain('beside --push')
  })
})
