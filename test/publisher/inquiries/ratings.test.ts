import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

/** Ratings as feeds state them, from their ingest to the reasons that a published region gives. */
let world: PublisherWorld
const film = (name: string, ratings: object[], own: object[] = []) => [
  title(name, { ratings }),
  asset(name, { ratings: own }),
]

beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...film('seal', [{ territory: 'US', system: 'MPA', label: 'Approved' }]),
    ...film('part', [{ territory: 'CA', label: 'G' }], [{ territory: 'CA-ON', system: 'CHVRS', label: 'R' }]),
    ...film('named', [{ territory: 'VN', system: 'Circular 05/2023/TT-BVHTTDL', label: 'C' }]),
    ...film('none', []),
    campaign('all', ['seal', 'part', 'named', 'none'], { territories: ['*'] }),
  )
  for (const region of ['na', 'apac'] as const) await world.publish(region)
})
afterAll(() => world.close())

/** Why each of the films does not play; `plays` where it does. */
async function reasons(question: object): Promise<Record<string, string>> {
  const answer = await world.ops('POST', '/explain', { surface: 'home-hero', ...question })
  expect(answer.status).toBe(200)
  const { kept, rejected } = (await answer.json()) as {
    readonly kept: readonly { readonly assetId: string }[]
    readonly rejected: readonly { readonly assetId: string; readonly first: string }[]
  }
  const rows = [
    ...kept.map(({ assetId }) => [assetId, 'plays'] as const),
    ...rejected.map(({ assetId, first }) => [assetId, first] as const),
  ]
  return Object.fromEntries(rows.map(([id, reason]) => [id.replace('ast_', ''), reason]))
}

describe('what nobody rated', () => {
  it('what nobody rated is not for a guest, whatever word says so, and for adults where the law leaves it', async () => {
    expect(await reasons({ country: 'US' })).toMatchObject({ seal: 'unrated', none: 'unrated' })
    expect(await reasons({ country: 'US', cap: 18 })).toMatchObject({ seal: 'plays', none: 'plays' })
  })

  it('what nobody rated is for nobody where a rating is required', async () => {
    for (const country of ['AU', 'VN', 'SG']) {
      expect(await reasons({ country, cap: 18, adult: true }), country).toMatchObject({ none: 'unrated' })
    }
  })
})

it('a refusal that names its system by its official name refuses', async () => {
  expect(await reasons({ country: 'VN', cap: 18, adult: true })).toMatchObject({ named: 'refused' })
})

it('a rating of a part without a scale is never absent in its country', async () => {
  for (const regionCode of ['ON', 'BC', undefined]) {
    expect(await reasons({ country: 'CA', ...(regionCode && { regionCode }) })).toMatchObject({ part: 'unrated' })
  }
})
