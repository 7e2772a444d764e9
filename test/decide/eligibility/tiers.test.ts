import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { assetMatrix } from '../../../src/decide/matrix/asset-matrix.ts'
import { PRIORITIES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import { takedownTarget } from '../../../src/model/nouns/takedown.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'
import table from './tiers.json' with { type: 'json' }

/** A clip of each tier, each of a title of its own, and one that two tiers show. */
const snapshot = openIn({
  titles: [...PRIORITIES, 'both'].map((name) => aTitle(`ttl_${name}`)),
  assets: [...PRIORITIES, 'both'].map((name) => anAsset(`ast_${name}`, `ttl_${name}`)),
  campaigns: PRIORITIES.map((priority) =>
    aCampaign(
      `cmp_${priority}`,
      priority === 'takeover' || priority === 'evergreen' ? [`ast_${priority}`, 'ast_both'] : [`ast_${priority}`],
      { priority },
    ),
  ),
})

const orders = (tiers: readonly string[], more: { territories?: readonly string[]; until?: number | null } = {}) =>
  denied(
    ...tiers.map((tier) => ({ id: `tkd_${tier}`, target: `tier:${tier}`, territories: null, until: null, ...more })),
  )

/** What plays on each title's own page. */
function plays(denies: ReturnType<typeof denied>, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    const placement = { id: name, surface: 'title-detail', titleId: `ttl_${name}`, row: null, inView: null, count: 1 }
    const request = requestFor(snapshot, {}, { placements: [{ ...placement, surface: 'title-detail' }], denies })
    return decide(opened(snapshot), request).some(({ picks }) => assetIdsOf(snapshot, picks).length > 0)
  })
}

describe('an order on tiers', () => {
  it.each(table.map((row) => [row.denied.join(' and '), row.plays.join(', '), row] as const))(
    'an order on %s leaves %s, where and while it holds',
    (_denied, _plays, row) => {
      const until = row.until === undefined ? null : Date.parse(row.until)
      const denies = orders(row.denied, { until, ...(row.territories && { territories: row.territories }) })
      expect(plays(denies, PRIORITIES)).toEqual(row.plays)
    },
  )

  it('an order on a tier leaves an asset to its campaigns of other tiers', () => {
    expect(plays(orders(['takeover', 'guaranteed', 'standard']), ['both'])).toEqual(['both'])
  })

  it('a refusal by an order on a tier says which, and the matrix says the same', () => {
    const denies = orders(['standard'])
    const said = [0, 1, 2, 3, 4].map((row) => {
      const question = { asset: row, surface: null, inView: null, now: Date.UTC(2026, 10, 22, 12), denies }
      return JSON.stringify(assetMatrix(snapshot, question)).includes('takedown')
    })
    expect(said.filter(Boolean)).toHaveLength(1)
    const at = { territory: 'DE', place: 'DE', now: 0 }
    const reached = opened(snapshot).denies(denies, { ...requestFor(snapshot).context, ...at })
    expect([...reached.denies.campaigns.values()]).toEqual(['tkd_standard of tier:standard'])
  })
})

it.each(['tier:evergreen', 'tier:', 'tier:Takeover', 'tier:none'])(
  'an order on %s is refused with the targets that there are',
  (target) => {
    const parsed = takedownTarget.safeParse(target)
    expect(parsed.success ? null : parsed.error.issues[0]?.message).toContain(
      'tier:takeover, tier:guaranteed, tier:standard',
    )
  },
)
