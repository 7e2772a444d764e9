import { expect, it } from 'vitest'
import { LocalQueue, type QueuedMessage } from '../../src/dev/stack/local-queue.ts'

/** Batches are due at once, or never by themselves. */
const SOON = { maxBatchSize: 3, maxBatchTimeoutMs: 0, maxRetries: 3 }
const NEVER = { ...SOON, maxBatchTimeoutMs: 3_600_000 }

type Batch = readonly QueuedMessage<number>[]
const bodies = (batches: readonly Batch[]) => batches.map((batch) => batch.map(({ body }) => body))

it('the local queue delivers a batch as soon as it is full, and the rest when it is due', async () => {
  const batches: Batch[] = []
  const queue = new LocalQueue<number>(SOON, async (batch) => {
    batches.push(batch)
    return []
  })
  queue.add([1, 2])
  await expect.poll(() => bodies(batches)).toEqual([[1, 2]])
  queue.add([3, 4, 5, 6])
  await expect.poll(() => bodies(batches).flat()).toEqual([1, 2, 3, 4, 5, 6])
  expect(Math.max(...batches.map(({ length }) => length))).toBe(3)
})

it('a drained queue loses nothing: not what waits, and not what a dead consumer had in its hands', async () => {
  let entered = false
  let die: (reason: Error) => void = () => undefined
  const dying = new LocalQueue<number>(NEVER, () => {
    entered = true
    return new Promise((_resolve, reject) => {
      die = reject
    })
  })
  dying.add([1, 2, 3])
  await expect.poll(() => entered).toBe(true)
  dying.add([4, 5])
  const batches: Batch[] = []
  const drained = dying.drain(async (batch) => {
    batches.push(batch)
    return []
  })
  die(new Error('the consumer has ended'))
  await drained
  expect(bodies(batches).flat().sort()).toEqual([1, 2, 3, 4, 5])
  expect(dying.lost).toBe(0)
})

it('the local queue tries again what its consumer asks for, three times, and counts what it then gives up', async () => {
  const tries: number[] = []
  const queue = new LocalQueue<number>(NEVER, async () => [])
  queue.add([1, 2])
  await queue.drain(async (batch) => {
    tries.push(...batch.map(({ attempts }) => attempts))
    return batch.filter(({ body }) => body === 2).map(({ id }) => id)
  })
  expect([tries, queue.lost]).toEqual([[1, 1, 2, 3, 4], 1])
})
