import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answered, answerBody } from '../../src/answer/answer-body.ts'
import { answerText } from '../../src/answer/answer-text.ts'
import { onFloor } from '../../src/answer/floor.ts'
import { openBaseline } from '../../src/baseline/baseline.ts'
import { leftOutColumns } from '../../src/compile/weights/left-out.ts'
import type { Context, Placement } from '../../src/decide/context/context.ts'
import { ContextShape } from '../../src/decide/context/context-shape.ts'
import { decide } from '../../src/decide/decide.ts'
import { renditionHash } from '../../src/model/columns/rendition-hash.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import type { Device } from '../../src/model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import { contextOf, snapshotOf } from '../decide/case-world.ts'
import { aCampaign, anAsset, aTitle, openIn, requestFor } from '../decide/catalogue.ts'
import { opened } from '../decide/opened.ts'
import { contextsIn } from '../decide/oracle/generated-request.ts'
import { schedules } from '../decide/oracle/generated-schedule.ts'
import { paced } from '../decide/pacing/paced-world.ts'

const SEALED = { token: 'to.ken', session: 'ses-sion_1' }

function answered(
  snapshot: Snapshot,
  context: Context,
  placements: readonly Placement[],
  mediaOrigin: string,
): Answered {
  const request = { ...requestFor(snapshot, {}, { placements }), context }
  const baseline = openBaseline()
  const floor = { opened: opened(baseline), context, denies: DenyList.NONE }
  const decisions = onFloor(decide(opened(snapshot), request), { opened: opened(snapshot), request }, floor)
  const described = { id: 'ab'.repeat(32), sequence: 7, ageSeconds: 61, rung: 'fresh' } as const
  const ground = { snapshot: baseline, context }
  return {
    decisionId: 'c0'.repeat(16),
    snapshot,
    context,
    decisions,
    floor: ground,
    described,
    mediaOrigin,
    ended: null,
  }
}

const bodyText = (given: Answered): string => {
  const { decisionId, ...rest } = answerBody(given)
  return JSON.stringify({ decisionId, ...SEALED, ...rest })
}

const names = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'hero', 'row-1_x') },
  { weight: 1, arbitrary: fc.constantFrom('7', '01', '__proto__', 'so "quoted"', 'ünïcode\u2028', '') },
)
const placement = fc
  .record({ id: names, surface: fc.constantFrom(...SURFACE_IDS), count: fc.integer({ min: 1, max: 4 }) })
  .map((asked): Placement => ({ ...asked, titleId: null, inView: null, row: null }))

/** The same snapshot, where a class of devices is not offered the first rendition of any asset. */
function withoutFirsts(snapshot: Snapshot, device: Device): Snapshot {
  const leftOut = Array.from(snapshot.hot.assets.idHash.keys(), (asset) => {
    const { assetId, renditions } = snapshot.text.asset(asset)
    return renditions.slice(0, 1).map((first) => ({ assetId, device, rendition: renditionHash(first) }))
  })
  return { ...snapshot, weights: { ...snapshot.weights, leftOut: leftOutColumns(leftOut.flat()) } }
}

const world = fc.record({
  schedule: schedules,
  failingOn: fc.constantFrom(null, 'tv', 'mobile'),
  asked: fc.array(
    fc.record({
      context: contextsIn('dach'),
      language: fc.constantFrom(null, 'de', 'fr'),
      placements: fc.array(placement, { minLength: 1, maxLength: 3 }),
      mediaOrigin: fc.constantFrom('', 'https://media.example'),
      shaped: fc.boolean(),
      laterMs: fc.array(fc.constantFrom(0, 1, 60_000, 3_600_000, 86_400_000 * 3), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
})

describe('an answer as it is written', () => {
  it('the text of an answer is byte for byte the body of the same decision, whoever was answered before', () => {
    let items = 0
    fc.assert(
      fc.property(world, ({ schedule, failingOn, asked }) => {
        const { snapshot: sound } = snapshotOf('dach', schedule)
        const snapshot = failingOn === null ? sound : withoutFirsts(sound, failingOn)
        for (const { context: said, language, placements, mediaOrigin, shaped, laterMs } of [...asked, ...asked]) {
          const context = { ...contextOf(snapshot, said), language }
          const shape = new ContextShape(context)
          for (const later of [0, ...laterMs]) {
            const now = context.now + later
            const given = answered(snapshot, shaped ? shape.at(now) : { ...context, now }, placements, mediaOrigin)
            items += given.decisions.reduce((sum, { picks }) => sum + picks.length, 0)
            expect(answerText(given, SEALED)).toBe(bodyText(given))
          }
        }
      }),
      { numRuns: 40 },
    )
    expect(items).toBeGreaterThan(150)
  })

  it('a device of a class where a rendition fails gets another list than one that was answered before it', () => {
    const renditions = [540, 1080].map((height) => ({ type: 'mp4', url: `/media/${height}.mp4`, codec: 'avc', height }))
    const assets = [anAsset('ast_a', 'ttl_a', { renditions })]
    const campaigns = [aCampaign('cmp_a', ['ast_a'])]
    const snapshot = withoutFirsts(openIn({ titles: [aTitle('ttl_a')], assets, campaigns }), 'tv')
    const { context } = requestFor(snapshot)
    const heights = (['mobile', 'tv', 'web', null] as const).map((device) => {
      const placements = [
        { id: 'hero', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null } as const,
      ]
      const given = answered(snapshot, { ...context, device }, placements, '')
      expect(answerText(given, SEALED)).toBe(bodyText(given))
      return answerBody(given).decisions.hero?.[0]?.playback.map(({ height }) => height)
    })
    expect(heights).toEqual([[1080, 540], [1080], [1080, 540], [1080, 540]])
  })

  it('an answer ends with its winner’s share, by the newest weights, and one whose share has ended unasked does not', () => {
    const schedule = { titles: [aTitle('ttl_a')], assets: [anAsset('ast_a', 'ttl_a')] }
    const sound = openIn({ ...schedule, campaigns: [aCampaign('cmp_a', ['ast_a'])] })
    const { context } = requestFor(sound)
    const shaped = new ContextShape(context).at(context.now)
    const placements = [{ id: 'hero', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null } as const]
    const validFor = [30_000, 10_000, 0].map((left) => {
      // Weights change every few minutes, and the columns beside them stay.
      const { weights } = paced(sound, () => ({ endsAt: context.now + left }))
      const given = answered({ ...sound, weights }, shaped, placements, '')
      expect(answerText(given, SEALED)).toBe(bodyText(given))
      return answerBody(given).validForMs
    })
    expect(validFor).toEqual([30_000, 10_000, 60_000])
  })

  it('an answer says that the clips feed has ended', () => {
    const baseline = openBaseline()
    const given = { ...answered(baseline, requestFor(baseline).context, [], ''), ended: 'clips-feed' }
    expect(answerText(given, SEALED)).toBe(bodyText(given))
    expect(JSON.parse(answerText(given, SEALED)).noDecisions).toEqual([
      { placement: 'clips-feed', statusCode: 1, reason: 'end-of-feed' },
    ])
  })
})
