import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecisionLogLine } from '../../../src/model/messages/decision-log.ts'
import { fileOf } from '../against.ts'
import { ffInside } from '../command-line.ts'
import { baselineLine, DEPLOYMENT, fetcherOf, idOf, type ReplayWorld, startReplayWorld, tiles } from './replay-world.ts'

let world: ReplayWorld
const lines: DecisionLogLine[] = []

beforeAll(async () => {
  world = await startReplayWorld()
  for (let number = 1; number <= 6; number++) lines.push(await world.decide(number, tiles(number)))
})
afterAll(() => world.publisher.close())

const file = (...some: readonly (DecisionLogLine | string)[]) =>
  fileOf(some.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join(''))
const line = (number: number): DecisionLogLine => {
  const found = lines[number - 1]
  if (!found?.answer?.body) throw new Error(`no line ${number}`)
  return found
}
interface Results {
  readonly equal: number
  readonly results: readonly {
    readonly decisionId: string
    readonly outcome: string
    readonly why: string | null
    readonly difference: { readonly path: string; readonly logged: unknown; readonly engine: string } | null
    readonly explained: readonly {
      readonly kept: readonly { readonly assetId: string; readonly propensity: number }[]
      readonly rejected: readonly { readonly first: string }[]
      readonly total: number
    }[]
  }[]
}
const json = async (...args: string[]): Promise<Results & { readonly code: number | null }> => {
  const { code, stdout } = await world.ff('replay', ...args, '--json')
  return { code, ...JSON.parse(stdout) }
}

describe('ff replay', () => {
  it('ff replay makes the last decisions again, newest first, and exits 0 when all are equal', async () => {
    const ended = await world.ff('replay', '--last', '4')
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('4 replayed: 4 equal')])
    const { code, equal, results } = await json('--last', '4', '--region', 'dach')
    expect([code, equal]).toEqual([0, 4])
    expect(results.map(({ decisionId }) => decisionId)).toEqual([6, 5, 4, 3].map(idOf))
  })

  it('ff replay finds a decision by its id', async () => {
    expect((await json('--id', idOf(3))).results.map(({ decisionId }) => decisionId)).toEqual([idOf(3)])
  })

  it('ff replay reads lines from a file, and says where a body is not what was decided', async () => {
    const one = line(2)
    const body = JSON.parse(JSON.stringify(one.answer?.body))
    body.decisions['tile-1'][0].assetId = 'ast_forged'
    const forged = {
      ...one,
      answer: { ...one.answer, body, sha256: null, propensities: one.answer?.propensities ?? [], drawn: [] },
    }
    const { code, results } = await json(await file(line(1), forged, line(3)))
    expect([code, ...results.map(({ outcome }) => outcome)]).toEqual([1, 'equal', 'different', 'equal'])
    expect(results[1]?.difference).toMatchObject({
      path: 'decisions.tile-1[0].assetId',
      logged: 'ast_forged',
      engine: 'typescript',
    })
    const told = await world.ff('replay', await file(forged))
    expect(told.stdout).toMatch(/different.*decisions\.tile-1\[0\]\.assetId: logged "ast_forged", replayed "ast_film-/)
  })

  it('ff replay compares a hash where the line has no body', async () => {
    const short = { ...line(2), answer: { body: null, sha256: 'ab'.repeat(32), propensities: [], drawn: [] } }
    expect((await json(await file(short))).results[0]).toMatchObject({
      outcome: 'different',
      difference: { path: 'sha256' },
    })
  })

  it('ff replay says that a fault did not come again', async () => {
    const fault = { ...line(2), answer: null, fault: { name: 'RangeError', snapshot: line(2).snapshot.id } }
    expect((await json(await file(fault))).results[0]).toMatchObject({
      outcome: 'different',
      difference: { path: 'fault', logged: 'RangeError' },
    })
  })

  it("ff replay needs no deployment for what the baseline answered, and refuses another release's", async () => {
    const one = await baselineLine(7)
    const alone = await ffInside(['replay', await file(one)])
    expect([alone.code, alone.stdout]).toEqual([0, expect.stringContaining('1 equal')])
    const other = { ...one, snapshot: { ...one.snapshot, baseline: 'ab'.repeat(32) } }
    const ended = await ffInside(['replay', await file(other)])
    expect([ended.code, ended.stdout]).toEqual([1, expect.stringContaining('another release')])
  })

  it('ff replay tells of lines that are none, of another version, or sealed, and replays the rest', async () => {
    const unreadable = JSON.stringify({ decisionId: idOf(9), region: 'dach', at: 1, unreadable: 'unknown-key' })
    const without = JSON.stringify({ ...line(3), memory: { ...line(3).memory, profile: 'withheld' } })
    const { code, results } = await json(await file('nonsense', line(1), '{"v":2}', unreadable, without))
    expect([code, ...results.map(({ outcome }) => outcome)]).toEqual([
      1,
      'unreadable',
      'equal',
      'unreadable',
      'unreadable',
      'unreadable',
    ])
    expect(results.at(-1)?.why).toContain('for=replay')
    expect(results.map(({ why }) => why ?? '').join('\n')).toMatch(
      /not a line of the decision log.*\n.*\n.*version 2.*\n.*DECISION_LOG_KEY/,
    )
  })
})

