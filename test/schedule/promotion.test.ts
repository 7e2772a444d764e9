import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Narrowing } from '../../src/model/denies/narrowing.ts'
import { ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { withWriterLock } from '../../src/schedule/ingest/writer-lock.ts'
import { ScheduleError } from '../../src/schedule/store/schedule-error.ts'
import { readNarrowings } from '../../src/schedule/takedowns/narrowings.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { readCollected } from './collected-schedule.ts'
import { type Harness, ndjson, regionsOf, startHarness } from './harness.ts'

let harness: Harness
/** What was announced, in order; `rename` for each request that moved documents into their places. */
let events: string[]
beforeEach(async () => {
  harness = await startHarness()
  events = []
})
afterEach(() => harness.close())

const ASSETS = ['ast_1', 'ast_2', 'ast_3'] as const
const schedule = (version: number) => [
  aTitle({ name: { en: `Sintel ${version}` } }),
  ...ASSETS.map((id) => anAsset({ id, tags: [`version-${version}`] })),
  aCampaign({ assets: [...ASSETS], weight: version }),
]

/** One record a request: as few as there are here take as many requests as half a million do. */
function ingest(version: number, recordsAStep = 1) {
  const dependencies = {
    ...harness.dependencies,
    recordsAStep,
    narrowingsOf: ({ after }: { readonly after: { readonly id: string } }): readonly Narrowing[] =>
      after.id === 'ast_1' ? [{ target: 'ast_1', territories: null, from: null, until: null }] : [],
    withdraw: async (narrowings: readonly Narrowing[]) => {
      if (narrowings.length > 0) events.push(`announced ${narrowings.map(({ target }) => target).join(' ')}`)
      return { records: narrowings.length, regions: [], waiting: [] }
    },
  }
  return ingestStream(dependencies, ndjson(...schedule(version)), { approve: true, actor: 'mia' })
}

/** The versions that a reader sees; who finds a promotion that nobody ends ends it. */
async function versionsSeen(): Promise<readonly number[]> {
  const { campaigns, assets, titles } = await readCollected(harness.dependencies.redis, 'dach', {
    regionsOf,
    now: harness.clock.now,
    settle: () => withWriterLock(harness.dependencies, async () => undefined),
  })
  const seen = [
    ...campaigns.map(({ record }) => record.weight),
    ...assets.flatMap(({ tags }) => tags.map((tag) => Number(tag.split('-')[1]))),
    ...titles.map(({ name }) => Number(name.en?.split(' ')[1])),
  ]
  return [...new Set(seen)]
}

describe('a promotion of several requests', () => {
  it.each(['dies', 'loses one answer'] as const)(
    'a promotion whose writer %s at any request is seen whole or not at all, and the next caller ends it',
    async (how) => {
      await ingest(1)
      harness.door.misbehave(() => null)
      await ingest(2)
      const requests = harness.door.requests()
      expect(requests).toBeGreaterThan(20)
      let last = 2
      const came = new Set<string>()
      for (let point = 1; point <= requests; point++) {
        const next = last + 1
        harness.door.misbehave((request) => {
          if (how === 'dies') return request >= point ? 'error-500' : null
          return request === point ? 'lost' : null
        })
        const failed = await ingest(next).then(
          () => null,
          (error: unknown) => error,
        )
        harness.door.misbehave(() => null)
        if (failed !== null) expect(failed).toBeInstanceOf(ScheduleError)
        harness.clock.now += 3_600_000
        const seen = await versionsSeen()
        expect([[last], [next]], `${how} at ${point}`).toContainEqual(seen)
        came.add(failed === null ? 'done' : seen[0] === next ? 'ended by a reader' : 'given up')
        last = seen[0] ?? last
      }
      expect(came).toContain('given up')
      expect(came).toContain(how === 'dies' ? 'ended by a reader' : 'done')
      await ingest(last + 1)
      expect(await versionsSeen()).toEqual([last + 1])
      const left = await harness.backend.execute(['SCAN', '0', 'MATCH', 'batch:*:*', 'COUNT', '100000'])
      expect(left).toEqual(['0', []])
    },
    240_000,
  )

  it('a promotion announces what narrows before anything goes live, and readers know of it only afterwards', async () => {
    await ingest(1)
    let known: number | null = null
    harness.door.misbehave((_, __, body) => {
      if (body.includes('"rename"')) events.push('rename')
      return null
    })
    const reading = harness.dependencies.redis
    await ingest(2)
    expect(events[0]).toBe('announced ast_1')
    expect(events.filter((event) => event === 'rename')).toHaveLength(5)
    known = (await readNarrowings(reading)).known
    expect(known).toBe(1)
  })

  it('a promotion that fails leaves what it narrowed withdrawn, under an unmade number, and says so', async () => {
    await ingest(1)
    harness.door.misbehave((_, __, body) => (body.includes('"promoting"') ? 'error-500' : null))
    await expect(ingest(2)).rejects.toThrow(/what it would narrow of 1 records is withdrawn/)
    harness.door.misbehave(() => null)
    harness.clock.now += 3_600_000
    expect(await readNarrowings(harness.dependencies.redis)).toMatchObject({ known: 0 })
    await ingest(3)
    const { known, unmade, changes } = await readNarrowings(harness.dependencies.redis)
    expect([known, [...unmade], changes.map(({ number }) => number)]).toEqual([2, [1], [1, 2]])
  })

  it('a promotion sends no request that a hosted store would refuse, though the batch is many times as large', async () => {
    const many = (tag: string) =>
      Array.from({ length: 3_000 }, (_, index) => anAsset({ id: `ast_${index}`, tags: [tag] }))
    const narrowingsOf = ({ after }: { readonly after: { readonly id: string } }): readonly Narrowing[] => [
      { target: after.id as 'ast_1', territories: ['DE'], from: null, until: null },
    ]
    const dependencies = { ...harness.dependencies, narrowingsOf }
    let most = 0
    harness.door.misbehave((_, __, body) => {
      most = Math.max(most, body.length)
      return body.length > 1_000_000 ? 'error-500' : null
    })
    for (const tag of ['first', 'second']) {
      const report = await ingestStream(dependencies, ndjson(aTitle(), ...many(tag)), {
        approve: true,
        actor: 'mia',
      })
      expect(report.refused).toEqual([])
      expect(report.acceptedByType.asset).toBe(3_000)
    }
    expect(most).toBeLessThan(1_000_000)
  }, 120_000)
})
