import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/experiment/analysis/analysis.ts'
import type { Moments } from '../../../src/experiment/analysis/moments/moments.ts'
import { meanSums } from '../../experiment/moments-of.ts'
import { ffInside } from '../command-line.ts'

interface Broken {
  readonly what: string
  /** Where the example is changed, and to what; left out: taken away. */
  readonly at?: string
  readonly value?: unknown
  /** What the file has instead. */
  readonly text?: string
  readonly flags?: readonly string[]
  readonly says: string
}

const BROKEN = JSON.parse(readFileSync(join(import.meta.dirname, 'broken-moments.json'), 'utf8')) as readonly Broken[]
const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'src', 'dev', 'demo', 'experiment', 'moments.json')
/** What no answer has: numbers that are none, and the trace of a fault in the code. */
const NEVER = /Infinity|NaN|^ +at .*:\d+:\d+/m

let folder: string
let example: Moments
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-broken-'))
  example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Moments
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function analyzed(text: string, ...more: readonly string[]) {
  const file = join(folder, 'moments.json')
  await writeFile(file, text)
  return ffInside(['experiment', 'analyze', '--moments', file, '--json', ...more])
}

function changed({ at, value, text }: Broken): string {
  if (text !== undefined) return text
  if (at === undefined) return JSON.stringify(example)
  const document: unknown = structuredClone(example)
  const path = at.split(/(?<!\\)\./).map((part) => part.replace('\\.', '.'))
  let place = document as Record<string, unknown>
  for (const part of path.slice(0, -1)) place = place[part] as Record<string, unknown>
  place[path.at(-1) ?? ''] = value
  return JSON.stringify(document)
}

describe('moments that are broken', () => {
  it.each(BROKEN.map((broken) => [broken.what, broken] as const))(
    'broken moments are refused with exit code 2 by the name of the field: %s',
    async (_what, broken) => {
      const { code, stdout, stderr } = await analyzed(changed(broken), ...(broken.flags ?? []))
      expect(code).toBe(2)
      expect(stderr.replace(/^ff: /, '')).toMatch(new RegExp(broken.says))
      const sent = [...(broken.flags ?? []), broken.text ?? ''].join(' ')
      if (!NEVER.test(sent)) expect(stdout + stderr).not.toMatch(NEVER)
      expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'usage' } })
    },
  )

  it('a folder, a file that is not there and lists in lists without end are refused with exit code 2', async () => {
    await mkdir(join(folder, 'a-folder'), { recursive: true })
    for (const name of ['a-folder', 'nowhere.json']) {
      const { code, stderr } = await ffInside(['experiment', 'analyze', '--moments', join(folder, name)])
      expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be read')])
    }
    const deep = await analyzed(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect([deep.code, deep.stderr]).toEqual([2, expect.stringContaining('moments is no object')])
    const objects = await analyzed(`${'{"arms":'.repeat(50_000)}1${'}'.repeat(50_000)}`)
    expect([objects.code, objects.stderr]).toEqual([2, expect.stringContaining('arms is missing, or no list')])
  })
})

describe('moments that are unusual', () => {
  const arms = (number: number) =>
    Array.from({ length: number }, (_, arm) => ({
      ...{ key: `arm-${arm}`, weight: 1 / number, units: 1000, exposedTwice: 0 },
    }))
  const metric = (id: string, number: number, deviation = 3) => ({
    ...{ id, kind: 'mean', goal: 'up', guardrail: false },
    arms: Array.from({ length: number }, () => meanSums(1000, 10, deviation)),
  })
  const answered = async (document: object) => {
    const { code, stdout, stderr } = await analyzed(JSON.stringify(document))
    expect(stdout + stderr).not.toMatch(NEVER)
    return { code, ...(JSON.parse(stdout) as Analysis) }
  }

  it('a byte order mark before moments changes nothing, and neither does a 0 with a sign', async () => {
    const plain = await analyzed(JSON.stringify(example))
    expect((await analyzed(`\ufeff${JSON.stringify(example)}`)).stdout).toBe(plain.stdout)
    const zero = { ...example, arms: example.arms.map((arm) => ({ ...arm, exposedTwice: 0 })) }
    const signed = JSON.stringify(zero).replaceAll('"exposedTwice":0', '"exposedTwice":-0')
    expect((await analyzed(signed)).stdout).toBe((await analyzed(JSON.stringify(zero))).stdout)
  })

  it('a hundred arms, ten thousand metrics and metrics that are all alike are analysed', async () => {
    const many = await answered({ arms: arms(100), metrics: [metric('one', 100)] })
    expect([many.code, many.verdict, many.metrics[0]?.arms.length]).toEqual([0, 'wait', 100])
    const metrics = Array.from({ length: 10_000 }, (_, index) => metric(`metric-${index}`, 2))
    const wide = await answered({ arms: arms(2), metrics })
    expect([wide.code, wide.verdict, wide.metrics.length]).toEqual([0, 'wait', 10_000])
    const flat = metrics.map(({ id }) => metric(id, 2, 0))
    const alike = await answered({ arms: arms(2), metrics: flat })
    expect([alike.code, alike.verdict, alike.reasons]).toEqual([1, 'refused', ['no-variance']])
  })

  it('weights and units at the edge of what a number holds give a verdict with numbers that are some', async () => {
    const [control, other] = arms(2)
    const tiny = await answered({
      arms: [
        { ...control, weight: 5e-324 },
        { ...other, weight: 1 },
      ],
      metrics: [],
    })
    expect([tiny.code, tiny.srm.state, tiny.srm.p]).toEqual([1, 'mismatch', 0])
    const most = Number.MAX_SAFE_INTEGER
    const huge = arms(2).map((arm) => ({ ...arm, units: most, exposedTwice: most }))
    expect(await answered({ arms: huge, metrics: [] })).toMatchObject({ code: 1, reasons: ['multiple-exposure'] })
  })
})
