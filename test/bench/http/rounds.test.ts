import { expect, it } from 'vitest'
import type { Generator } from '../load/generator-process.ts'
import type { Burst } from '../load/raw-client.ts'
import type { Run } from '../suite.ts'
import { type HttpContender, OK } from './contenders.ts'
import { rounds } from './rounds.ts'
import { rowsOf } from './rows.ts'

const run: Run = {
  ...{ candidates: null, quick: true, say: () => undefined },
  bundles: () => Promise.reject(new Error('not asked for')),
}

function contender(name: string, port: number, reads: () => number): HttpContender {
  const server = { port, pid: process.pid, kvReads: async () => reads(), close: async () => undefined }
  const comparedWith = name === OK ? [] : [OK]
  return { name, candidates: name === OK ? 0 : 300, server, target: { port, requests: [] }, comparedWith }
}

const burst: Burst = { answers: 10, rate: 100, p50Ms: 1, p99Ms: 2, cpuMicroseconds: 50_000, problem: null }

it('the rounds go on without a contender that fails, and its row says why', async () => {
  let fired = 0
  let reads = 0
  const generator: Generator = {
    fire: async ({ port }) => {
      if (port === 2 && ++fired > 3) throw new Error('answered HTTP/1.1 503\nand more')
      reads += port === 1 ? 30 : 0
      return burst
    },
    close: async () => undefined,
  }
  const all = [contender(OK, 0, () => 0), contender('ours', 1, () => reads), contender('theirs', 2, () => 0)]
  const { entrants, concurrencies } = await rounds(run, generator, all)
  const rows = rowsOf(entrants, concurrencies)
  expect(rows.filter(({ name }) => name.startsWith('theirs'))).toMatchObject([
    { name: 'theirs', problem: 'answered HTTP/1.1 503', ratio: null },
  ])
  const ours = rows.filter(({ name }) => name === 'ours, c=1')
  expect(ours.map(({ unit, median }) => [unit, median])).toEqual(
    expect.arrayContaining([
      ['requests/s', 100],
      ['KV reads/request', 3],
      ['ms', 1],
    ]),
  )
})

it("the generator's row says how much it could have asked, beside what it asked of the fastest", async () => {
  const generator: Generator = { fire: async () => burst, close: async () => undefined }
  const { entrants, concurrencies } = await rounds(run, generator, [contender(OK, 0, () => 0)])
  const ceiling = rowsOf(entrants, concurrencies).find(({ name }) => name.startsWith('the generator'))
  expect(ceiling).toMatchObject({ median: 200, ratioTo: `${OK}, c=1`, ratio: 2 })
})
