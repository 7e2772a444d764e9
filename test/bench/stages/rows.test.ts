import { expect, it } from 'vitest'
import { CONSTANT, EMPTY, ONCE, PRODUCT, STAGE_NAMES } from './names.ts'
import { stageRows } from './rows.ts'

const TIMES = 20

/** Costs as they would be if each stage took this, and the whole request 10 µs more than its stages and the runtime. */
function costsOf(own: Readonly<Record<string, number>>, runtime: number) {
  const sum = Object.values(own).reduce((all, each) => all + each, 0)
  const inside: Readonly<Record<string, number>> = {
    read: (own.viewer ?? 0) + (own['session open'] ?? 0),
    dress: own.decide ?? 0,
  }
  const once = runtime + sum + 10
  return new Map<string, readonly number[]>([
    ...([EMPTY, CONSTANT] as const).map((name) => [name, [runtime, runtime]] as const),
    ...([PRODUCT, ONCE] as const).map((name) => [name, [once, once]] as const),
    ...STAGE_NAMES.map((name) => {
      const cost = once + TIMES * ((own[name] ?? 0) + (inside[name] ?? 0))
      return [name, [cost, cost]] as const
    }),
  ])
}

it('each stage has a row with its own cost, and one more row has what they leave of a request', () => {
  const own = Object.fromEntries(STAGE_NAMES.map((name, index) => [name, index + 1]))
  const rows = new Map(stageRows(costsOf(own, 30), 300, TIMES).map((row) => [row.name, row]))
  for (const name of STAGE_NAMES) expect(rows.get(`stage ${name}`)?.median, name).toBeCloseTo(own[name] ?? 0, 5)
  expect(rows.get('all stages')?.median).toBeCloseTo(78, 5)
  expect(rows.get('rest: sending the answer, promises, garbage')?.median).toBeCloseTo(10, 5)
  expect(rows.get('all stages')?.ratio).toBeCloseTo(78 / 118, 3)
})
