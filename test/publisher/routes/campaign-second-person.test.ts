import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

const ADULT = { ratings: [{ territory: 'DE', label: 'FSK 18' }] }
const SECOND = 'second-token'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), title('base'), asset('one'), asset('two'), asset('base'))
  await world.ingest(campaign('base', ['base'], { priority: 'evergreen' }))
  await world.ingest(campaign('one', ['one', 'two'], { territories: ['DE', 'AT'] }))
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function approve(as: string, name = 'one') {
  const environment = { ...world.environment, OPS_SECOND_TOKEN: SECOND }
  const headers = { authorization: `Bearer ${as}`, 'if-match': '*' }
  const init = { method: 'POST', headers, body: JSON.stringify({ reason: 'a reason' }) }
  const answer = await world.app.request(`/ops/v1/campaigns/cmp_${name}/approve`, init, environment)
  return { status: answer.status, body: await answer.json() }
}

interface Explained {
  readonly kept: readonly { readonly assetId: string }[]
  readonly rejected: readonly {
    readonly assetId: string
    readonly first: string
    readonly all: readonly { readonly rule: string; readonly value: string }[]
  }[]
}

async function explained(): Promise<Explained> {
  // Late in the evening: before that a German clock keeps adults' videos away.
  const viewer = { surface: 'home-hero', country: 'DE', cap: 18, now: '2026-11-22T22:30:00Z' }
  return (await world.ops('POST', '/explain', viewer)).json() as Promise<Explained>
}
const kept = async () =>
  (await explained()).kept
    .map(({ assetId }) => assetId)
    .filter((id) => id !== 'ast_base')
    .sort()
const republished = async () => expect(await world.publish()).toMatchObject({ outcome: 'published' })
const findings = async () => {
  const told = (await (await world.ops('POST', '/campaigns/lint', {})).json()) as { findings: { rule: string }[] }
  return told.findings.filter(({ rule }) => rule === 'two-persons')
}

describe('a video that takes two persons by now', () => {
  it('a video that is rated 18 after one person approved its campaign leaves the air, and everybody is told why', async () => {
    await world.ingest(title('one', ADULT))
    await republished()
    expect(await kept()).toEqual(['ast_two'])
    expect((await explained()).rejected).toContainEqual(
      expect.objectContaining({
        assetId: 'ast_one',
        first: 'not-approved',
        all: [expect.objectContaining({ rule: 'campaign.secondPerson', value: 'rated 18 in DE' })],
      }),
    )
    expect(await findings()).toMatchObject([
      { campaigns: ['cmp_one'], territories: ['DE'], severity: 'warning', text: expect.stringContaining('ast_one') },
    ])
  })

  it('a second person approves the campaign as it is, and the video is back with the next publish', async () => {
    await world.ingest(title('one', ADULT))
    await republished()
    expect(await approve(SECOND)).toMatchObject({
      status: 200,
      body: { outcome: 'done', secondedBy: 'second', takesEffect: 'with the next publish' },
    })
    await republished()
    expect(await kept()).toEqual(['ast_one', 'ast_two'])
    expect(await findings()).toEqual([])
  })

  it('whoever brought a campaign on the air is no second person for it', async () => {
    await world.ingest(title('one', ADULT))
    expect(await approve(OPS_TOKEN)).toMatchObject({ status: 403, body: { title: 'Two persons' } })
  })

  it('a campaign on the air that needs nobody is not approved once more', async () => {
    expect(await approve(SECOND)).toMatchObject({ status: 409 })
  })

  it('a selector that comes to find a video for adults shows it once a second person said yes', async () => {
    await world.ingest(campaign('late', [], { territories: ['DE'], assets: { tags: ['late'] } }))
    await world.ingest(title('night', ADULT), asset('night', { tags: ['late'] }), asset('two', { tags: ['late'] }))
    await republished()
    expect(await kept()).not.toContain('ast_night')
    expect(await approve(SECOND, 'late')).toMatchObject({ status: 200 })
    await republished()
    expect(await kept()).toContain('ast_night')
  })

  it('what two persons have approved stays on the air when a video of it is rated 18, and through an export', async () => {
    await world.ingest(title('one', ADULT))
    expect(await approve(SECOND)).toMatchObject({ status: 200 })
    await world.ingest(title('two', ADULT))
    await republished()
    expect(await kept()).toEqual(['ast_one', 'ast_two'])
    const exported = await (await world.ops('GET', '/export')).text()
    expect(exported).toContain('"secondedBy":{"cmp_one":"second"}')
  })

  it('what one person says anew of a campaign that two had approved is not approved by two', async () => {
    await world.ingest(title('one', ADULT))
    await approve(SECOND)
    await world.ingest(campaign('one', ['two'], { territories: ['DE'] }))
    await world.ingest(title('two', ADULT))
    await republished()
    expect(await kept()).toEqual([])
  })

  it('a preview of a change that takes two persons shows it as approved, and says so', async () => {
    await world.ingest(title('one', ADULT))
    const asked = {
      surface: 'home-hero',
      country: 'DE',
      cap: 18,
      at: '2026-11-22T22:30:00Z',
      records: [campaign('new', ['one'])],
    }
    expect(await (await world.ops('POST', '/preview', asked)).json()).toMatchObject({
      warnings: [{ rule: 'two-persons', text: expect.stringContaining('ast_one is rated 18 in DE') }],
    })
  })
})
