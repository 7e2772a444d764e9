import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AskOutcome } from '../../src/client/outcome.ts'
import { SCREEN_ANSWER } from '../../src/contracts/device/operations/examples.ts'
import { askHero, DeviceWorld, heroAnswer, heroItem } from './device-world.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** What the client makes of this answer to a screen; it is asked again, and reports, so that all of it is walked. */
function given(body: unknown): AskOutcome | undefined {
  const world = new DeviceWorld()
  const told: AskOutcome[] = []
  const client = world.start()
  const placements = ['hero', 'row-1-tile-1', 'row-1-tile-2'].map((id) => ({ id, surface: 'browse-tile' as const }))
  client.decisions(placements, {}, (outcome) => told.push(outcome))
  world.questions[0]?.answer(200, body)
  world.pass(400)
  for (const outcome of told) {
    for (const item of Object.values(outcome.items).flat()) {
      client.encodings(item)
      client.report(outcome, item).act('click')
    }
  }
  world.pass(1_000)
  client.decisions(placements, {}, (outcome) => told.push(outcome))
  world.pass(400)
  expect(told).toHaveLength(2)
  return told[0]
}

/** The paths of all values inside. */
function pathsOf(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inside]) => pathsOf(inside, [...path, name]))]
}

/** A copy in which the value at a path is another. */
function changed(value: Json, [name, ...rest]: readonly string[], change: (value: Json) => Json): Json {
  if (name === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((inside, index) => (String(index) === name ? changed(inside, rest, change) : inside))
  const fields = value as { readonly [name: string]: Json }
  return { ...fields, [name]: changed(fields[name] ?? null, rest, change) }
}

const SCREEN: Json = JSON.parse(JSON.stringify(SCREEN_ANSWER))
const PATHS = pathsOf(SCREEN)

describe('an answer of a later release', () => {
  it('an answer with any more fields, in any of its parts, gives the same items, and its fields are handed on', () => {
    const plain = given(SCREEN)
    const objects = PATHS.filter((path) => path[0] !== 'decisions' || path.length > 1)
    fc.assert(
      fc.property(fc.constantFrom(...objects), fc.string(), fc.jsonValue(), (path, name, added) => {
        let isAdded = false
        const more = changed(SCREEN, path, (value) => {
          if (typeof value !== 'object' || value === null || Array.isArray(value) || name in value) return value
          isAdded = true
          return { ...value, [`x-${name}`]: added as Json }
        })
        const outcome = given(more)
        const idsOf = (one: AskOutcome | undefined) =>
          Object.values(one?.items ?? {}).map((items) => items.map(({ assetId }) => assetId))
        expect(idsOf(outcome)).toEqual(idsOf(plain))
        expect(outcome?.source).toBe('edge')
        if (isAdded) expect(JSON.stringify(outcome?.answer)).toContain(JSON.stringify(`x-${name}`))
      }),
    )
  })

  it('words that are not known yet are handed on as they are', () => {
    const item = heroItem({
      ...JSON.parse(
        '{"kind":"hologram","cta":{"action":"gift"},"autoplay":{"allowed":false,"reason":"new-law"},"playback":[{"type":"moq","codec":"av2","url":"/a","height":4320}]}',
      ),
    })
    const world = new DeviceWorld()
    const { told } = askHero(world.start())
    const body = { ...heroAnswer({ decisions: { 'home-hero': [item] } }), viewer: 'ghost', privacy: 'new-class' }
    world.questions[0]?.answer(200, body)
    expect(told[0]?.items['home-hero']).toEqual([item])
    expect(told[0]?.answer).toMatchObject({ viewer: 'ghost', privacy: 'new-class' })
  })

  it('an event that this release does not know is sent as it is', () => {
    const world = new DeviceWorld()
    const client = world.start()
    const word: 'click' = JSON.parse('"applause"')
    client.report({ answer: heroAnswer() }, heroItem()).act(word)
    world.pass(800)
    expect(JSON.parse(world.beacons[0]?.body ?? '').events[0].event).toBe('applause')
  })

  it('an answer that is broken anywhere throws nothing, and gives only items that can be shown and played', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.jsonValue(), (path, value) => {
        const outcome = given(changed(SCREEN, path, () => value as Json))
        for (const { display, rating, cta, autoplay, playback } of Object.values(outcome?.items ?? {}).flat()) {
          expect([typeof display, typeof rating, typeof cta, typeof autoplay]).toEqual(Array(4).fill('object'))
          expect(playback.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})
