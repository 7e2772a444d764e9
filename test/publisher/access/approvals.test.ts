import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { approvalFor, consume, propose } from '../../../src/publisher/access/approvals.ts'
import { approvedOverrides, overrideFor } from '../../../src/publisher/access/overrides.ts'
import { contentSha256 } from '../../../src/schedule/approvals/approvals.ts'
import { readAudit } from '../../../src/schedule/reports/audit-log.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

const HOUR_MS = 3_600_000
const FINDING = { check: 'count-change', finding: 'candidates fall from 120 to 80, by 33 %' }

let world: AccessWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startAccessWorld([
    { who: 'mia@example.com', role: 'admin', regions: ['*'] },
    { who: 'ben@example.com', role: 'approver', regions: ['*'] },
    { who: 'eve@example.com', role: 'publisher', regions: ['*'] },
    { who: 'fr@example.com', role: 'approver', regions: ['fr'] },
    { who: 'robot.access', role: 'admin', regions: ['*'] },
  ])
})
afterEach(() => world.close())

const by = async (who: string, method: string, path: string, body?: object) =>
  world.as(await world.token(who), method, path, body)
const until = (ms: number) => new Date(world.clock.now + ms).toISOString()
const order = (more: object = {}) => ({
  region: 'dach',
  findings: [FINDING],
  reason: 'a rights package ended',
  until: until(HOUR_MS),
  ...more,
})

async function asked(who = 'mia@example.com', more: object = {}): Promise<{ id: string; contentHash: string }> {
  const answer = await by(who, 'POST', '/overrides', order(more))
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { approval: { id: string; contentHash: string } }).approval
}
const yes = async (who: string, id: string, body: object = {}) =>
  (await by(who, 'POST', `/approvals/${id}/approve`, body)).status
const usable = () => approvedOverrides(world.publisher, 'dach')

describe('an override', () => {
  it('an override counts once a second person has said yes, for its region and its findings alone, once', async () => {
    const { id } = await asked()
    expect(await usable()).toEqual([])
    expect(await yes('ben@example.com', id)).toBe(200)
    const overrides = await usable()
    expect(overrides).toEqual([
      expect.objectContaining({
        id,
        findings: [FINDING],
        proposedBy: 'mia@example.com',
        approvedBy: 'ben@example.com',
      }),
    ])
    expect(await approvedOverrides(world.publisher, 'fr')).toEqual([])
    expect((await overrideFor(overrides, FINDING))?.id).toBe(id)
    for (const other of [
      { ...FINDING, check: 'other' },
      { ...FINDING, finding: FINDING.finding.replace('80', '79') },
    ])
      expect(await overrideFor(overrides, other)).toBeNull()
    expect(await consume(world.publisher, id, 'cron', 'sequence 7')).toBe(true)
    expect(await consume(world.publisher, id, 'cron', 'sequence 8')).toBe(false)
    expect(await usable()).toEqual([])
  })

  it('an override names a finding by its hash as well', async () => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(FINDING.finding)))
    const hash = `sha256:${Buffer.from(bytes).toString('hex')}`
    const { id } = await asked('mia@example.com', { findings: [{ ...FINDING, finding: hash }] })
    await yes('ben@example.com', id)
    expect((await overrideFor(await usable(), FINDING))?.id).toBe(id)
  })

  it('an override is not approved by whoever asked, however they write their name, nor by who may not', async () => {
    const { id } = await asked()
    for (const who of ['mia@example.com', 'MIA@example.com', 'eve@example.com', 'fr@example.com', 'robot.access']) {
      expect(await yes(who, id), who).toBe(403)
    }
    expect(await usable()).toEqual([])
  })

  it('an override is approved once', async () => {
    const { id } = await asked()
    expect([await yes('ben@example.com', id), await yes('ben@example.com', id)]).toEqual([200, 409])
    const together = await asked('eve@example.com')
    const both = await Promise.all([yes('ben@example.com', together.id), yes('mia@example.com', together.id)])
    expect(both.sort()).toEqual([200, 409])
  })

  it('an override lapses before it is approved, and after', async () => {
    const [late, used] = [await asked('eve@example.com'), await asked()]
    expect(await yes('ben@example.com', used.id)).toBe(200)
    world.clock.now += HOUR_MS - 1
    expect(await usable()).toHaveLength(1)
    world.clock.now += 1
    expect(await yes('ben@example.com', late.id)).toBe(409)
    expect(await usable()).toEqual([])
    expect(await consume(world.publisher, used.id, 'cron', 'sequence 7')).toBe(false)
  })

  it('an override is approved as it was read, or not at all', async () => {
    const { id, contentHash } = await asked()
    expect(await yes('ben@example.com', id, { contentHash: 'f'.repeat(64) })).toBe(409)
    expect(await yes('ben@example.com', id, { contentHash })).toBe(200)
  })

  it('a person who asks again for the same gets their first request, while somebody else makes their own', async () => {
    const other = { check: 'too-few', finding: 'a second thing' }
    const first = await asked('mia@example.com', { findings: [FINDING, other] })
    const again = await by(
      'mia@example.com',
      'POST',
      '/overrides',
      order({ findings: [other, FINDING], reason: 'again' }),
    )
    expect([again.status, await again.json()]).toEqual([200, { approval: expect.objectContaining({ id: first.id }) }])
    expect((await asked('eve@example.com', { findings: [FINDING, other] })).id).not.toBe(first.id)
    expect((await asked('mia@example.com')).id).not.toBe(first.id)
    expect((await asked('mia@example.com', { region: 'fr', findings: [FINDING, other] })).id).not.toBe(first.id)
  })

  it('a request that has lapsed, and one that was used, can be made anew', async () => {
    const first = await asked()
    world.clock.now += HOUR_MS
    const second = await asked()
    expect(second.id).not.toBe(first.id)
    await yes('ben@example.com', second.id)
    await consume(world.publisher, second.id, 'cron', 'sequence 7')
    expect((await asked()).id).not.toBe(second.id)
  })

  it.each<[string, () => object, string]>([
    ['for longer than a day', () => ({ until: until(24 * HOUR_MS + 1) }), 'until'],
    ['that is over', () => ({ until: until(0) }), 'until'],
    ['of nothing', () => ({ findings: [] }), 'findings'],
    ['of a check without its finding', () => ({ findings: [{ check: 'count-change' }] }), 'findings.0.finding'],
    ['of whatever a check finds', () => ({ findings: [{ ...FINDING, finding: '' }] }), 'findings.0.finding'],
    [
      'of what is broken',
      () => ({ findings: [FINDING, { check: 'broken-invariant', finding: 'x' }] }),
      'findings.1.check',
    ],
    ['of no check', () => ({ findings: [{ check: 'pinned', finding: 'x' }] }), 'findings.0.check'],
    ['without a reason', () => ({ reason: '' }), 'reason'],
    ['of everywhere', () => ({ region: '*' }), 'region'],
  ])('an override %s is refused, and names the field', async (_what, more, field) => {
    const answer = await by('mia@example.com', 'POST', '/overrides', order(more()))
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ field })])
  })
})

