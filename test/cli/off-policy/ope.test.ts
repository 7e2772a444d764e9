import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PolicyEvaluation } from '../../../src/off-policy/evaluate-policy.ts'
import { ffInside } from '../command-line.ts'
import badRows from './bad-rows.json' with { type: 'json' }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-ope-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
/** Writes a file of these lines; answers with its path. */
async function file(lines: readonly string[]): Promise<string> {
  const path = join(folder, `log-${files++}`)
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return path
}
const json = (document: unknown): Promise<string> => file([JSON.stringify(document)])

const rowOf = (index: number, changes: object = {}): string =>
  JSON.stringify({
    ...{ decision: `d${index}`, position: 0, action: index % 2 === 0 ? 'a' : 'b', propensity: 0.5 },
    ...{ reward: index % 5 === 0 ? 1 : 0, unit: `u${index % 100}` },
    ...changes,
  })
/** Such a log carries a verdict. */
const SOUND = Array.from({ length: 400 }, (_, index) => rowOf(index))
const HEAD = ',timestamp,item_id,position,click,propensity_score'
const semicolons = (line: string): string => line.replaceAll(',', ';')
const CSV = Array.from(
  { length: 400 },
  (_, index) =>
    `${index},t,${index % 2 === 0 ? 'a' : 'b'},${1 + (index % 4 > 1 ? 1 : 0)},${index % 5 === 0 ? 1 : 0},0.5`,
)

async function evaluated(code: number, ...words: readonly string[]): Promise<PolicyEvaluation> {
  const ended = await ffInside(['ope', '--json', ...words])
  expect([ended.code, ended.stderr]).toEqual([code, ''])
  return JSON.parse(ended.stdout) as PolicyEvaluation
}

describe('what ff ope answers', () => {
  it('a sound log of lines is estimated, with exit code 0', async () => {
    const { verdict, estimates, n, used, units, leftOut, byPosition, page, ...rest } = await evaluated(
      0,
      ...['--log', await file(SOUND), '--policy', 'uniform'],
    )
    expect({ verdict, n, used, units, leftOut }).toEqual({
      ...{ verdict: 'ok', n: 400, used: 400, units: 100, leftOut: { sticky: 0, notDrawn: 0 } },
    })
    expect(estimates.ipw.value).toBeCloseTo(0.2, 12)
    expect([byPosition, page, rest.rejected, rest.reasons]).toEqual([undefined, undefined, [], []])
  })

  it('a log of the Open Bandit format is told by its first line, and its positions count from 1', async () => {
    const { byPosition, units } = await evaluated(0, '--log', await file([HEAD, ...CSV]), '--policy', 'uniform')
    expect(byPosition?.map(({ position, n }) => [position, n])).toEqual([
      [1, 200],
      [2, 200],
    ])
    expect(units).toBe(400)
  })

  it('quotes, other ends of lines, a byte order mark, empty lines and more columns change no number', async () => {
    const plain = await evaluated(0, '--log', await file([HEAD, ...CSV]), '--policy', 'uniform')
    const dressed: readonly (readonly string[])[] = [
      [HEAD, ...CSV].map((line) => `"${line.replaceAll(',', '","')}"`),
      [`\uFEFF${HEAD}\r`, ...CSV.map((line) => `${line}\r`)],
      ['', ...[HEAD, ...CSV].flatMap((line) => [line, ' '])],
      [`${HEAD},other`, ...CSV.map((line) => `${line},"a, b"`)],
    ]
    for (const lines of dressed)
      expect(await evaluated(0, '--log', await file(lines), '--policy', 'uniform')).toEqual(plain)
  })

  it('files of one log are read together, whether they follow one flag or have one each', async () => {
    const halves = [await file(SOUND.slice(0, 200)), await file(SOUND.slice(200))] as const
    const whole = await evaluated(0, '--log', await file(SOUND), '--policy', 'logged')
    expect(await evaluated(0, '--log', halves[0], halves[1], '--policy', 'logged')).toEqual(whole)
    expect(await evaluated(0, '--log', halves[0], '--policy', 'logged', '--log', halves[1])).toEqual(whole)
  })

  it('the reward is the field or column that is named', async () => {
    const lines = await file(SOUND.map((line) => line.replace('"reward":', '"reward":0,"watched":')))
    expect(
      (await evaluated(0, '--log', lines, '--policy', 'logged', '--reward', 'watched')).estimates.ipw.value,
    ).toBeCloseTo(0.2, 12)
    const table = await file([
      HEAD.replace('click', 'click,sold'),
      ...CSV.map((line) => line.replace(/,0.5$/, ',3,0.5')),
    ])
    const { estimates, reasons } = await evaluated(1, '--log', table, '--policy', 'logged', '--reward', 'sold')
    expect([estimates.ipw.value, reasons]).toEqual([3, ['rewards-alike']])
  })

  it('what no draw decided is left out, and still stands above the others', async () => {
    const pages = Array.from({ length: 300 }, (_, index) => [
      rowOf(index, { action: 'a', sticky: true, reward: null, propensity: null }),
      rowOf(index, { position: 1, action: 'c', drawn: false }),
      rowOf(index, { position: 2, action: index % 2 === 0 ? 'b' : 'd' }),
    ]).flat()
    const policy = `table:${await json({ a: 0.5, b: 0.2, c: 0.1, d: 0.2 })}`
    const { leftOut, used, n, maxWeight } = await evaluated(0, '--log', await file(pages), '--policy', policy)
    expect({ leftOut, used, n }).toEqual({ leftOut: { sticky: 300, notDrawn: 300 }, used: 300, n: 900 })
    expect(maxWeight).toBeCloseTo(1, 12)
  })

  it('a log that cannot carry a verdict is refused with its numbers, the reason in words, and exit code 1', async () => {
    const log = await file([rowOf(0, { propensity: 1e-6 }), ...SOUND.slice(1)])
    const { verdict, reasons, estimates, maxWeight } = await evaluated(1, '--log', log, '--policy', 'uniform')
    expect({ verdict, reasons, maxWeight }).toEqual({
      ...{ verdict: 'refused', reasons: ['effective-sample-size', 'max-weight'], maxWeight: 500_000 },
    })
    expect(estimates.ipw.value).toBeGreaterThan(100)
    const told = await ffInside(['ope', '--log', log, '--policy', 'uniform'])
    expect(told.stdout).toMatch(
      /refused: [\s\S]*max-weight: one row weighs 500,000, above a hundredth of the rows in use, 4:/,
    )
    expect(told.stdout).toMatch(/100 to 1000 +0\n1000 and more +1 /)
  })

  it('pages of tiny chances and huge rewards give finite numbers, and no verdict', async () => {
    const pages = Array.from({ length: 60 }, (_, page) =>
      Array.from({ length: 12 }, (_slot, position) =>
        rowOf(page, { position, action: `a${position}`, propensity: 1e-12, reward: page % 2 === 0 ? 1e12 : -1e12 }),
      ),
    ).flat()
    const answer = await evaluated(1, '--log', await file(pages), '--policy', 'uniform')
    expect(Number.isFinite(answer.estimates.dr.high)).toBe(true)
    expect(answer.reasons).toContain('max-weight')
  })

  it('a log of which nothing can be used is refused, and has no estimates', async () => {
    const { estimates, reasons, support } = await evaluated(
      1,
      '--log',
      await file([rowOf(0, { propensity: 2 })]),
      '--policy',
      'uniform',
    )
    expect(estimates.ipw).toEqual({ value: null, low: null, high: null })
    expect([reasons, support]).toEqual([['effective-sample-size', 'support', 'rejected-rows', 'few-units'], null])
    const told = await ffInside(['ope', '--log', await file([rowOf(0, { propensity: 2 })]), '--policy', 'uniform'])
    expect(told.stdout).toMatch(/effective-sample-size: no row is in use;.*\n.*support: without a row in use/)
  })

  it('a support just below what is needed is not rounded up to it', async () => {
    const lines = await file(SOUND.map((line) => line.replace('"propensity":0.5', '"propensity":0.4749')))
    const policy = `table:${await json({ a: 0.4749, b: 0.4749, never: 0.0502 })}`
    const told = await ffInside(['ope', '--log', lines, '--policy', policy])
    expect([told.code, told.stdout]).toEqual([1, expect.stringMatching(/support: 94\.9[78] % of .*; 95 % is needed/)])
  })
})

