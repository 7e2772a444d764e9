import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  type BatchConsumer,
  LocalQueue,
  type QueuedMessage,
  type QueueTerms,
} from '../../../src/dev/stack/queues/local-queue.ts'
import { HandClock } from './hand-clock.ts'

const TERMS: QueueTerms = { maxBatchSize: 3, maxBatchTimeoutMs: 2_000, maxRetries: 3, retryDelayMs: 0 }

type Batch = readonly QueuedMessage<number>[]
interface Try {
  readonly at: number
  readonly bodies: readonly number[]
  readonly attempts: readonly number[]
}

let clock: HandClock
let tries: Try[]
let buried: Batch
beforeEach(() => {
  clock = new HandClock()
  tries = []
  buried = []
})

/** What a consumer wants again: the bodies, after so many milliseconds; null: it does not say. */
type Wish = (body: number, attempts: number) => number | null | 'taken'

const consumer =
  (wish: Wish): BatchConsumer<number> =>
  async (batch) => {
    const at = clock.now()
    tries.push({ at, bodies: batch.map(({ body }) => body), attempts: batch.map(({ attempts }) => attempts) })
    return batch.flatMap(({ id, body, attempts }) => {
      const delayMs = wish(body, attempts)
      return delayMs === 'taken' ? [] : [{ id, delayMs }]
    })
  }

function queueOf(wish: Wish, terms: Partial<QueueTerms> = {}): LocalQueue<number> {
  const bury = (dead: Batch) => {
    buried = [...buried, ...dead]
  }
  return new LocalQueue({ ...TERMS, ...terms }, consumer(wish), { clock, bury })
}

describe('the local queue', () => {
  it('the local queue delivers a batch as soon as it is full, and the rest when it is due', async () => {
    const queue = queueOf(() => 'taken')
    queue.add([1, 2])
    await clock.pass(1_999)
    expect(tries).toEqual([])
    await clock.pass(1)
    queue.add([3, 4, 5, 6])
    await clock.pass(0)
    expect(tries.map(({ bodies }) => bodies)).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
    await clock.pass(2_000)
    expect(tries[2]).toEqual({ at: 4_000, bodies: [6], attempts: [1] })
  })

  it('a message that is to be tried again waits as long as its consumer says, and holds up no other', async () => {
    const queue = queueOf((body, attempts) => (body === 1 && attempts === 1 ? 60_000 : 'taken'))
    queue.add([1])
    await clock.pass(10_000)
    queue.add([2])
    await clock.pass(100_000)
    expect(tries).toEqual([
      { at: 2_000, bodies: [1], attempts: [1] },
      { at: 12_000, bodies: [2], attempts: [1] },
      { at: 64_000, bodies: [1], attempts: [2] },
    ])
  })

  it('a consumer that names no delay gets a message again after the delay of the terms', async () => {
    const queue = queueOf((_body, attempts) => (attempts === 1 ? null : 'taken'), { retryDelayMs: 30_000 })
    queue.add([1])
    await clock.pass(100_000)
    expect(tries.map(({ at }) => at)).toEqual([2_000, 34_000])
  })

  it('a consumer that fails as a whole gets its whole batch again', async () => {
    let failures = 1
    const queue = new LocalQueue<number>(
      TERMS,
      (batch) => (failures-- > 0 ? Promise.reject(new Error('away')) : consumer(() => 'taken')(batch)),
      { clock },
    )
    queue.add([1, 2, 3])
    await clock.pass(10_000)
    expect(tries).toEqual([{ at: 0, bodies: [1, 2, 3], attempts: [2, 2, 2] }])
  })

  it('a message that fails at its first try and at every further one goes on to the dead queue, as it is', async () => {
    const queue = queueOf((body) => (body === 1 ? null : 'taken'))
    queue.add([1, 2])
    await clock.pass(60_000)
    expect(tries.map(({ attempts }) => attempts)).toEqual([[1, 1], [2], [3], [4]])
    expect(buried.map(({ body, attempts }) => [body, attempts])).toEqual([[1, 4]])
    expect(queue.lost).toBe(0)
  })

  it('a message that ran out of tries is gone, and counted, if there is no dead queue', async () => {
    const queue = new LocalQueue<number>(
      { ...TERMS, maxRetries: 0 },
      consumer(() => null),
      { clock },
    )
    queue.add([1, 2])
    await clock.pass(60_000)
    expect([tries.length, queue.lost]).toEqual([1, 2])
  })

  it('every message is taken or dead in the end, whatever fails and in which order', async () => {
    const wishes = fc.array(fc.constantFrom<ReturnType<Wish>>('taken', null, 5_000, 3_600_000), {
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(wishes, { minLength: 1, maxLength: 12 }), async (all) => {
        tries = []
        buried = []
        const wish: Wish = (body, attempts) => all[body]?.[attempts - 1] ?? 'taken'
        const queue = queueOf(wish)
        for (const body of all.keys()) queue.add([body])
        await clock.pass(5 * 3_600_000)
        const taken = [...all.keys()].filter((body) => tries.some((one) => took(one, body, wish)))
        const dead = buried.map(({ body }) => body)
        expect([...taken, ...dead].sort((one, other) => one - other)).toEqual([...all.keys()])
      }),
    )
  })
})

function took({ bodies, attempts }: Try, body: number, wish: Wish): boolean {
  const index = bodies.indexOf(body)
  return index >= 0 && wish(body, attempts[index] ?? 0) === 'taken'
}

describe('a drained queue', () => {
  it('a drained queue passes everything on at once, also what waits for another try', async () => {
    const queue = queueOf(() => 3_600_000)
    queue.add([1])
    await clock.pass(2_000)
    queue.add([2])
    tries = []
    expect(await queue.drain(consumer(() => 'taken'))).toEqual([])
    expect(tries).toEqual([{ at: 2_000, bodies: [1, 2], attempts: [2, 1] }])
  })

  it('a drained queue loses nothing of what a dead consumer had in its hands', async () => {
    let die: (reason: Error) => void = () => undefined
    const hanging = () => new Promise<never>((_resolve, reject) => (die = reject))
    const queue = new LocalQueue<number>(TERMS, hanging, { clock })
    queue.add([1, 2, 3])
    await clock.pass(0)
    queue.add([4, 5])
    const drained = queue.drain(consumer(() => 'taken'))
    die(new Error('the consumer has ended'))
    expect(await drained).toEqual([])
    expect(tries.flatMap(({ bodies }) => bodies).sort()).toEqual([1, 2, 3, 4, 5])
  })

  it('a drained queue hands back what its consumer does not take, and tries no more after a batch of nothing', async () => {
    const queue = queueOf(() => 'taken')
    queue.add([1, 2, 3, 4, 5, 6, 7, 8])
    const left = await queue.drain(consumer((body) => (body === 2 || body > 3 ? null : 'taken')))
    expect(left.map(({ body }) => body)).toEqual([2, 4, 5, 6, 7, 8])
    expect(tries.map(({ bodies }) => bodies)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    expect(left.every(({ attempts }) => attempts === 1)).toBe(true)
  })
})
