import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidateDocument } from '../../src/cli/snapshot/candidate-document.ts'
import { recordDiff } from '../../src/compile/diff/record-diff.ts'
import { autoplayOf } from '../../src/decide/eligibility/autoplay.ts'
import { countCaps } from '../../src/decide/eligibility/count-caps.ts'
import { denyIndex } from '../../src/decide/eligibility/denies.ts'
import { eligible } from '../../src/decide/eligibility/eligible.ts'
import { gateInput } from '../../src/decide/eligibility/gate-input.ts'
import { packedReach } from '../../src/decide/eligibility/packed-reach.ts'
import { RowIndex } from '../../src/decide/rows/row-index.ts'
import type { Snapshot, SnapshotHot } from '../../src/model/columns/snapshot.ts'
import type { PackedDeny } from '../../src/model/denies/packed-deny.ts'
import { SNAPSHOT_FORMAT } from '../../src/snapshot/format.ts'
import { contextOf, snapshotOf } from '../decide/case-world.ts'
import { aCampaign, anAsset, aTitle } from '../decide/catalogue.ts'
import { denied } from '../decide/denied.ts'
import { contextsIn, namedTitles } from '../decide/oracle/generated-request.ts'
import { schedules } from '../decide/oracle/generated-schedule.ts'
import type { OracleContext } from '../decide/oracle/oracle-request.ts'

type Tables = Pick<SnapshotHot, 'assets' | 'titles' | 'campaigns' | 'windows' | 'offers' | 'ratings'> &
  SnapshotHot['classes']
type ColumnName = { [Table in keyof Tables]: `${Table}.${keyof Tables[Table] & string}` }[keyof Tables]

/**
 * What a column is for. `forbids <format>`: another value may refuse a candidate, or forbid that it starts by itself; an
 * old reader that ignored the column would show what it forbids, so the format has had its own number since. `says`:
 * no verdict depends on it.
 */
const COLUMNS: Readonly<Record<ColumnName, `forbids ${number}` | 'says'>> = {
  'assets.idHash': 'forbids 3',
  'assets.idCheck': 'forbids 3',
  'assets.title': 'forbids 3',
  'assets.window': 'forbids 3',
  'assets.access': 'forbids 3',
  'assets.form': 'forbids 3',
  'assets.content': 'forbids 3',
  'assets.format': 'forbids 3',
  'assets.speech': 'says',
  'assets.durationMs': 'says',
  'assets.taste': 'says',
  'titles.idHash': 'forbids 3',
  'titles.idCheck': 'forbids 3',
  'titles.parent': 'forbids 3',
  'titles.offer': 'says',
  'titles.rating': 'forbids 3',
  'titles.releasedAt': 'says',
  'titles.franchise': 'says',
  'titles.cluster': 'says',
  'campaigns.idHash': 'forbids 3',
  'campaigns.idCheck': 'forbids 3',
  'campaigns.window': 'forbids 3',
  'campaigns.surfaces': 'forbids 3',
  'campaigns.priority': 'says',
  'campaigns.kids': 'forbids 3',
  'campaigns.devices': 'forbids 3',
  'campaigns.entitlements': 'forbids 3',
  'campaigns.capCount': 'forbids 3',
  'campaigns.capWindowSeconds': 'forbids 3',
  'campaigns.capScope': 'forbids 3',
  'campaigns.owner': 'says',
  'campaigns.exclusionLabels': 'says',
  'campaigns.hours': 'forbids 3',
  'windows.cells': 'forbids 3',
  'windows.offsets': 'forbids 3',
  'windows.start': 'forbids 3',
  'windows.end': 'forbids 3',
  'offers.cells': 'forbids 3',
  'offers.offsets': 'forbids 3',
  'offers.start': 'forbids 3',
  'offers.end': 'forbids 3',
  'offers.promoteFrom': 'forbids 3',
  'offers.types': 'says',
  'offers.embargoUntil': 'forbids 3',
  'ratings.age': 'forbids 3',
  'ratings.leastAge': 'forbids 3',
  'ratings.state': 'forbids 3',
  'ratings.kind': 'forbids 3',
  'ratings.text': 'forbids 3',
  'ratings.clockLabel': 'forbids 3',
  'access.offer': 'forbids 3',
  'access.worldwide': 'forbids 3',
  'form.kind': 'forbids 3',
  'form.aspect': 'forbids 3',
  'form.flashRisk': 'forbids 3',
  'content.rating': 'forbids 3',
  'content.titleRating': 'forbids 3',
  'content.band': 'forbids 3',
  'content.descriptors': 'forbids 3',
  'format.leastHeight': 'forbids 3',
  'speech.languages': 'says',
}
const NAMES = Object.keys(COLUMNS) as ColumnName[]

