import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { largeSchedule } from '../../bench/catalogue/large-snapshot.ts'
import { type Answer, ask, itemsOf } from '../device.ts'
import { type LargeEdge, startLargeEdge } from '../large-edge.ts'

let large: LargeEdge

beforeAll(async () => {
  large = await startLargeEdge()
})
afterAll(() => large?.world.close())

const decisions = (placements: readonly object[], more: object = {}): Promise<Answer> =>
  ask(large.edge, '/v1/decisions', { country: 'US', body: { placements, ...more } })

const tiles = largeSchedule(1000)
  .titles.slice(0, 50)
  .map(({ id }) => ({ id: `tile-${id}`, surface: 'browse-tile', titleId: id, row: 'continue-watching' }))

describe('fifty tiles of titles in one call', () => {
  it('fifty tiles of titles are all answered, each about its title or with a reason, in less than 60 kB', async () => {
    const viewerToken = await large.world.viewerToken({ cap: 18, adult: true })
    const { status, body, text } = await decisions(tiles, { viewerToken })
    expect(status).toBe(200)
    expect(new TextEncoder().encode(text).length).toBeLessThan(60_000)
    const answered = [...Object.keys(body.decisions), ...body.noDecisions.map(({ placement }) => placement)]
    expect(answered.sort()).toEqual(tiles.map(({ id }) => id).sort())
    const items = Object.entries(body.decisions).map(([id, [item]]) => [id, `tile-${item?.titleId}`])
    expect(items.length).toBeGreaterThan(40)
    expect(items.filter(([id, about]) => id !== about)).toEqual([])
  })

  it('fifty tiles of titles show the same assets when the session comes again', async () => {
    const first = await decisions(tiles)
    const again = await decisions(tiles, { session: first.body.session })
    expect(first.body.session.length).toBeLessThanOrEqual(2048)
    expect(itemsOf(again.body).map(({ assetId }) => assetId)).toEqual(itemsOf(first.body).map(({ assetId }) => assetId))
  })
})

it('the placements of a screen share no asset and no title, nor with the backups of its heroes', async () => {
  const placements = [
    { id: 'hero', surface: 'home-hero', count: 3 },
    { id: 'next', surface: 'post-play', count: 3 },
    { id: 'feed', surface: 'clips-feed', count: 10 },
    ...Array.from({ length: 20 }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' })),
  ]
  const { body } = await decisions(placements)
  const shown = [body.decisions, body.backups ?? {}].flatMap((slots) => Object.entries(slots))
  const assets = shown.flatMap(([, items]) => items.map(({ assetId }) => assetId))
  expect(new Set(assets).size).toBe(assets.length)
  const bySlot = new Map<string, Set<string | null>>()
  for (const [slot, items] of shown) {
    bySlot.set(slot, new Set([...(bySlot.get(slot) ?? []), ...items.map(({ titleId }) => titleId)]))
  }
  const titles = [...bySlot.values()].flatMap((each) => [...each])
  expect(new Set(titles).size).toBe(titles.length)
  expect(assets.length).toBeGreaterThan(35)
})

describe('what was drawn', () => {
  it('a pick is in the token with its chance: above nothing, at most 1, and never below its share of the floor', async () => {
    const keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: large.world.sealingKey }]), 'DECISION_KEYS')
    const drawn: number[] = []
    for (const { surface: id, floor, head } of bundledRules().slate.values()) {
      for (let turn = 0; turn < 5; turn++) {
        const count = id === 'clips-feed' ? 20 : 1
        const { status, body } = await decisions([{ id, surface: id, count }])
        expect(status).toBe(200)
        const opened = await openDecisionToken(body.token, keyring, Date.now())
        if (opened.outcome !== 'ok') throw new Error(opened.outcome)
        const { items } = opened.record
        expect(items.filter(({ placementId }) => placementId === id).length).toBeGreaterThanOrEqual(count)
        for (const { propensity } of items) {
          expect(propensity).toBeLessThanOrEqual(1)
          expect(propensity).toBeGreaterThanOrEqual((floor / head) * 0.99999)
        }
        drawn.push(...items.map(({ propensity }) => propensity))
      }
    }
    expect(drawn.filter((propensity) => propensity < 1).length).toBeGreaterThan(drawn.length / 2)
  })

  it('a retry draws the same again, though a session came to be in between', async () => {
    const asked = [{ id: 'feed', surface: 'clips-feed', count: 20 }]
    const answers = [await decisions(asked, { requestId: 'r-1' }), await decisions(asked, { requestId: 'r-1' })]
    const other = await decisions(asked, { requestId: 'r-2' })
    const [first, retry, another] = [...answers, other].map(({ body }) => itemsOf(body).map(({ assetId }) => assetId))
    expect(retry).toEqual(first)
    expect(another).not.toEqual(first)
    expect(answers[0]?.body.decisionId).toBe(answers[1]?.body.decisionId)
  })
})
