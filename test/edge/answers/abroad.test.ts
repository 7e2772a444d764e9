import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../../src/snapshot/format.ts'
import { type Answer, ask, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish, putTakedowns, type TakedownEntry, takedownList } from '../publish.ts'
import { differences, opened, plainLine, sentLines } from '../replay/replay-world.ts'
import { compiled, films } from '../schedule.ts'

/** A resident of Germany who is in France: the rights of home answer, and both places may withdraw. */
const DACH = compiled('dach', films(12))
const TITLE = 'ttl_film-001'
let world: EdgeWorld
let edge: EdgeIsolate
let token: string
let sequence = 1

beforeAll(async () => {
  world = await startEdgeWorld(['edge', 'alone'], {
    variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1' },
    cache: false,
  })
  edge = world.isolate('edge')
  token = await world.viewerToken({ cap: 18, adult: true, res: 'DE' })
  await publish(edge.storage, world.key, 'dach', DACH)
  await publish(edge.storage, world.key, 'fr', compiled('fr', films(3)))
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

const screen = (isolate: EdgeIsolate, country: string, viewer: string | undefined = token): Promise<Answer> =>
  ask(isolate, '/v1/decisions', {
    headers: { 'x-debug-context': `country=${country}; now=2026-11-25T23:30:00Z` },
    ...(viewer === undefined ? {} : { token: viewer }),
    body: { placements: Array.from({ length: 12 }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' })) },
  })
const titles = ({ body }: Answer): ReadonlySet<string | null> => new Set(itemsOf(body).map(({ titleId }) => titleId))

/** Once the isolate has the lists of both regions that were put last. */
async function inForce(): Promise<void> {
  for (const region of ['dach', 'fr']) await until(edge, region, ({ takedowns }) => takedowns.sequence === sequence)
}

/** Puts lists of both regions, and waits until they are in force. */
async function withdraw(lists: { readonly dach?: Partial<TakedownEntry>; readonly fr?: Partial<TakedownEntry> }) {
  sequence++
  for (const region of ['dach', 'fr'] as const) {
    const entry = lists[region]
    await putTakedowns(edge.storage, world.key, takedownList(region, sequence, entry ? [entry] : []))
  }
  await inForce()
}

describe('what is withdrawn from a viewer abroad', () => {
  it('a viewer abroad is shown neither what is withdrawn at home nor what is withdrawn at the place', async () => {
    await withdraw({})
    expect(titles(await screen(edge, 'FR'))).toContain(TITLE)
    for (const lists of [
      { fr: { target: TITLE, territories: ['FR'] } },
      { fr: { target: TITLE } },
      { dach: { target: TITLE, territories: ['DE'] } },
    ]) {
      await withdraw(lists)
      expect(titles(await screen(edge, 'FR')), JSON.stringify(lists)).not.toContain(TITLE)
    }
  })

  it('a viewer abroad is shown what is withdrawn elsewhere in either region, and so is who is at home', async () => {
    await withdraw({ dach: { target: TITLE, territories: ['AT'] } })
    expect(titles(await screen(edge, 'FR'))).toContain(TITLE)
    await withdraw({ fr: { target: TITLE } })
    expect(titles(await screen(edge, 'DE'))).toContain(TITLE)
    expect(titles(await screen(edge, 'DE', undefined))).toContain(TITLE)
  })

  it("a viewer abroad has the house idents where the place's list has let go of changes unknown to the snapshot", async () => {
    await publish(edge.storage, world.key, 'dach', DACH, 2, { narrowed: 7 })
    for (const [completeFrom, answered] of [
      [7, true],
      [8, false],
    ] as const) {
      await withdraw({})
      sequence++
      await putTakedowns(edge.storage, world.key, takedownList('dach', sequence))
      await putTakedowns(edge.storage, world.key, { ...takedownList('fr', sequence), completeFrom })
      await inForce()
      expect(titles(await screen(edge, 'FR')).has(TITLE), `from ${completeFrom} on`).toBe(answered)
      expect(titles(await screen(edge, 'DE'))).toContain(TITLE)
    }
  })

  it('a viewer abroad is shown what the answering snapshot knows of, of the changes of the schedule', async () => {
    const change = (number: number) => ({ number, targets: [TITLE], territories: ['FR'], from: null, until: null })
    await publish(edge.storage, world.key, 'dach', DACH, 2, { narrowed: 7 })
    for (const [number, shown] of [
      [7, true],
      [8, false],
    ] as const) {
      await withdraw({})
      sequence++
      await putTakedowns(edge.storage, world.key, takedownList('dach', sequence))
      await putTakedowns(edge.storage, world.key, { ...takedownList('fr', sequence), narrowings: [change(number)] })
      await inForce()
      expect(titles(await screen(edge, 'FR')).has(TITLE), String(number)).toBe(shown)
    }
  })

  it('an answer to a viewer abroad is made again from a line that names both lists', async () => {
    await withdraw({ fr: { target: TITLE, territories: ['FR'] } })
    const { body } = await screen(edge, 'FR')
    for (let turn = 0; turn < 100; turn++) {
      const lines = (await sentLines(edge, turn))
        .map(plainLine)
        .filter(({ decisionId }) => decisionId === body.decisionId)
      if (lines.length === 0) continue
      const [{ denies } = { denies: { lists: [] } }] = lines
      expect('lists' in denies && denies.lists.map(({ region, denies: some }) => [region, some])).toEqual([
        ['dach', 0],
        ['fr', 1],
      ])
      expect(await differences(opened(body.snapshot.id, DACH), lines, edge.storage)).toEqual([null])
      return
    }
    throw new Error('no line came')
  })
})

describe('the list of the place', () => {
  it('the list of the place costs a viewer abroad one more value of storage, and a viewer at home none', async () => {
    const isolate = world.isolate('alone')
    const seen: string[] = []
    isolate.storage.fault = (key) => {
      if (key.startsWith('region/')) seen.push(key)
      return null
    }
    await publish(isolate.storage, world.key, 'dach', DACH)
    await publish(isolate.storage, world.key, 'fr', compiled('fr', films(3)))
    await screen(isolate, 'DE')
    expect(new Set(seen)).toEqual(new Set([keys.takedowns('dach'), keys.pointer('dach')]))
    await screen(isolate, 'FR')
    expect(new Set(seen)).toEqual(new Set([keys.takedowns('dach'), keys.pointer('dach'), keys.takedowns('fr')]))
  })

  it('a list of the place that is not to be had leaves a viewer abroad the house idents, and nobody else', async () => {
    const isolate = world.isolate('alone')
    isolate.storage.faults.set(keys.takedowns('fr'), 'throw')
    await withdraw({})
    const fresh = (await screen(isolate, 'DE')).body.snapshot.rung
    expect(fresh).not.toBe('baseline')
    // What was read a moment ago is answered from for a while; a region that was never read is not.
    isolate.storage.faults.set(keys.takedowns('north'), 'throw')
    expect((await screen(isolate, 'SE')).body.snapshot.rung).toBe('baseline')
    isolate.storage.faults.clear()
    await putTakedowns(isolate.storage, world.key, takedownList('north', 1))
    await expect.poll(async () => (await screen(isolate, 'SE')).body.snapshot.rung).not.toBe('baseline')
  })
})
