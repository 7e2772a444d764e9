import { beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotSink } from '../../../src/kv/snapshot-sink.ts'
import { pacedSink } from '../../../src/publisher/announce/paced-sink.ts'
import { MemorySink } from '../memory-sink.ts'

let memory: MemorySink
let sink: SnapshotSink
let now: number
let puts: [string, number][]
beforeEach(() => {
  memory = new MemorySink()
  now = 0
  puts = []
  memory.before = ({ method, key }) => void (method === 'put' && puts.push([key, now]))
  const wait = async (milliseconds: number) => {
    now += milliseconds
  }
  sink = pacedSink(memory, { now: () => now, wait, random: () => 0.25 })
})

const busy = new Error('KV PUT failed: 429 Too Many Requests')
/** The first so many calls fail so. */
function failing(times: number, error: Error) {
  memory.before = (_call, number) => {
    if (number <= times) throw error
  }
}

describe('the paced sink', () => {
  it('the paced sink lets a second pass between writes to one key, also at once, and none between others', async () => {
    await Promise.all([sink.put('a', '1'), sink.put('b', '1')])
    expect(puts).toEqual([
      ['a', 0],
      ['b', 0],
    ])
    await sink.put('a', '2')
    await sink.put('a', '3')
    expect(puts.slice(2)).toEqual([
      ['a', 1_000],
      ['a', 2_000],
    ])
    now += 5_000
    await sink.put('a', '4')
    expect(puts.at(-1)).toEqual(['a', 7_000])
    expect(await sink.getText('a')).toBe('4')
  })

  it('the paced sink keeps its pace over hundreds of keys', async () => {
    await sink.put('a', '1')
    for (let more = 0; more < 300; more++) await sink.put(`shard${more}`, '1')
    await sink.put('a', '2')
    expect(puts.at(-1)).toEqual(['a', 1_000])
  })

  it('the paced sink tries again what KV turns down for now, from 1.1 seconds on', async () => {
    failing(4, busy)
    await sink.put('a', '1')
    expect(new TextDecoder().decode(memory.values.get('a'))).toBe('1')
    expect(now).toBe(1_375 + 2_750 + 5_500 + 11_000)
  })

  it('the paced sink gives up after five tries, with the words of KV', async () => {
    failing(Number.POSITIVE_INFINITY, busy)
    await expect(sink.put('a', '1')).rejects.toThrow('429 Too Many Requests')
    expect(memory.calls).toHaveLength(5)
  })

  it('the paced sink reads and removes with the same patience', async () => {
    await sink.put('a', '1')
    memory.forget()
    failing(1, new Error('KV GET failed: 503 Service Unavailable'))
    expect(await sink.getBytes('a')).toEqual(new TextEncoder().encode('1'))
    memory.forget()
    failing(1, new Error('KV DELETE failed: 500 Internal Server Error'))
    await sink.delete('a')
    expect(memory.values.has('a')).toBe(false)
  })

  it.each([
    ['a value that is too large', new Error('KV PUT failed: 413 Value length of 26214401 exceeds limit of 26214400.')],
    ['a fault of ours', new TypeError('undefined is not a function, 429 times')],
  ])('the paced sink does not try %s again', async (_what, error) => {
    failing(1, error)
    await expect(sink.put('a', '1')).rejects.toBe(error)
    expect(memory.calls).toHaveLength(1)
  })
})
