import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import countries from 'i18n-iso-countries'
import { expect, test } from 'vitest'
import { ASSET_ID, TITLE_ID } from '../../../src/contracts/device/vocabulary.ts'
import { isIsoCountry } from '../../../src/edge/token/viewer/iso-country.ts'
import { assetId, titleId } from '../../../src/model/fields/identifier.ts'

test.each([
  'ttl_a',
  'ttl_',
  'ast_A-b_9',
  'ast_a b',
  'ttl_ä',
  `ttl_${'x'.repeat(64)}`,
  `ttl_${'x'.repeat(65)}`,
  'ttl_a\n',
])('the edge takes the same ids as the model: %j', (text) => {
  expect(TITLE_ID.test(text)).toBe(titleId.safeParse(text).success)
  expect(ASSET_ID.test(text)).toBe(assetId.safeParse(text).success)
})

test('the edge knows every ISO country of i18n-iso-countries and no other pair of letters', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const pairs = letters.flatMap((first) => letters.map((second) => first + second))
  const known = new Set(Object.keys(countries.getAlpha2Codes()))
  expect(pairs.filter(isIsoCountry)).toEqual(pairs.filter((pair) => known.has(pair)))
})

test('no file that the edge loads to read a request pulls in full zod', () => {
  const entry = fileURLToPath(new URL('../../../src/edge/request/read-request.ts', import.meta.url))
  const bodies = fileURLToPath(new URL('../../../src/edge/request/bodies.ts', import.meta.url))
  const waiting = [entry, bodies]
  const visited = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (visited.has(file)) continue
    visited.add(file)
    const source = readFileSync(file, 'utf8')
    for (const [, typeOnly, specifier] of source.matchAll(/^(?:import|export) (type )?[^'"]*?from '([^']+)'/gms)) {
      if (typeOnly !== undefined || specifier === undefined) continue
      expect(`${file} → ${specifier}`).not.toMatch(/→ zod$/)
      if (specifier.startsWith('.')) waiting.push(join(dirname(file), specifier))
    }
  }
  expect(visited.size).toBeGreaterThan(15)
})