describe('a snapshot', () => {
  const spoiling = async (spoil: Parameters<typeof fetcherOf>[1]) => {
    const args = ['replay', await file(line(1)), '--json']
    const { code, stdout } = await ffInside(args, DEPLOYMENT, fetcherOf(world.publisher, spoil))
    return { code, ...(JSON.parse(stdout) as Results).results[0] }
  }

  it('a snapshot that was never announced here is gone, which is said plainly', async () => {
    const other = { ...line(1), snapshot: { ...line(1).snapshot, id: 'ab'.repeat(32) } }
    const { code, results } = await json(await file(other, line(2)))
    expect([code, ...results.map(({ outcome }) => outcome)]).toEqual([1, 'gone', 'equal'])
    expect(results[0]?.why).toContain('no longer known')
  })

  it.each(['hot', 'rules', 'weights', 'text', 'text.0'])(
    'a snapshot whose shard %s is not what its hash says is not believed',
    async (name) => {
      const found = await spoiling((path, answer) =>
        path.endsWith(`/${name}`) ? new Response('another shard') : answer,
      )
      expect(found).toMatchObject({ code: 1, outcome: 'gone', why: `its shard ${name} does not match its hash` })
    },
  )

  it('a snapshot whose list of shards is not the one of its id is not believed', async () => {
    const found = await spoiling(async (path, answer) => {
      if (!/snapshots\/[0-9a-f]{64}$/.test(path)) return answer
      const document = (await answer.json()) as { head: { count: number }[] }
      return Response.json({ ...document, head: document.head.map((each) => ({ ...each, count: each.count + 1 })) })
    })
    expect(found).toMatchObject({ outcome: 'gone', why: expect.stringContaining('list of shards') })
  })

  it('a snapshot of another format is not guessed at', async () => {
    const found = await spoiling(async (path, answer) =>
      /snapshots\/[0-9a-f]{64}$/.test(path)
        ? Response.json({ ...((await answer.json()) as object), format: 99 })
        : answer,
    )
    expect(found).toMatchObject({ outcome: 'gone', why: expect.stringContaining('format 99') })
  })
})

describe('ff replay --explain', () => {
  it('ff replay --explain shows the slate that was drawn, each pick with its chance, tile by tile', async () => {
    const { results } = await json('--id', idOf(6), '--explain', '--limit', '100')
    const explained = results[0]?.explained ?? []
    const { answer } = line(6)
    const decided = Object.values(answer?.body?.decisions ?? {}).flat() as { assetId: string }[]
    expect(explained.map(({ kept }) => kept[0]?.assetId)).toEqual(decided.map(({ assetId }) => assetId))
    expect(explained.map(({ kept }) => kept[0]?.propensity)).toEqual(answer?.propensities)
    expect(Math.min(...(answer?.propensities ?? []))).toBeLessThan(1)
    for (const { kept, rejected, total } of explained) expect(kept.length + rejected.length).toBe(total)
  })

  it('ff replay --explain is there for a person too', async () => {
    const { stdout } = await world.ff('replay', '--id', idOf(2), '--explain')
    expect(stdout).toContain(`${idOf(2)}: placement tile-1 on browse-tile`)
    expect(stdout).toMatch(/ast_film-\d+ +cmp_main +\d/)
  })

  it('ff replay --explain names the arms of the viewer and what they change, or that the viewer is held out', async () => {
    const owned = { 'browse-tile': { 'slate.browse-tile.temperature': 3 } }
    const arms: [string, string][] = [['livelier-tiles', 'livelier']]
    const inArm = { ...line(2), arms, owned }
    const told = await world.ff('replay', await file(inArm), '--explain')
    expect(told.stdout).toContain('on browse-tile, 1 asked for, livelier-tiles=livelier')
    expect(told.stdout).toContain('in these arms  slate.browse-tile.temperature 3')
    const heldOut = await world.ff('replay', await file({ ...line(2), holdout: true }), '--explain')
    expect(heldOut.stdout).toContain('1 asked for, holdout=held-out')
  })
})

describe('what is typed', () => {
  it.each([
    [['--last', '0']],
    [['--last', 'few']],
    [['--last', '5', '--id', idOf(1)]],
    [['lines.ndjson', '--last', '5']],
    [['lines.ndjson', '--region', 'dach']],
    [['--id', 'short']],
    [['--region', 'mars']],
    [['/nonexistent/lines.ndjson']],
    [['--explain', '--limit', '0']],
  ])('ff replay with %j is a usage error', async (args) => {
    expect((await world.ff('replay', ...args)).code).toBe(2)
  })

  it('ff replay of a decision that is not logged is refused, with what may be the reason', async () => {
    const ended = await world.ff('replay', '--id', idOf(4711))
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('kept for 48 hours')])
  })
})
