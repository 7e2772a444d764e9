import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Verdict, verdictOf } from '../../../src/console/now/verdict/verdict.ts'
import { situationOf, type ToldSituation } from './told-situation.ts'

interface Row {
  readonly situation: string
  readonly told: ToldSituation
  readonly verdict: unknown
}

const SITUATIONS: readonly Row[] = JSON.parse(readFileSync(new URL('./situations.json', import.meta.url), 'utf8'))

/** What a reader sees of a verdict. */
function seen({ tone, headline, detail, concerns, regions }: Verdict) {
  return {
    tone,
    headline,
    detail,
    others: concerns.slice(1).map((concern) => concern.headline),
    regions: regions.map(({ status }) => status.region),
  }
}

describe('the verdict says the worst first, with figures, and since when', () => {
  for (const { situation, told, verdict } of SITUATIONS) {
    it(`the verdict says what is so and no more when this is so: ${situation}`, () => {
      expect(seen(verdictOf(situationOf(told)))).toEqual(verdict)
    })
  }
})