describe('a line that cannot be used', () => {
  it.each(badRows.map((each) => [each.about, each] as const))(
    'the line with %s is rejected with its number and reason',
    async (_about, { row, reason, csv }) => {
      const lines = csv === true ? [HEAD, ...CSV, row] : [...SOUND, row]
      const log = await file(lines)
      const { rejected, rejectedRows, used } = await evaluated(0, '--log', log, '--policy', 'uniform')
      expect(rejected).toEqual([{ line: lines.length, reason, file: log }])
      expect([rejectedRows, used]).toEqual([1, 400])
    },
  )

  it('rows below a rejected one are rejected too, since what stands above them is not known', async () => {
    const page = [rowOf(400, { propensity: 7 }), rowOf(400, { position: 1, action: 'b' })]
    const { rejected, verdict } = await evaluated(0, '--log', await file([...SOUND, ...page]), '--policy', 'uniform')
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [401, 'propensity: 7 is above 1, which no chance is'],
      [402, 'decision: line 401, above it, is rejected'],
    ])
    expect(verdict).toBe('ok')
  })

  it('a decision that an earlier file had is rejected by that line, and the first telling stands', async () => {
    const files = [await file(SOUND), await file([rowOf(6, { reward: 50 })])] as const
    const { rejected, estimates } = await evaluated(0, '--log', ...files, '--policy', 'uniform')
    const reason = 'position: 0 of this decision is on line 7 of an earlier file already'
    expect(rejected).toEqual([{ line: 1, reason, file: files[1] }])
    expect(estimates.ipw.value).toBeCloseTo(0.2, 12)
  })

  it('a page with a row of another unit is not known from there on', async () => {
    const page = [0, 1, 2].map((position) =>
      rowOf(400, { position, action: `p${position}`, unit: position === 1 ? 'u1' : 'u0' }),
    )
    const { rejected } = await evaluated(1, '--log', await file([...SOUND, ...page]), '--policy', 'uniform')
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [402, 'unit: "u1" is another than on the other lines of this decision'],
      [403, 'decision: line 402, above it, is rejected'],
    ])
  })
})