describe('what was asked for', () => {
  it('a request for approval is listed with its state, for the regions of the role', async () => {
    const [first, second] = [await asked(), await asked('eve@example.com', { region: 'fr' })]
    await yes('ben@example.com', first.id)
    world.clock.now += 1
    const list = async (who: string) =>
      ((await (await by(who, 'GET', '/approvals')).json()) as { approvals: { id: string; state: string }[] }).approvals
    expect((await list('ben@example.com')).map(({ id, state }) => [id, state]).sort()).toEqual(
      [
        [first.id, 'approved'],
        [second.id, 'asked'],
      ].sort(),
    )
    expect((await list('fr@example.com')).map(({ id }) => id)).toEqual([second.id])
    world.clock.now += HOUR_MS
    expect((await list('fr@example.com')).map(({ state }) => state)).toEqual(['lapsed'])
  })

  it('a request for approval that is not there is a 404', async () => {
    expect(await yes('ben@example.com', 'apr_none')).toBe(404)
  })

  it('an approval holds for exactly its content, in whatever order it is written', async () => {
    const content = { to: 'a'.repeat(64), revoked: ['cmp_1', 'cmp_2'] }
    const request = {
      kind: 'rollback',
      region: 'dach',
      content,
      reason: 'r',
      expiresAt: world.clock.now + HOUR_MS,
    } as const
    const { id } = await propose(world.publisher, request, 'mia@example.com')
    expect(await yes('ben@example.com', id)).toBe(200)
    const found = async (changed: object, region: 'dach' | 'fr' = 'dach') =>
      (await approvalFor(world.publisher, 'rollback', region, await contentSha256(changed)))?.id ?? null
    expect(await found({ revoked: ['cmp_1', 'cmp_2'], to: 'a'.repeat(64) })).toBe(id)
    expect(await found({ ...content, revoked: ['cmp_2', 'cmp_1'] })).toBeNull()
    expect(await found({ ...content, to: 'b'.repeat(64) })).toBeNull()
    expect(await found(content, 'fr')).toBeNull()
    expect(await usable()).toEqual([])
  })

  it('an approval is in the audit log from the asking to the use', async () => {
    const { id, contentHash } = await asked()
    await yes('ben@example.com', id)
    await consume(world.publisher, id, 'cron', 'sequence 7')
    const entries = await readAudit(world.publisher.redis, 3)
    expect(entries.map(({ action, actor, role, target }) => [action, actor, role, target])).toEqual([
      ['override.use', 'cron', null, `dach ${id}`],
      ['override.approve', 'ben@example.com', 'approver', `dach ${id}`],
      ['override.propose', 'mia@example.com', 'admin', `dach ${id}`],
    ])
    expect(entries[0]).toMatchObject({ before: { contentHash }, after: { use: 'sequence 7' } })
    expect(entries[2]).toMatchObject({ before: null, after: { content: { findings: [FINDING] } } })
  })

  it('a request for approval is kept for a while after its time, and then forgotten', async () => {
    const { id } = await asked()
    world.clock.now += 91 * 24 * HOUR_MS
    expect(await yes('ben@example.com', id)).toBe(404)
    expect((await (await by('ben@example.com', 'GET', '/approvals')).json()) as object).toEqual({ approvals: [] })
  })
})

it('the local stack has two persons, who approve each other, and not themselves', async () => {
  const local = { ...world.environment, OPS_SECOND_TOKEN: 'second-token' }
  const send = (token: string, path: string, body: object) =>
    world.app.request(
      `/ops/v1${path}`,
      { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) },
      local,
    )
  const answer = await send(local.OPS_TOKEN, '/overrides', order())
  const { approval } = (await answer.json()) as { approval: { id: string; proposedBy: string } }
  expect(approval.proposedBy).toBe('ops')
  expect((await send(local.OPS_TOKEN, `/approvals/${approval.id}/approve`, {})).status).toBe(403)
  expect((await send('second-token', `/approvals/${approval.id}/approve`, {})).status).toBe(200)
})
