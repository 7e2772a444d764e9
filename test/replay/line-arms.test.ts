import { describe, expect, it } from 'vitest'
import { viewerArms } from '../../src/edge/answer/experiment-arms.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { hash32 } from '../../src/model/hash32.ts'
import { armsElsewhere } from '../../src/replay/arms-elsewhere.ts'
import { lineChances } from '../../src/replay/line-chances.ts'
import type { LineWithDenies } from '../../src/replay/replay.ts'
import { largeShards } from '../bench/catalogue/large-snapshot.ts'
import { opened } from '../decide/opened.ts'
import { TRIED_RUN, withOtherLearning } from '../edge/other-learning.ts'
import { runs } from '../setup/runs.ts'
import { loggedLines } from './logged-lines.ts'

const TAUGHT = withOtherLearning('na', largeShards(300)).snapshot

/** An experiment of everybody, with the values of its other arms beside control. */
const experiment = (key: string, ...arms: readonly object[]) => ({
  ...{ key, layer: key, hashVersion: 2, seed: key, unit: 'viewer', namespace: null },
  targeting: { territories: [], surfaces: [], devices: [], viewers: 'any' },
  ranges: [[0, 0.2], ...arms.map((_, at) => [0.2 + (0.8 * at) / arms.length, 0.2 + (0.8 * (at + 1)) / arms.length])],
  variations: [
    { key: 'control', parameters: {} },
    ...arms.map((parameters, at) => ({ key: `tried-${at}`, parameters })),
  ],
})
const LEARNED = experiment('runs', { learned: TRIED_RUN }, { learned: 'none' })
const WARMER = experiment('warmer', { 'slate.home-hero.temperature': 2 })
/** A profile lies in the space of what the region serves, or of what an arm or the holdout has. */
const SPACES = ['served-1', 'tried-1', 'metadata-1']
const HOLDOUT = { seed: 'held', share: 0.2 }

/** The snapshot, published with these experiments: another object each time, as if it were fetched. */
const running = (...experiments: readonly object[]): Snapshot => withExperiments({ holdout: HOLDOUT, experiments })
function withExperiments(said: object): Snapshot {
  const rules = { ...TAUGHT.rules, experiments: JSON.parse(JSON.stringify(said)) }
  return { ...TAUGHT, hot: { ...TAUGHT.hot }, rules }
}

const LIVE = running(LEARNED, WARMER)
const LINES = [
  ...loggedLines(LIVE, runs(2_000, 4), 5, (request, number) => {
    const viewer = { unit: `unit ${number % 97}`, subject: 'a subject' }
    const standing = viewerArms(LIVE, request.context, viewer, request.placements)
    const space = hash32(SPACES[number % SPACES.length] ?? '')
    const memory = { ...request.memory, spaces: { profile: space, session: 0 } }
    return { request: { ...request, memory, owned: standing.owned }, standing }
  }),
]
const isIn = (key: string, arm: RegExp) => (each: LineWithDenies) =>
  each.line.arms.some(([experiment, name]) => experiment === key && arm.test(name))

function chancesUnder(other: Snapshot, each: LineWithDenies): readonly number[] {
  const pages = lineChances({ answered: opened(LIVE), other: opened(other) }, each)
  if (typeof pages === 'string') throw new Error(pages)
  return pages.flatMap(({ places }) => places.map(({ chance }) => chance))
}
const isAsLogged = (other: Snapshot) => (each: LineWithDenies) =>
  JSON.stringify(chancesUnder(other, each)) === JSON.stringify(each.line.answer?.propensities)
const isChanged = ({ line }: LineWithDenies) => Object.keys(line.owned).length > 0

describe('lines of arms and of the holdout', () => {
  it('a snapshot with the same experiments gives each line of an arm or held out the chances that were logged', {
    timeout: 600_000,
  }, () => {
    for (const same of [LIVE, running(LEARNED, WARMER)]) {
      for (const each of LINES) {
        expect(armsElsewhere(same, each.line)).toEqual({
          arms: isChanged(each) ? 'served' : 'none',
          owned: each.line.owned,
        })
        expect(chancesUnder(same, each)).toEqual(each.line.answer?.propensities)
      }
    }
    const met = [isIn('runs', /tried-0/), isIn('runs', /tried-1/), isIn('warmer', /tried-0/), isIn('runs', /control/)]
    for (const kind of [...met, ({ line }: LineWithDenies) => line.holdout]) {
      expect(LINES.filter(kind).length).toBeGreaterThan(10)
    }
  })

  it('a line whose arm another snapshot does not serve is of control there, and says so; the rest keeps its chances', () => {
    const ended = running(WARMER)
    const learned = LINES.filter(isIn('runs', /tried/))
    for (const each of learned) {
      const { arms, owned } = armsElsewhere(ended, each.line)
      expect([arms, Object.values(owned).some((values) => 'learned' in values)]).toEqual(['control', false])
    }
    expect(learned.filter(isAsLogged(ended)).length).toBeLessThan(learned.length / 2)
    const others = LINES.filter((each) => !learned.includes(each))
    expect(others.filter(isAsLogged(ended)).length).toBe(others.length)
  })

  it('a snapshot without a holdout, or without vectors for it, decides for who was held out as in control', () => {
    const held = LINES.filter(({ line }) => line.holdout)
    const { otherLearning: _, ...withoutVectors } = running(WARMER)
    for (const other of [withExperiments({ experiments: [WARMER] }), withoutVectors]) {
      for (const { line } of held) expect(armsElsewhere(other, line)).toEqual({ arms: 'control', owned: {} })
    }
  })

  it('an arm has the values of the snapshot that is asked about', () => {
    const hotter = running(LEARNED, experiment('warmer', { 'slate.home-hero.temperature': 4 }))
    for (const { line } of LINES.filter(isIn('warmer', /tried/))) {
      const { arms, owned } = armsElsewhere(hotter, line)
      expect([arms, owned['home-hero']?.['slate.home-hero.temperature']]).toEqual(['served', 4])
    }
  })
})
