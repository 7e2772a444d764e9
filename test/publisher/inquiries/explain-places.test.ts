import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPublisherApp } from '../../../src/publisher/app.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

interface Explained {
  readonly context: Readonly<Record<string, unknown>>
  readonly snapshot: { readonly region: string }
  readonly kept: readonly { readonly assetId: string; readonly autoplay: object }[]
  readonly rejected: readonly { readonly assetId: string; readonly first: string; readonly all: readonly object[] }[]
}

/** A publisher under whose rules Liechtenstein and Crimea are embargoed. */
let world: PublisherWorld
let app: ReturnType<typeof createPublisherApp>

const rated = (name: string, ratings: Readonly<Record<string, string>>) =>
  title(name, { ratings: Object.entries(ratings).map(([territory, label]) => ({ territory, label })) })

beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    rated('old', { DE: 'FSK 16', FR: '12', GB: '15', IN: 'UA 13+', 'CA-QC': '16+' }),
    rated('mild', { DE: 'FSK 0', FR: 'U', GB: 'U' }),
    asset('old', { worldwide: true }),
    asset('rude', { titleId: 'ttl_mild', descriptors: ['strong-language'] }),
    campaign('all', ['old', 'rude'], { surfaces: ['home-hero', 'title-detail'] }),
  )
  const embargo = ['LI', 'UA-43'].map((place) => ({ place, reason: 'sanctions', reviewBy: '2030-01-01' }))
  const publisher = { ...world.publisher, rules: { ...world.publisher.rules, embargo } }
  app = createPublisherApp(() => publisher)
  for (const region of ['dach', 'fr', 'uki', 'in', 'na', 'cee', 'world'] as const) {
    await runPublish(publisher, {
      region,
      scope: 'snapshot',
      dryRun: false,
      mend: false,
      canary: null,
      actor: 'tests',
      reason: 'test',
    })
  }
})
afterAll(() => world.close())

async function explain(question: object): Promise<Explained> {
  const body = JSON.stringify({ surface: 'home-hero', country: 'DE', now: '2026-11-22T12:00:00Z', ...question })
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await app.request('/ops/v1/explain', { method: 'POST', headers, body }, world.environment)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Explained
}

it.each<[gate: string, asset: string, question: object, evidence: object]>([
  [
    'clock',
    'ast_old',
    { cap: 18 },
    {
      ...{ rule: 'watershed DE 12 and over', source: 'rules/watershed.json' },
      value: 'age 16 at 2026-11-22T12:00:00.000Z in Europe/Berlin; alternative',
    },
  ],
  [
    'clock',
    'ast_old',
    { country: 'IN', cap: 18 },
    {
      ...{ rule: 'watershed IN 13 and over', source: 'rules/watershed.json' },
      value: 'age 13 at 2026-11-22T12:00:00.000Z in Asia/Kolkata; lock',
    },
  ],
  [
    'page',
    'ast_old',
    { surface: 'title-detail', inView: 'ttl_mild', cap: 18, adult: true },
    { rule: 'aboutOneTitle', source: 'rules/policies/page.json', value: 'age 16; page 0' },
  ],
  [
    'page',
    'ast_old',
    { country: 'FR', cap: 12, kids: true },
    {
      ...{ rule: 'trustSpaces FR', source: 'rules/policies/page.json' },
      value: 'age 12, about a title CNC 12, age 12; space up to 0',
    },
  ],
  [
    'descriptor',
    'ast_rude',
    { country: 'GB', cap: 12 },
    { rule: 'refused below 15', source: 'rules/policies/descriptors.json', value: 'strong-language; cap 12' },
  ],
  [
    'descriptor',
    'ast_old',
    { country: 'IN', cap: 18, adult: true },
    { rule: 'required from age 1', source: 'rules/policies/descriptors.json', value: 'no descriptor; age 13' },
  ],
  ['embargoed', 'ast_old', { country: 'LI' }, { rule: 'embargo', source: 'rules/embargo.json', value: 'LI' }],
  [
    'embargoed',
    'ast_old',
    { country: 'UA', regionCode: '43', anonymizer: 'vpn' },
    { rule: 'embargo', source: 'rules/embargo.json', value: 'UA-43' },
  ],
  [
    'geo',
    'ast_rude',
    { anonymizer: 'vpn', cap: 18, adult: true },
    { rule: 'asset.worldwide', source: 'asset ast_rude', value: 'false' },
  ],
])(
  'explain names rule, source and the value that failed at the gate %s, for %s and %o',
  async (reason, assetId, question, evidence) => {
    const { rejected } = await explain(question)
    const all = rejected.find((each) => each.assetId === assetId)?.all ?? []
    expect(all).toContainEqual({ reason, ...evidence })
  },
)

describe('the question of explain', () => {
  it('explain takes a PIN, which opens what a clock holds back, and starts nothing', async () => {
    const evening = { now: '2026-11-22T20:30:00Z', cap: 18, asset: 'ast_old' }
    expect((await explain(evening)).rejected).toMatchObject([{ first: 'clock' }])
    expect((await explain({ ...evening, pin: true })).kept).toMatchObject([
      { autoplay: { allowed: false, reason: 'pin-unlocked' } },
    ])
  })

  it('explain takes an anonymizer, which makes an unknown place, by the region of none', async () => {
    const { context, snapshot } = await explain({ anonymizer: 'vpn', cap: 18 })
    expect(context).toMatchObject({ territory: 'XX', unknownPlace: true, guestCap: 0 })
    expect(snapshot.region).toBe('world')
  })

  it('explain takes a part of a country with a scale of its own', async () => {
    const { context } = await explain({ country: 'CA', regionCode: 'QC' })
    expect(context).toMatchObject({ territory: 'CA', ratingPlaces: ['CA-QC'] })
    expect((await explain({ country: 'CA', regionCode: 'ON' })).context).toMatchObject({ ratingPlaces: ['CA'] })
  })

  it('explain takes a residence in the EU, with rights of home, at the place where the viewer is', async () => {
    const { context, snapshot } = await explain({ country: 'FR', residence: 'DE', cap: 18 })
    expect(context).toMatchObject({ territory: 'FR', rights: 'DE' })
    expect(snapshot.region).toBe('dach')
    expect((await explain({ country: 'FR', residence: 'US', cap: 18 })).snapshot.region).toBe('fr')
  })

  it('explain takes a residence in the EU, with what is withdrawn at the place, too', async () => {
    const abroad = { country: 'FR', residence: 'DE', cap: 18, adult: true, asset: 'ast_old' }
    expect((await explain(abroad)).rejected.map(({ first }) => first)).not.toContain('takedown')
    await world.ops('POST', '/takedowns', { target: 'ast_old', territories: ['FR'], reason: 'rights' })
    expect((await explain(abroad)).rejected.map(({ first }) => first)).toEqual(['takedown'])
    expect((await explain({ ...abroad, country: 'DE' })).rejected.map(({ first }) => first)).not.toContain('takedown')
  })
})
