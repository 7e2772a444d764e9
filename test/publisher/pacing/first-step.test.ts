import { afterEach, describe, expect, it } from 'vitest'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { forecastHash } from '../../../src/schedule/campaigns/kept-forecast.ts'
import { BEGIN, localTime, type PacingWorld, startPacingWorld } from './pacing-world.ts'

let world: PacingWorld
afterEach(() => world.close())

const HOUR_MS = 3_600_000

describe('the first share of a campaign', () => {
  it('a campaign that was just published has a share at once, and neither plays unpaced nor waits for the job', async () => {
    world = await startPacingWorld({ impressions: 300 })
    expect(await world.share()).toBeGreaterThan(0)
    expect(await world.share()).toBeLessThan(0.1)
    expect((await world.show()).share).toMatchObject({ why: 'pace-of-change', counted: 0, inGrace: false })
  })

  it('a publish that is only tried keeps no share', async () => {
    world = await startPacingWorld({ impressions: 300 })
    await world.redis('DEL', 'pacing:cmp_main', 'pacing:cmp_main:memory')
    await world.publishWeights(true)
    await world.publish('dach', true)
    expect((await world.show()).share).toBeNull()
  })

  it('a campaign has share 0 until shortly before it begins, and then a share to begin with', async () => {
    world = await startPacingWorld({ impressions: 300 }, { start: BEGIN + 3 * HOUR_MS })
    await world.step()
    expect(await world.share()).toBe(0)
    world.clock.now = BEGIN + 3 * HOUR_MS - 5 * 60_000
    await world.step()
    expect(await world.share()).toBeGreaterThan(0)
  })

  it('a campaign whose forecast is known begins with what was forecast, and not with a guess', async () => {
    world = await startPacingWorld({ impressions: 300 }, { isForecast: true })
    const firstRate = async () => {
      await world.redis('DEL', 'pacing:cmp_main', 'pacing:cmp_main:memory')
      await world.publishWeights(false)
      return (await world.show()).share?.rate ?? 0
    }
    const guessed = await firstRate()
    const range = { low: 20, mid: 30, high: 40 }
    const record = forecastHash((await world.show()).campaign as Campaign)
    const about = { campaignId: 'cmp_main', record, at: world.clock.now, counts: 'impressions', goal: 300 }
    await world.redis('HSET', 'forecasts', 'cmp_main', JSON.stringify({ ...about, ...range }))
    const forecast = await firstRate()
    expect(forecast).toBeGreaterThan(0)
    expect(forecast).toBeLessThan(guessed / 2)
    await world.redis('HSET', 'forecasts', 'cmp_main', JSON.stringify({ ...about, ...range, goal: 301 }))
    expect(await firstRate()).toBe(guessed)
    const other = { ...about, ...range, record: 'of another record' }
    await world.redis('HSET', 'forecasts', 'cmp_main', JSON.stringify(other))
    expect(await firstRate()).toBe(guessed)
  })

  it.each([
    [25, 0.25, 'fixed'],
    [100, 1, 'fixed'],
  ])('a goal of %i percent is the share itself, from the publish on', async (sharePercent, share, why) => {
    world = await startPacingWorld({ sharePercent })
    expect(await world.share()).toBe(share)
    expect((await world.show()).share).toMatchObject({ share, why, counted: null })
  })

  it('an end that changes twice within a minute closes no gate', async () => {
    world = await startPacingWorld({ impressions: 300 })
    const { campaign } = await world.show()
    await world.ingest({ ...campaign, end: localTime(BEGIN + 4 * HOUR_MS) })
    await world.publish('dach')
    expect(await world.share()).toBeGreaterThan(0)
  })

  it('another goal, or the end of a pause, has its own first share with the next weights', async () => {
    world = await startPacingWorld({ impressions: 300 })
    await world.ops('POST', '/campaigns/cmp_main/pause', { reason: 'test' })
    await world.step()
    expect((await world.show()).share).toMatchObject({ share: 0, why: 'not-on-air' })
    await world.ops('POST', '/campaigns/cmp_main/resume', { reason: 'test' })
    await world.publish('dach')
    expect(await world.share()).toBeGreaterThan(0)
  })
})
