import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { ask, film, lines, SETTINGS, startFeed } from './feed-door.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await startFeed(world)
})
afterAll(() => world.close())

const put = (id: string, body: object | string, ifMatch?: string) =>
  ask(world, 'PUT', `/feeds/${id}`, body, ifMatch === undefined ? {} : { 'if-match': ifMatch })

describe('the settings of a feed', () => {
  it('a new feed needs no revision, and gets its defaults and the first one', async () => {
    const made = await put('new', { format: 'ndjson', owner: 'us', territories: ['US'] })
    expect([made.status, made.etag]).toEqual([200, '"1"'])
    expect(made.body).toMatchObject({
      ...{ feed: 'new', revision: 1, mode: 'full', maxRemovedPercent: 20, maxClipSeconds: 600, titles: 'own' },
      ...{
        watermark: null,
        ageSeconds: null,
        stale: true,
        lastDelivery: null,
        lastPull: null,
        items: 0,
        quarantined: 0,
      },
    })
  })

  it.each([
    ['the revision that is there', '"1"', 200],
    ['a list with it', '"7", "1"', 200],
    ['any', '*', 200],
    ['another revision', '"2"', 412],
    ['none', undefined, 428],
    ['a weak tag', 'W/"1"', 400],
    ['a number', '1', 400],
  ])('a feed that is there is changed with %s: %s', async (what, ifMatch, status) => {
    const id = what.replaceAll(' ', '-').slice(0, 24)
    await put(id, SETTINGS)
    const changed = await put(id, { ...SETTINGS, maxRemovedPercent: 5 }, ifMatch)
    expect(changed.status).toBe(status)
    const { body } = await ask(world, 'GET', `/feeds/${id}`)
    expect([body.maxRemovedPercent, body.revision]).toEqual(status === 200 ? [5, 2] : [20, 1])
    if (status === 200) return
    expect(changed.body).toMatchObject({ field: 'If-Match' })
  })

  it('a feed that is not there is not made by somebody who saw one', async () => {
    expect((await put('never', SETTINGS, '"1"')).status).toBe(412)
    expect((await put('never', SETTINGS, '*')).status).toBe(412)
    expect((await ask(world, 'GET', '/feeds/never')).status).toBe(404)
  })

  it('one of two changes of the same revision is done', async () => {
    await put('twice', SETTINGS)
    const both = await Promise.all(
      [5, 6].map((percent) => put('twice', { ...SETTINGS, maxRemovedPercent: percent }, '"1"')),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('the feed of what is sent by hand has no settings', async () => {
    const refused = await put('manual', SETTINGS)
    expect(refused).toMatchObject({ status: 409, body: { field: 'id' } })
    expect((await ask(world, 'GET', '/feeds/manual')).status).toBe(404)
  })

  it.each<[string, object | string, string]>([
    ['an unknown format', { ...SETTINGS, format: 'csvx' }, 'format'],
    ['no owner', { format: 'ndjson', territories: ['US'] }, 'owner'],
    ['an unknown territory', { ...SETTINGS, territories: ['US', 'QQ'] }, 'territories'],
    ['an unknown group', { ...SETTINGS, territories: ['@nowhere'] }, 'territories'],
    ['an unknown time zone', { ...SETTINGS, timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a share over a hundred', { ...SETTINGS, maxRemovedPercent: 101 }, 'maxRemovedPercent'],
    ['a setting that there is not', { ...SETTINGS, colour: 'red' }, 'colour'],
    ['a prototype', `{"__proto__":{"format":"ndjson"},"owner":"x","territories":["US"]}`, '__proto__'],
  ])('settings with %s are refused, and the field is named', async (_what, body, field) => {
    expect(await put('bad', body)).toMatchObject({ status: 400, body: { field } })
    expect((await ask(world, 'GET', '/feeds/bad')).status).toBe(404)
  })

  it.each(['North', 'a_b', 'x'.repeat(25), '%2e%2e'])('no feed has the name %s', async (name) => {
    expect((await put(name, SETTINGS)).status).toBe(404)
    expect((await ask(world, 'GET', `/feeds/${name}`)).status).toBe(404)
  })

  it('the list has every feed by its name, as it is by itself', async () => {
    const { feeds } = (await ask<{ feeds: { feed: string }[] }>(world, 'GET', '/feeds')).body
    expect(feeds.map(({ feed }) => feed)).toEqual([...feeds.map(({ feed }) => feed)].sort())
    expect(feeds).toContainEqual((await ask(world, 'GET', '/feeds/northlight')).body)
  })

  it('a feed tells how old it is, how many items it has, and what came last', async () => {
    await startFeed(world, 'aging')
    const { body: report } = await ask(world, 'POST', '/feeds/aging/deliveries', lines(film('aging')))
    world.clock.now += 90_000
    const { body } = await ask(world, 'GET', '/feeds/aging')
    expect(body).toMatchObject({
      ...{ ageSeconds: 90, stale: false, items: 2, quarantined: 0, watermark: report.watermark },
      lastDelivery: { delivery: report.delivery, outcome: 'promoted' },
    })
    world.clock.now += 1440 * 60_000
    expect((await ask(world, 'GET', '/feeds/aging')).body).toMatchObject({ stale: true })
  })
})
