import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Answered, type EditorsWorld, ONE, startEditorsWorld } from './editors-world.ts'

let world: EditorsWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startEditorsWorld()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const FEED = { format: 'ndjson', owner: 'partners', territories: ['*'], mode: 'delta' }
const FED = { ...ONE, id: 'cmp_fed', name: 'fed' }

const ingest = (who: string, record: object, query = '') => world.ask(who, 'POST', `/ingest${query}`, [record])
const deliver = (who: string, record: object, query = '') =>
  world.ask(who, 'POST', `/feeds/north/deliveries?mode=delta${query}`, [record])
const refusals = ({ body }: Answered) => body.refused as { rule: string; path: string; hint: string }[]

describe('an ingest over the draft of somebody else', () => {
  it('a line that changes a campaign of which another person has written a draft is refused, and the draft stays', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    const [refused, ...more] = refusals(await ingest('ben', { ...ONE, weight: 3 }))
    expect(more).toEqual([])
    expect(refused).toMatchObject({ rule: 'edited-elsewhere', path: 'id' })
    for (const told of ['anna@example.com', '2026-11-22T12:00:00.000Z', 'ff campaign withdraw cmp_one']) {
      expect(refused?.hint).toContain(told)
    }
    expect((await world.show()).body).toMatchObject({
      next: { campaign: { weight: 2 } },
      authors: ['anna@example.com'],
    })
  })

  it('a dry run refuses the same line', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    expect(refusals(await ingest('ben', { ...ONE, weight: 3 }, '?dryRun=1'))).toMatchObject([
      { rule: 'edited-elsewhere' },
    ])
  })

  it.each([
    ['what the draft says', { weight: 2 }],
    ['what is on the air', {}],
  ])('a line is taken that says %s, and the draft stays', async (_what, change) => {
    await world.put('anna', { ...ONE, weight: 2 })
    expect(refusals(await ingest('ben', { ...ONE, ...change }))).toEqual([])
    expect((await world.show()).body).toMatchObject({
      next: { campaign: { weight: 2 } },
      authors: ['anna@example.com'],
    })
  })

  it('the author of a draft goes on changing it by an ingest', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    expect(refusals(await ingest('anna', { ...ONE, weight: 3 }))).toEqual([])
    expect((await world.show()).body).toMatchObject({ next: { campaign: { weight: 3 } } })
  })

  it('the line is taken once the draft is withdrawn', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    await world.act('anna', 'withdraw')
    expect(refusals(await ingest('ben', { ...ONE, weight: 3 }))).toEqual([])
    expect((await world.show()).body).toMatchObject({ next: { campaign: { weight: 3 } } })
  })

  it.each(['', '?approve=1'])(
    'a campaign that was never on the air is not overwritten either, with /ingest%s',
    async (query) => {
      await world.make('anna', { ...FED, status: 'draft' })
      expect(refusals(await ingest('ben', { ...FED, weight: 3 }, query))).toMatchObject([{ rule: 'edited-elsewhere' }])
      expect((await world.show('cmp_fed')).body).toMatchObject({ state: 'draft', campaign: { weight: 1 } })
    },
  )

  it('what one person approves goes on the air beside the draft, which goes on waiting', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    expect(refusals(await ingest('ben', { ...ONE, weight: 3 }, '?approve=1'))).toEqual([])
    expect((await world.show()).body).toMatchObject({ campaign: { weight: 3 }, next: { campaign: { weight: 2 } } })
  })

  it('what takes two persons and would wait in the place of the draft is refused', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    const answer = await ingest('ben', { ...ONE, priority: 'takeover' }, '?approve=1')
    expect(refusals(answer)).toMatchObject([{ rule: 'edited-elsewhere' }])
    expect(answer.body).toMatchObject({ accepted: 0, refusedRecords: 1 })
    expect((await world.show()).body).toMatchObject({ next: { campaign: { weight: 2, priority: 'standard' } } })
  })

  it.each(['', '?approve=1'])('a pause holds at once, and the draft stays, with /ingest%s', async (query) => {
    await world.put('anna', { ...ONE, weight: 2 })
    const answer = await ingest('ben', { ...ONE, priority: 'takeover', status: 'paused' }, query)
    expect(answer.body).toMatchObject({
      accepted: 1,
      warnings: expect.arrayContaining([expect.objectContaining({ rule: 'edited-elsewhere' })]),
    })
    expect((await world.show()).body).toMatchObject({ state: 'paused', next: { campaign: { weight: 2 } } })
  })
})

describe('a delivery over the draft of somebody else', () => {
  beforeEach(async () => {
    await world.ops('PUT', '/feeds/north', FEED)
    await deliver('ben', FED, '&approve=1')
  })

  it('the item goes into quarantine with whose draft waits, and comes into force once that is withdrawn', async () => {
    await world.put('anna', { ...FED, weight: 2 }, 'cmp_fed')
    const { body } = await deliver('ben', { ...FED, weight: 3 })
    expect(body).toMatchObject({ quarantined: 1 })
    expect(JSON.stringify(body.refused)).toContain('edited-elsewhere')
    expect((await world.show('cmp_fed')).body).toMatchObject({ next: { campaign: { weight: 2 } } })
    await world.act('anna', 'withdraw', 'cmp_fed')
    expect((await deliver('ben', { ...FED, weight: 3 })).body).toMatchObject({ accepted: 1, quarantined: 0 })
    expect((await world.show('cmp_fed')).body).toMatchObject({ next: { campaign: { weight: 3 } } })
  })

  it('a feed goes on changing its own draft, whoever delivers it', async () => {
    await deliver('ben', { ...FED, weight: 2 })
    expect((await deliver('cara', { ...FED, weight: 3 })).body).toMatchObject({ accepted: 1, quarantined: 0 })
    expect((await world.show('cmp_fed')).body).toMatchObject({
      next: { campaign: { weight: 3 } },
      authors: ['ben@example.com', 'cara@example.com'],
    })
  })

  it('what has not changed since the last delivery of the feed is no conflict', async () => {
    await world.put('anna', { ...FED, weight: 2 }, 'cmp_fed')
    expect((await deliver('ben', FED)).body).toMatchObject({ unchanged: 1, quarantined: 0 })
    expect((await world.show('cmp_fed')).body).toMatchObject({ next: { campaign: { weight: 2 } } })
  })
})
