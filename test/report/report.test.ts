import { expect, it } from 'vitest'
import { leftOut } from './left-out.ts'
import { costs, overLimit } from './slow-files.ts'

const need = { room: 'test/dev/store/', missing: () => true, words: 'install redis-server' }

it('a run says what it could not try for want of a program, and only of the rooms that it ran', () => {
  expect(leftOut(['test/dev/store/redis.test.ts'], [need])).toEqual(['install redis-server'])
  expect(leftOut(['test/edge/answers/caps.test.ts'], [need])).toEqual([])
  expect(leftOut(['test/dev/store/redis.test.ts'], [{ ...need, missing: () => false }])).toEqual([])
})

it('a file over the limit is told by name, with what it took and what to do, and no other file is', () => {
  const told = overLimit(
    [
      { file: 'test/a.test.ts', seconds: 31 },
      { file: 'test/b.test.ts', seconds: 30 },
    ],
    30,
  )
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('test/a.test.ts took 31.0 s of CPU; a test file may take 30')
})

it('no file is over a limit that is not set', () => {
  expect(overLimit([{ file: 'test/a.test.ts', seconds: 9999 }], undefined)).toEqual([])
  expect(() => overLimit([], Number('a word'))).toThrow('FILE_CPU_SECONDS')
})

it('the costliest file comes first', () => {
  const module = (moduleId: string, cpuMs: number) => ({ moduleId, meta: () => ({ cpuMs }) })
  expect(costs([module('/a', 1000), module('/b', 2000)]).map(({ seconds }) => seconds)).toEqual([2, 1])
})
