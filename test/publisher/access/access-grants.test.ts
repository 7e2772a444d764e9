import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseGrants } from '../../../src/publisher/access/grants.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

const policy = bundledRules().access
const ROW = { who: 'mia@example.com', role: 'viewer', regions: ['dach'] }
const PARTNER = { ...ROW, role: 'partner', feeds: ['northlight'] }
const parse = (content: unknown) => parseGrants(typeof content === 'string' ? content : JSON.stringify(content), policy)

describe('OPS_GRANTS', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '[{', 'OPS_GRANTS: '],
    ['no list', { who: 'mia@example.com' }, 'OPS_GRANTS: '],
    ['a row without anybody', [{ ...ROW, who: undefined }], 'OPS_GRANTS[0].who'],
    ['a row for nobody', [{ ...ROW, who: ' ' }], 'OPS_GRANTS[0].who'],
    ['an unknown role', [ROW, { ...ROW, role: 'owner' }], 'OPS_GRANTS[1].role: a role of rules/access.json'],
    ['a broken glass for somebody', [{ ...ROW, role: 'break-glass' }], 'OPS_GRANTS[0].role'],
    ['an unknown region', [{ ...ROW, regions: ['dach', 'moon'] }], 'OPS_GRANTS[0].regions'],
    ['every region and one', [{ ...ROW, regions: ['*', 'dach'] }], 'OPS_GRANTS[0].regions'],
    ['no region', [{ ...ROW, regions: [] }], 'OPS_GRANTS[0].regions'],
    ['a region in words', [{ ...ROW, regions: '*' }], 'OPS_GRANTS[0].regions'],
    ['a word that nothing knows', [{ ...ROW, regoins: ['*'] }], 'OPS_GRANTS[0]'],
    ['a partner without feeds', [{ ...ROW, role: 'partner' }], 'OPS_GRANTS[0].feeds: a partner has a list of feeds'],
    ['a partner of no feed', [{ ...PARTNER, feeds: [] }], 'OPS_GRANTS[0].feeds'],
    ['a partner of every feed', [{ ...PARTNER, feeds: ['*'] }], 'OPS_GRANTS[0].feeds[0]'],
    ['a partner of what people send', [{ ...PARTNER, feeds: ['manual'] }], 'OPS_GRANTS[0].feeds[0]'],
    ['a role twice for one', [ROW, { ...ROW, who: 'MIA@example.com', regions: ['*'] }], 'OPS_GRANTS[1]'],
  ])('OPS_GRANTS with %s is refused by its path, and quotes nobody', (_what, content, path) => {
    expect(() => parse(content)).toThrow(path)
    expect(() => parse(content)).not.toThrow('mia')
  })

  it('OPS_GRANTS grants each row, and several to one', () => {
    const granted = parse([ROW, { ...ROW, who: 'MIA@Example.com', role: 'duty', regions: ['*'] }])
    expect(granted.get('mia@example.com')?.map(({ role, regions }) => [role, regions.length])).toEqual([
      ['viewer', 1],
      ['duty', 13],
    ])
    expect(granted.size).toBe(1)
  })

  it('OPS_GRANTS binds a partner to feeds, and another role if it lists some', () => {
    const granted = parse([
      PARTNER,
      { ...ROW, role: 'editor', feeds: ['northlight', 'polar'] },
      { ...ROW, role: 'duty' },
    ])
    expect(granted.get('mia@example.com')?.map(({ role, feeds }) => [role, feeds])).toEqual([
      ['partner', ['northlight']],
      ['editor', ['northlight', 'polar']],
      ['duty', null],
    ])
  })
})

describe('a deployment', () => {
  let world: AccessWorld
  beforeAll(async () => {
    world = await startAccessWorld([{ who: 'admin@example.com', role: 'admin', regions: ['*'] }])
  })
  afterAll(() => world.close())
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  })
  const answerWith = async (OPS_GRANTS: string | undefined) => {
    const headers = { 'cf-access-jwt-assertion': await world.token('admin@example.com') }
    return world.app.request('/ops/v1/schedule', { headers }, { ...world.env, OPS_GRANTS: OPS_GRANTS ?? '' })
  }

  it('a deployment whose grants are wrong lets nobody in, and says where', async () => {
    const answer = await answerWith('[{"who":"admin@example.com","role":"amdin","regions":["*"]}]')
    expect(answer.status).toBe(503)
    const text = await answer.text()
    expect(text).toContain('OPS_GRANTS[0].role')
    expect(text).not.toContain('admin@example.com')
  })

  it.each([undefined, '[]'])('a deployment that grants nothing lets nobody do anything: %s', async (grants) => {
    expect((await answerWith(grants)).status).toBe(403)
  })
})
