import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../setup/runs.ts'
import { snapshotOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle, GUEST_IN_GERMANY } from '../catalogue.ts'
import { type AskedWorld, askedWorlds, judged, type Shown, shownTo } from '../oracle/asked-worlds.ts'
import { zonesOf } from '../oracle/generated-place.ts'
import { countryOf, residenceAbroad } from '../oracle/oracle-place.ts'
import { standing } from '../oracle/oracle-ratings.ts'
import type { OracleContext } from '../oracle/oracle-request.ts'

type Token = NonNullable<OracleContext['token']>
type Pair = readonly [wide: OracleContext, narrow: OracleContext]

const RUNS = { numRuns: runs(200) }

/** Whatever is shown to the narrower is shown to the wider; `starts`: nor does more of it start by itself. */
function expectWithin(narrow: Shown, wide: Shown, starts: 'starts' | 'shown'): void {
  expect([...narrow.keys()].filter((each) => !wide.has(each))).toEqual([])
  if (starts === 'shown') return
  const sooner = [...narrow].filter(([each, start]) => start === true && wide.get(each) !== true)
  // What the slate leaves out for one viewer says nothing of whether it would start.
  expect(sooner.filter(([each]) => wide.get(each) !== 'left out by the slate')).toEqual([])
}

/** Compares many pairs; the world must be one in which something is shown to the wider. */
function neverWidens(narrow: (world: AskedWorld) => Pair, starts: 'starts' | 'shown' = 'starts'): void {
  let shown = 0
  const property = fc.property(askedWorlds, (world) => {
    const [wider, narrower] = narrow(world)
    const all = shownTo(world, wider, world.beside)
    shown += all.size
    expectWithin(shownTo(world, narrower, world.beside), all, starts)
  })
  fc.assert(property, RUNS)
  expect(shown).toBeGreaterThan(0)
}

const GROWN: Token = { cap: 18, adult: true, pin: true, ent: ['subscription', 'rent', 'buy', 'free'] }
const without = <From extends object, Key extends keyof From>(from: From, ...keys: readonly Key[]): Omit<From, Key> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as Key))) as Omit<From, Key>

/** A member with everything that a claim can open, but for what the generated token says. */
const held = ({ context, token }: AskedWorld): Token => ({
  ...GROWN,
  ...token,
  ...context.token,
  ...residenceOf(context),
})
const residenceOf = ({ token }: OracleContext) => (token?.res === undefined ? {} : { res: token.res })
const athome = (context: OracleContext): OracleContext => ({
  ...context,
  token: context.token && without(context.token, 'res'),
})

describe('a claim that is lowered or left out', () => {
  it('a lower cap widens nothing', () => {
    neverWidens((world) => {
      const token = held(world)
      const cap = Math.max(0, (token.cap ?? 18) - world.less)
      return [
        { ...world.context, token },
        { ...world.context, token: { ...token, cap } },
      ]
    })
  })

  it('a token without cap shows no more, though its minor is no longer known as one', () => {
    neverWidens((world) => {
      const token = held(world)
      return [
        { ...world.context, token },
        { ...world.context, token: without(token, 'cap') },
      ]
    }, 'shown')
  })

  it.each(['adult', 'pin', 'ent', 'personalize'] as const)('a token without %s widens nothing', (claim) => {
    neverWidens((world) => {
      const token = held(world)
      return [
        { ...world.context, token },
        { ...world.context, token: without(token, claim) },
      ]
    })
  })

  it('fewer entitlements widen nothing', () => {
    neverWidens((world) => {
      const token = { ...held(world), ent: GROWN.ent }
      return [
        { ...world.context, token },
        { ...world.context, token: { ...token, ent: GROWN.ent?.slice(world.less % 4) } },
      ]
    })
  })

  it('an expired token shows and starts no more than a guest, nor than itself when it was good', () => {
    neverWidens(({ context, token }) => {
      const guest = without(athome(context), 'token')
      return [guest, { ...guest, token: { ...GROWN, ...token, expired: true } }]
    })
    neverWidens(({ context, token }) => {
      const claims = without({ ...GROWN, ...token }, 'expired')
      return [
        { ...context, token: claims },
        { ...context, token: { ...claims, expired: true } },
      ]
    })
  })
})

describe('a request without a token', () => {
  it('no token decides exactly as a token that claims nothing', () => {
    const property = fc.property(askedWorlds, (world) => {
      const guest = without(world.context, 'token')
      const nobody = { ...guest, token: { personalize: false } }
      expect([...shownTo(world, nobody, world.beside)]).toEqual([...shownTo(world, guest, world.beside)])
    })
    fc.assert(property, RUNS)
  })

  it("no token shows no more than a member's, but for a kids profile, which is another profile", () => {
    neverWidens((world) => {
      const token = without(held({ ...world, context: athome(world.context) }), 'kids', 'expired')
      return [{ ...world.context, token }, without(world.context, 'token')]
    }, 'shown')
  })
})

