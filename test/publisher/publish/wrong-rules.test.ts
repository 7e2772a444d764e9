import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import { changed } from '../../rules/rule-fixture.ts'
import { assetsOf } from '../edge-reader.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { campaign, SCHEDULE } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  await world.ingest(campaign('main', ['three']))
})
afterAll(() => world.close())
beforeEach(() => vi.resetModules())

/** The publisher as it would be, had it been built with one value of its rules changed. */
async function builtWith(path: string, at: string, value: unknown) {
  vi.doMock('../../../src/rules/generated/rule-imports.ts', () => ({ RULE_FILES_BY_PATH: changed(path, at, value) }))
  const { createPublisherApp } = await import('../../../src/publisher/app.ts')
  const { publisherContext } = await import('../../../src/publisher/publisher-context.ts')
  vi.doUnmock('../../../src/rules/generated/rule-imports.ts')
  return createPublisherApp((environment) => publisherContext(environment, typescriptEngine))
}

it.each([
  ['a clock that is no time', 'watershed.json', 'rules.0.allow.0.1', '25:00', 'rules[0].allow[0][1]'],
  ['an alias that means two things', 'ratings/US.json', 'systems.0.ratings.4.aliases', ['p g'], 'alias-clash'],
  ['an unknown group', 'policies/page.json', 'trustSpaces.0.territories.0', '@frr', 'known-group'],
])('rules with %s publish nothing, and the last good stays live', async (_what, path, at, value, words) => {
  const live = await world.edge()
  world.sink.forget()
  const app = await builtWith(path, at, value)
  for (const route of ['/ops/v1/regions/dach/publish', '/ops/v1/explain']) {
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const answer = await app.request(route, { method: 'POST', headers, body: '{}' }, world.environment)
    const { detail } = (await answer.json()) as { detail: string }
    expect([route, answer.status]).toEqual([route, 503])
    expect(detail).toContain(path)
    expect(detail).toContain(words)
  }
  expect(world.sink.calls).toEqual([])
  const now = await world.edge()
  expect(now && assetsOf(now)).toEqual(live && assetsOf(live))
  expect(now && assetsOf(now)).toEqual(['ast_one', 'ast_two'])
})