/** Columns that a diff of two snapshots does not compare, and why. */
const NOT_IN_DIFF: Partial<Readonly<Record<ColumnName, string>>> = {
  'assets.idCheck': 'of the id',
  'titles.idCheck': 'of the id',
  'titles.franchise': 'each snapshot numbers them anew; the panel of decisions tells',
  'titles.cluster': 'each snapshot numbers them anew; the panel of decisions tells',
  'campaigns.idHash': 'of the id',
  'campaigns.idCheck': 'of the id',
  'campaigns.owner': 'each snapshot numbers them anew; the panel of decisions tells',
  'access.offer': 'of the title, where it is compared',
  'content.titleRating': 'of the title, where it is compared',
}
/** Columns that `ff snapshot inspect` does not show of a candidate, and why. */
const NOT_IN_INSPECT: Partial<Readonly<Record<ColumnName, string>>> = {
  'assets.idCheck': 'of the id',
  'assets.taste': '32 numbers that say nothing one by one',
  'titles.idHash': 'of the id',
  'titles.idCheck': 'of the id',
  'titles.parent': 'of the title, not of a candidate',
  'titles.offer': 'as the column of access has it',
  'titles.rating': 'of the title, not of a candidate',
  'titles.releasedAt': 'of the title, not of a candidate',
  'titles.franchise': 'a number of this snapshot alone',
  'titles.cluster': 'a number of this snapshot alone',
  'campaigns.idCheck': 'of the id',
  'campaigns.owner': 'a number of this snapshot alone',
  'content.titleRating': 'of the title, not of a candidate',
}

/** Two sources say what it is in Germany. */
const SIXTEEN = [
  { territory: 'DE', label: 'FSK 16' },
  { territory: 'DE', label: 'FSK 12' },
]
/** What the generated schedules never have. */
const apart = {
  titles: [
    aTitle('ttl_0', { kind: 'series', franchiseId: 'frn_a', genres: ['horror'], releasedOn: '2026-10-01' }),
    aTitle('ttl_1', { kind: 'episode', parentId: 'ttl_0', genres: ['comedy'] }),
    aTitle('ttl_2', {
      franchiseId: 'frn_b',
      ratings: [...SIXTEEN, { territory: 'MX', label: 'C' }],
    }),
    // Nobody may watch it, so that only what is cleared for the whole world plays.
    aTitle('ttl_3', { kind: 'short', offers: [], ratings: [{ territory: 'DE', label: 'FSK 12' }] }),
  ],
  assets: [
    anAsset('ast_0', 'ttl_0', { audio: [{ language: 'de' }] }),
    anAsset('ast_1', 'ttl_1', { audio: [{ language: 'en' }], worldwide: true }),
    anAsset('ast_2', 'ttl_2', { band: 'red', flashRisk: true }),
    // Rated like its title in Germany, and of another class.
    anAsset('ast_3', 'ttl_2', { ratings: [...SIXTEEN, { territory: 'AT', label: '16' }] }),
    anAsset('ast_4', 'ttl_3', { worldwide: true, descriptors: ['gore'] }),
    anAsset('ast_5', 'ttl_3', { worldwide: true }),
  ],
  campaigns: [
    aCampaign('cmp_0', ['ast_0', 'ast_1', 'ast_3', 'ast_4', 'ast_5'], {
      exclusionLabels: ['rival:one'],
      owner: 'emea',
      weight: 2,
    }),
    aCampaign('cmp_1', ['ast_1', 'ast_2'], {
      frequencyCap: { count: 2, windowSeconds: 60, scope: 'title' },
      hours: [{ days: ['sun'], from: '10:00', to: '14:00' }],
    }),
  ],
}

const ON_ITS_PAGE: readonly [OracleContext, string | null] = [
  { country: 'DE', now: '2026-11-22T21:30:00Z', surface: 'title-detail', token: { cap: 18, adult: true } },
  'ttl_2',
]
/** Snapshots of a region with names for labels that a clock closes by, and of one without. */
const WORLDS = (['dach', 'latam'] as const).flatMap((region, seed) =>
  [apart, ...fc.sample(schedules, { numRuns: 3, seed: 4 + seed })].map((schedule) => ({
    snapshot: snapshotOf(region, schedule).snapshot,
    asked: [...fc.sample(fc.tuple(contextsIn(region), namedTitles), { numRuns: 40, seed: 4 }), ON_ITS_PAGE],
  })),
)
type World = (typeof WORLDS)[number]

