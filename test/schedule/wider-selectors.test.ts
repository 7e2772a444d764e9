import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TitleId } from '../../src/model/fields/identifier.ts'
import { type AssetSelector, type Selectable, Selection } from '../../src/schedule/campaigns/select-assets.ts'
import { isWider } from '../../src/schedule/moves/widened-selector.ts'
import { TitleLines } from '../../src/schedule/store/title-lines.ts'

/** A selector that is told to be wider than another one: what that one selected is then not looked at. */
const DAY_MS = 86_400_000
const someOf = <Value>(...values: Value[]) => fc.subarray(values, { minLength: 1 })
const properties = fc.record(
  {
    feed: fc.constantFrom('f', 'F', 'g'),
    tags: someOf('x', 'X', 'y'),
    titles: someOf<TitleId>('ttl_a', 'ttl_b'),
    kinds: someOf<Selectable['kind']>('trailer', 'clip'),
    aspects: someOf<Selectable['aspect']>('16:9', '9:16'),
    addedWithinDays: fc.constantFrom(1, 30),
  },
  { requiredKeys: [] },
)
/** Two that differ in a field or two at most: others are hardly ever wider. */
const pair = fc
  .record({
    asked: properties,
    not: fc.option(properties, { nil: undefined }),
    other: properties,
    otherNot: properties,
    fields: fc.subarray(['feed', 'tags', 'titles', 'kinds', 'aspects', 'addedWithinDays'] as const, { maxLength: 2 }),
    inNot: fc.boolean(),
    hasNot: fc.boolean(),
  })
  .map(({ asked, not, other, otherNot, fields, inNot, hasNot }): readonly [AssetSelector, AssetSelector] => {
    const changed = (from: object, to: Readonly<Record<string, unknown>>) => ({
      ...from,
      ...Object.fromEntries(fields.map((field) => [field, to[field]])),
    })
    const before = not === undefined ? asked : { ...asked, not }
    if (!inNot) return [before, changed(before, other)]
    return [before, hasNot ? { ...asked, not: changed(not ?? {}, otherNot) } : asked]
  })
const ASSETS: readonly Selectable[] = (['ttl_a', 'ttl_b'] as const).flatMap((titleId) =>
  (['trailer', 'clip'] as const).flatMap((kind) =>
    (['16:9', '9:16'] as const).flatMap((aspect) =>
      [['feed:f', 'tag:x'], ['feed:g', 'tag:x', 'tag:y'], ['tag:y'], []].flatMap((groups) =>
        [0, 5, 50].map((age): Selectable => ({ id: 'ast_1', titleId, kind, aspect, groups, addedAt: -age * DAY_MS })),
      ),
    ),
  ),
)

it('a selector that counts as wider selects all that the other one does', async () => {
  const lines = new TitleLines({} as never, async (ids) => ids.map(() => null))
  let wider = 0
  await fc.assert(
    fc.asyncProperty(pair, async ([before, after]) => {
      if (!isWider(before, after)) return
      wider += 1
      const kept = new Set(await new Selection(after, lines, 1).among(ASSETS))
      const shown = await new Selection(before, lines, 1).among(ASSETS)
      expect(shown.filter((asset) => !kept.has(asset))).toEqual([])
    }),
    { numRuns: 2_000 },
  )
  expect(wider).toBeGreaterThan(200)
})