describe('a hint', () => {
  /** Not `device`: a campaign for televisions is for those who say that they are one. */
  const hints: readonly (readonly [string, (world: AskedWorld) => Partial<OracleContext>])[] = [
    ['kids=1', () => ({ kids: true })],
    ['maxAge', ({ context, less }) => ({ maxAge: Math.min(less, context.maxAge ?? 99) })],
    ['codecs', () => ({ codecs: ['avc'] })],
    ['maxHeight', () => ({ maxHeight: 360 })],
    ['autoplay=off', () => ({ autoplay: 'off' })],
    ['saveData', () => ({ saveData: true })],
    ['reducedMotion', () => ({ reducedMotion: true })],
    ['gpc', () => ({ gpc: true })],
    ['language', () => ({ language: 'de' })],
  ]

  it.each(hints)('the hint %s widens nothing', (_name, hint) => {
    neverWidens((world) => {
      const wide = { ...without(world.context, 'codecs', 'maxHeight'), token: held(world) }
      return [wide, { ...wide, ...hint(world) }]
    })
  })

  it('the title in view of a placement widens nothing', () => {
    const property = fc.property(askedWorlds, (world) => {
      const context = { ...world.context, token: held(world) }
      expectWithin(shownTo(world, context, world.beside ?? 'ttl_0'), shownTo(world, context), 'starts')
    })
    fc.assert(property, RUNS)
  })

  it('kids=1 of a guest opens no campaign for kids only', () => {
    const assets = [anAsset('ast_a', 'ttl_a')]
    const campaigns = [aCampaign('cmp_kids', ['ast_a'], { audience: { kids: 'only' } })]
    const schedule = { titles: [aTitle('ttl_a')], assets, campaigns }
    const { snapshot } = snapshotOf('dach', schedule)
    const world = { schedule, snapshotFor: () => snapshot, context: GUEST_IN_GERMANY, token: {}, less: 1, beside: null }
    expect(shownTo(world, { ...GUEST_IN_GERMANY, kids: true }).size).toBe(0)
    expect(shownTo(world, { ...GUEST_IN_GERMANY, token: { kids: true, expired: true } }).size).toBe(0)
    expect(shownTo(world, { ...GUEST_IN_GERMANY, token: { kids: true } }).size).toBe(1)
  })
})

/** Whether a place has a rating for a candidate: only then has it an age of its own to hold it to. */
function isRatedIn(code: string, { schedule }: AskedWorld, key: string): boolean {
  const asset = schedule.assets.find(({ id }) => id === key.split(' ')[0])
  const title = schedule.titles.find(({ id }) => id === asset?.titleId)
  return standing(code, asset?.ratings ?? [], title?.ratings ?? []).state === 'rated'
}

describe('a residence abroad', () => {
  const LAWS = ['refused', 'maturity', 'band', 'clock', 'descriptor']
  const travellers = askedWorlds.filter(({ context }) => residenceAbroad(context) !== null)
  /** With a zone: at home the same clock would otherwise not be read. */
  const asked = ({ context }: AskedWorld): OracleContext => ({
    ...context,
    token: { ...context.token, cap: 18, adult: true, pin: true },
    timezone: zonesOf(context.country)[0],
  })

  it('a residence abroad opens nothing that the viewer would not be shown at home, at the same hour', () => {
    let shown = 0
    const property = fc.property(travellers, (world) => {
      const away = asked(world)
      const home = { ...away, country: residenceAbroad(away)?.code ?? '', token: { ...away.token, res: undefined } }
      const there = shownTo(world, away)
      shown += there.size
      expectWithin(there, shownTo(world, home), 'starts')
    })
    fc.assert(property, RUNS)
    expect(shown).toBeGreaterThan(0)
  })

  it('a residence abroad opens nothing that the ages, clocks and words of the place refuse, where it rates it', () => {
    let compared = 0
    const property = fc.property(travellers, (world) => {
      const away = asked(world)
      const { gates } = judged(world, { ...away, token: { ...away.token, res: undefined } })
      for (const key of shownTo(world, away).keys()) {
        const here = gates.get(key)
        if (here === undefined || !isRatedIn(away.country, world, key)) continue
        compared++
        expect(here.filter((reason) => LAWS.includes(reason))).toEqual([])
      }
    })
    fc.assert(property, RUNS)
    expect(compared).toBeGreaterThan(0)
  })
})

it('a place behind a VPN opens nothing that the place would not show, of what the place has rated', () => {
  let shown = 0
  const property = fc.property(askedWorlds, (world) => {
    const open = { ...without(athome(world.context), 'anonymizer'), token: GROWN }
    const code = countryOf(open)?.code
    const hidden = shownTo(world, { ...open, anonymizer: 'vpn' })
    const rated = [...hidden].filter(([key]) => code === undefined || isRatedIn(code, world, key))
    shown += rated.length
    expectWithin(new Map(rated), shownTo(world, open), 'starts')
  })
  fc.assert(property, RUNS)
  expect(shown).toBeGreaterThan(0)
})