const NONE = denied()
const ORDERS = denied(
  ...['ttl_0', 'ast_1', 'cmp_1'].map((target) => ({ id: 'tkd_1', target, territories: null, until: null })),
)

/** Every verdict of a snapshot for some viewers, and what starts by itself. */
function verdictsOf({ snapshot, asked }: World): string {
  const { hot } = snapshot
  const columns = { hot, index: new RowIndex(hot) }
  const withdrawn = { ...columns, reachOf: (deny: PackedDeny) => packedReach(columns, deny) }
  return asked
    .map(([each, beside], at) => {
      const context = contextOf(snapshot, each, at % 3 === 0)
      const denies = denyIndex(withdrawn, at % 5 === 0 ? ORDERS : NONE, context)
      const input = gateInput(snapshot, { context, denies }, { surface: each.surface, titleId: null, inView: beside })
      if (input === null) return ''
      const counts = countCaps(snapshot, new Map(), [...hot.candidateAsset.keys(), 0], context.now - 30_000)
      const starts = Array.from(hot.assets.idHash, (_, asset) => autoplayOf(input, asset).reason)
      return `${eligible(input, counts).verdicts} ${starts}`
    })
    .join(' ')
}

function shownOf({ snapshot }: World): string {
  return JSON.stringify(Array.from(snapshot.hot.candidateAsset, (_, row) => candidateDocument(snapshot, row)))
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int8Array | Float64Array

function columnOf({ hot }: Snapshot, name: ColumnName): Column | SnapshotHot['campaigns']['hours'] {
  const [table = '', column = ''] = name.split('.')
  return Reflect.get(Reflect.get({ ...hot, ...hot.classes }, table), column)
}

/** The snapshot with other values in one place of a column, one after another. */
function* changed(snapshot: Snapshot, name: ColumnName): Generator<Snapshot> {
  const column = columnOf(snapshot, name)
  if (column instanceof Map) {
    const { campaigns } = snapshot.hot
    yield { ...snapshot, hot: { ...snapshot.hot, campaigns: { ...campaigns, hours: new Map() } } }
    return
  }
  const values = column as Column
  // What is looked for is soon found; of a column that nothing reads some places are enough.
  const step = COLUMNS[name] === 'says' ? Math.ceil(values.length / 16) : 1
  for (let at = 0; at < values.length; at += step) {
    const own = values[at] ?? 0
    for (const other of new Set([own + 1, 0, values[0] ?? 0, values.at(-1) ?? 0])) {
      values[at] = other
      if (Object.is(values[at], own)) continue
      yield snapshot
      values[at] = own
    }
    values[at] = own
  }
}

/** The columns of which some other value changes what comes of a snapshot. */
function readBy(outcome: (world: World) => string): readonly ColumnName[] {
  const before = WORLDS.map(outcome)
  return NAMES.filter((name) =>
    WORLDS.some(({ snapshot, asked }, index) => {
      let differs = false
      for (const other of changed(snapshot, name)) {
        differs ||= outcomeOr(outcome, { snapshot: other, asked }) !== before[index]
      }
      return differs
    }),
  )
}

/** A value that no compiler makes may lead nowhere. */
function outcomeOr(outcome: (world: World) => string, world: World): string {
  try {
    return outcome(world)
  } catch {
    return 'refused'
  }
}

describe('a column of a snapshot', () => {
  it('a column forbids where it is said to, and has a format number that older readers refuse', () => {
    const forbidding = NAMES.filter((name) => COLUMNS[name].startsWith('forbids'))
    expect(readBy(verdictsOf)).toEqual(forbidding)
    for (const name of forbidding) expect(Number(COLUMNS[name].slice(8)), name).toBeLessThanOrEqual(SNAPSHOT_FORMAT)
  })

  it('a column is compared by a diff of two snapshots', () => {
    const live = new Map(
      WORLDS.map(({ snapshot }) => [snapshot.text, { ...snapshot, hot: structuredClone(snapshot.hot) }]),
    )
    const read = readBy(({ snapshot }) => {
      return JSON.stringify(recordDiff(live.get(snapshot.text) ?? snapshot, snapshot, 5))
    })
    expect(NAMES.filter((name) => !read.includes(name)).sort()).toEqual(Object.keys(NOT_IN_DIFF).sort())
  })

  it('a column is shown of a candidate by ff snapshot inspect', () => {
    const read = readBy(shownOf)
    expect(NAMES.filter((name) => !read.includes(name)).sort()).toEqual(Object.keys(NOT_IN_INSPECT).sort())
  })
})
