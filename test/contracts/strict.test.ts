import { expect, test } from 'vitest'
import { HERO_ANSWER } from '../../src/contracts/device/operations/examples.ts'
import { contractFault } from './strict.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

test('an answer that the contract describes is let pass, with and without what is optional', () => {
  expect(contractFault('/v1/autoplay?device=tv', JSON_TYPE, HERO_ANSWER)).toBeNull()
  expect(contractFault('/v1/clips', JSON_TYPE, { ...HERO_ANSWER, cursor: 'a' })).toBeNull()
})

test.each([
  ['a field that it does not know', { ...HERO_ANSWER, more: 1 }, 'more'],
  ['an unknown field far inside', { ...HERO_ANSWER, snapshot: { ...HERO_ANSWER.snapshot, more: 1 } }, 'more'],
  ['a word that is not of its list', { ...HERO_ANSWER, viewer: 'nobody' }, 'viewer'],
  ['a missing field', { ...HERO_ANSWER, noDecisions: undefined }, 'noDecisions'],
])('an answer with %s is told of', (_name, body, told) => {
  expect(contractFault('/v1/decisions', JSON_TYPE, body)).toContain(told)
})

test('a problem is held to its own contract, whatever the route', () => {
  expect(contractFault('/v1/events', 'application/problem+json', { title: 'No type' })).toContain('type')
})
