import fc from 'fast-check'
import { expect, it } from 'vitest'
import { repeatedMember } from '../../../src/cli/frame/repeated-member.ts'
import { fileOf } from '../against.ts'
import { ffInside } from '../command-line.ts'

it.each([
  ['{"a":0.5,"a":0.5}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"arms":[{"key":"one"},{"key":"two","units":1,"key":"two"}]}', 'arms.1.key'],
  ['{"a":{"b":[[],{}, {"c":"d","c":null}]}}', 'a.b.2.c'],
])('a member that stands twice is named by its path: %s', (json, path) => {
  expect(repeatedMember(json)).toBe(path)
})

it('no JSON that a program wrote has a member twice, whatever stands in its names and texts', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (json) => {
      expect(repeatedMember(JSON.stringify(JSON.parse(json), null, 1))).toBeNull()
    }),
  )
})

it('whoever gives ff a file with a member twice is told which one, with exit code 2', async () => {
  const table = await fileOf('{"a":0.5,"a":0.7,"b":0.5}', 'table.json')
  const log = await fileOf('{"decision":"d","position":0,"action":"a","propensity":0.5,"reward":1}\n', 'log.ndjson')
  for (const words of [
    ['ope', '--log', log, '--policy', `table:${table}`],
    ['experiment', 'analyze', '--moments', table],
    ['experiment', 'put', table],
  ]) {
    expect(await ffInside(words)).toMatchObject({ code: 2, stderr: expect.stringContaining('has "a" twice') })
  }
})
