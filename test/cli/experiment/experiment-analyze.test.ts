import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Analysis } from '../../../src/experiment/analysis/analysis.ts'
import type { Moments } from '../../../src/experiment/analysis/moments/moments.ts'
import { ffInside } from '../command-line.ts'

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'src', 'dev', 'demo', 'experiment', 'moments.json')

let folder: string
let example: Moments
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-experiment-'))
  example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Moments
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The verb over a file with this text. */
async function analyzed(text: string, ...more: readonly string[]) {
  const file = join(folder, 'moments.json')
  await writeFile(file, text)
  return ffInside(['experiment', 'analyze', '--moments', file, ...more])
}

it('the analysis of moments is one document, with the verdict and every metric of every arm against control', async () => {
  const { code, stdout } = await analyzed(JSON.stringify(example), '--json')
  const analysis = JSON.parse(stdout) as Analysis
  expect([code, analysis.verdict, analysis.reasons]).toEqual([0, 'decide', ['goal-better']])
  expect(Object.keys(analysis)).toEqual(['verdict', 'reasons', 'because', 'srm', 'multipleExposure', 'metrics'])
  expect(analysis.metrics.map(({ id, arms }) => [id, arms.map(({ key }) => key)])).toEqual(
    example.metrics.map(({ id }) => [id, ['control', 'warmer']]),
  )
  const [control, warmer] = analysis.metrics[0]?.arms ?? []
  expect(control).toMatchObject({ state: 'control', lift: null, p: null })
  expect(Object.keys(warmer?.lift ?? {})).toEqual(['value', 'low', 'high', 'se'])
  expect(warmer?.cuped).toMatchObject({ state: 'ok', sequential: { p: expect.any(Number) } })
})

it('a person reads a verdict, its reasons, and a row for each arm with both intervals', async () => {
  const { code, stdout } = await analyzed(JSON.stringify(example))
  expect(code).toBe(0)
  expect(stdout.split('\n')[0]).toBe('decide: there is enough to decide.')
  expect(stdout).toContain('goal-better: warmer is better than control at start-rate')
  expect(stdout).toMatch(/warmer +3,968 +0\.1308 +\+9\.90 % +\+5\.63 % to \+14\.16 % +\+3\.26 % to \+16\.53 %/)
  expect(stdout).toMatch(/CUPED .* variance -31\.95 %/)
  expect(stdout).toContain('Intervals hold with 95 %')
})

it('a lift may be told in the unit of the metric, at another risk, and tuned for another number of units', async () => {
  const { stdout } = await analyzed(
    JSON.stringify(example),
    '--difference',
    'absolute',
    '--alpha',
    '.1',
    '--tuning',
    '8e3',
  )
  expect(stdout).toMatch(/warmer +3,968 +19\.45 +\+1\.225 /)
  expect(stdout).toContain('Intervals hold with 90 %')
  expect(stdout).toContain("Lifts are in the metric's own unit")
})

it('data that carry no verdict are refused with exit code 1, and their numbers shown all the same', async () => {
  const [control, warmer] = example.arms
  const arms = [control, { ...warmer, units: 5000 }]
  const { code, stdout } = await analyzed(JSON.stringify({ ...example, arms }), '--json')
  const analysis = JSON.parse(stdout) as Analysis
  expect([code, analysis.verdict, analysis.reasons, analysis.srm.state]).toEqual([
    ...[1, 'refused', ['sample-ratio'], 'mismatch'],
  ])
  expect(analysis.metrics[0]?.arms[1]?.lift?.value).toBeGreaterThan(0)
})

const WRONG: readonly (readonly [string, string, readonly string[], RegExp])[] = [
  ['no JSON', '{"arms": [', [], /is not JSON/],
  ['NaN in it', '{"arms": NaN}', [], /is not JSON[\s\S]*NaN/],
  ['other JSON', '[]', [], /^ff: moments /],
  ['an alpha of 1', '{}', ['--alpha', '1'], /--alpha is "1"/],
  ['an unknown difference', '{}', ['--difference', 'ratio'], /--difference is "ratio"/],
  ['no tuning', '{}', ['--tuning', '0'], /--tuning is "0"/],
]
it.each(WRONG)('what cannot be read is refused with exit code 2: %s', async (_name, text, flags, said) => {
  const { code, stderr, stdout } = await analyzed(text, ...flags)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(said)
})

it('sums that no units have are refused with exit code 2 and the name of every field that is wrong', async () => {
  const wrong = JSON.stringify(example).replace('"n":4012', '"n":1').replace('"n":3968', '"n":-1')
  const { code, stdout, stderr } = await analyzed(wrong, '--json')
  expect(code).toBe(2)
  expect(stderr).toMatch(/^ff: metrics\[0\]\.arms\[1\]\.n is negative/)
  expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'usage' } })
  const low = await analyzed(JSON.stringify(example).replace('"n":4012', '"n":1'))
  expect([low.code, low.stderr]).toEqual([
    2,
    expect.stringMatching(/metrics\[0\]\.arms\[0\]\.m\.sumSquares is .*\n.*d\.sumSq/),
  ])
})

it('the verb says what it needs when there are no moments', async () => {
  const { code, stderr } = await ffInside(['experiment', 'analyze'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('--moments')])
})