describe('a mistake in the words of ff ope', () => {
  const mistakes: readonly (readonly [string, RegExp, () => Promise<readonly string[]>])[] = [
    ['a log that is not there', /"none" cannot be read/, async () => ['none', 'uniform']],
    ['a log that is empty', /has no rows/, async () => [await file([]), 'uniform']],
    ['a log of a head alone', /has no rows/, async () => [await file([HEAD]), 'uniform']],
    [
      'a CSV of something else',
      /line 1: column "item_id" is missing/,
      async () => [await file(['user,item', 'a,b']), 'uniform'],
    ],
    ['a log that is compressed', /line 1: it is compressed/, async () => [await file(['\u001F\u008B']), 'uniform']],
    ['a log of UTF-16', /save it as UTF-8/, async () => [await file([[...HEAD].join('\u0000')]), 'uniform']],
    ['a log that is one array', /give a line for each object/, async () => [await file([`[${SOUND}]`]), 'uniform']],
    ['semicolons between cells', /save it with commas/, async () => [await file([semicolons(HEAD)]), 'uniform']],
    [
      'a log of whole decisions',
      /lines of the decision log are for --policy snapshot:ID/,
      async () => [await file(['{"format":1,"decisionId":"d1","at":0}']), 'logged'],
    ],
    [
      'a reward that no column has',
      /column "sold" is missing/,
      async () => [await file([HEAD, ...CSV]), 'uniform', '--reward', 'sold'],
    ],
    [
      'a column that is there twice',
      /column "click" is there twice/,
      async () => [await file([`${HEAD},click`, ...CSV.map((line) => `${line},9`)]), 'uniform'],
    ],
    [
      'a file that is given twice',
      /is given twice/,
      async () => {
        const log = await file([HEAD, ...CSV])
        return [log, 'uniform', '--log', log]
      },
    ],
    ['an unknown policy', /--policy is "best"/, async () => [await file(SOUND), 'best']],
    ['a policy that lacks its file', /--policy table needs a file/, async () => [await file(SOUND), 'table']],
    [
      'fewer actions than the log has',
      /the log has 2 actions, more than 1/,
      async () => [await file(SOUND), 'uniform', '--actions', '1'],
    ],
    [
      'actions of another policy',
      /--actions is for --policy uniform/,
      async () => [await file(SOUND), 'logged', '--actions', '9'],
    ],
    ['a table that is no object', /a table is an object/, async () => [await file(SOUND), `table:${await json([1])}`]],
    [
      'a table that sums to less',
      /the chances sum to 0.9, not to 1/,
      async () => [await file(SOUND), `table:${await json({ a: 0.9 })}`],
    ],
    [
      'a table with a chance below 0',
      /b: -1 is no chance/,
      async () => [await file(SOUND), `table:${await json({ a: 2 - 1, b: -1 })}`],
    ],
    [
      'a table with lists of two lengths',
      /b: 1 chances, where others have 2/,
      async () => [await file(SOUND), `table:${await json({ a: [1, 1], b: [0] })}`],
    ],
    [
      'a table with fewer positions than the log',
      /the log has more positions/,
      async () => [await file([HEAD, ...CSV]), `table:${await json({ a: [1] })}`],
    ],
    ['priors without arms', /priors are/, async () => [await file(SOUND), `thompson:${await json({ a: [1, 2] })}`]],
    [
      'priors with an alpha of 0',
      /arms\.a: \[alpha, beta\]/,
      async () => [await file(SOUND), `thompson:${await json({ arms: { a: [0, 2] } })}`],
    ],
    [
      'a table that names no action',
      /the table names no action/,
      async () => [await file(SOUND), `table:${await json({})}`],
    ],
    [
      'a table with a chance above 1',
      /a: 1.5 is no chance/,
      async () => [await file(SOUND), `table:${await json({ a: 1.5 })}`],
    ],
    [
      'priors with an alpha below 0',
      /arms\.b: \[alpha, beta\]/,
      async () => [await file(SOUND), `thompson:${await json({ arms: { a: [1, 1], b: [-1, 2] } })}`],
    ],
    [
      'priors beyond what can be integrated',
      /arms\.a: \[alpha, beta\], each from 0.001 to 100000000/,
      async () => [await file(SOUND), `thompson:${await json({ arms: { a: [1e300, 2] } })}`],
    ],
    ['a policy whose file is no JSON', /is not JSON/, async () => [await file(SOUND), `table:${await file(['{'])}`]],
  ]
  it.each(mistakes)('the words with %s are refused with exit code 2', async (_about, said, words) => {
    const [log = '', policy = '', ...more] = await words()
    const { code, stdout, stderr } = await ffInside(['ope', '--log', log, '--policy', policy, ...more])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(said)
  })
})
