import type { RegionId } from '../../../src/model/nouns/region.ts'
import { encodeHot } from '../../../src/snapshot/columns/encode-hot.ts'
import { decodeRules } from '../../../src/snapshot/decode.ts'
import { encodeRules, encodeWeights } from '../../../src/snapshot/encode.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import { publish } from '../../edge/publish.ts'
import { compileLarge, encodeLarge, largeSchedule } from '../catalogue/large-snapshot.ts'
import { heldBuffers } from '../held-buffers.ts'
import { type LoadedEdge, startLoadedEdge } from '../loaded-edge.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared, rounded } from '../tables/comparison.ts'

const OWN = 'na'
const OTHERS = ['dach', 'fr', 'uki', 'latam'] as const
const EVERYTHING = 'shards and pages in all'
const NOTHING_PUBLISHED = 'workerd, nothing published'

interface Stage {
  readonly run: Run
  readonly edge: LoadedEdge
  readonly shardsFor: (region: RegionId, version?: number) => readonly Shard[]
  readonly note: (name: string, unit: string, value: number, comparedWith?: string) => void
}

export const suite: Suite = {
  about: 'what a cold isolate reads before it decides, and what five regions hold in one isolate',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [100_000])) rows.push(...(await loadAt(run, candidates)))
    return rows
  },
}

/**
 * The own region with its text, four more heads of the same size, and the own one swapping. Resident memory is all of
 * workerd's, with what its collector has not given back; decisions come last, since what they leave behind is theirs.
 */
async function loadAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`load: ${candidates} candidates in each of five regions`)
  const compiled = compileLarge(largeSchedule(candidates))
  const { hot, weights } = compiled
  const shards = encodeLarge(compiled)
  const rules = decodeRules(bytesOf(shards, 'rules'))
  const shardsFor: Stage['shardsFor'] = (region, version = 0) => {
    const own: Readonly<Record<string, () => Uint8Array>> = {
      hot: () => encodeHot({ ...hot, region, territories: hot.territories.with(0, String(version)) }),
      rules: () => encodeRules(region, rules),
      weights: () => encodeWeights(region, weights),
    }
    return shards.map((shard) => ({ ...shard, bytes: own[shard.name]?.() ?? shard.bytes }))
  }
  const rows: BenchRow[] = []
  const note: Stage['note'] = (name, unit, value, comparedWith) => {
    const other = rows.find((row) => row.name === comparedWith)
    const beside = other ? { ...other, values: [other.median] } : null
    rows.push(compared('load', { name, candidates, unit, values: [rounded(value)] }, beside))
  }
  await heldBuffers([OWN, ...OTHERS], shardsFor, note)
  const edge = await startLoadedEdge((await run.bundles()).edge)
  try {
    const stage: Stage = { run, edge, shardsFor, note }
    for (let answer = 0; answer < 20; answer++) await edge.get('/v1/autoplay')
    await resident(stage, NOTHING_PUBLISHED)
    await firstSnapshot(stage)
    await fiveRegions(stage)
  } finally {
    await edge.close()
  }
  return rows
}

function bytesOf(shards: readonly Shard[], name: string): Uint8Array {
  const shard = shards.find((each) => each.name === name)
  if (shard === undefined) throw new Error(`load: the snapshot has no ${name}`)
  return shard.bytes
}

/** What is read until the first snapshot decides, without the pages that are read ahead meanwhile. */
async function firstSnapshot({ edge, shardsFor, note }: Stage): Promise<void> {
  const shards = shardsFor(OWN)
  const pages = shards.filter(({ name }) => name.startsWith('text.'))
  const bytesIn = (parts: readonly Shard[]) => parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
  await publish(edge.storage, edge.key, OWN, shards)
  await served(edge, OWN, 1)
  const read = await edge.keysRead()
  const bytesRead = read.reduce((sum, key) => sum + (edge.storage.values.get(key)?.length ?? 0), 0)
  note(EVERYTHING, 'bytes', bytesIn(shards))
  note('text pages', 'pages', pages.length)
  note('a text page, on average', 'bytes', bytesIn(pages) / Math.max(1, pages.length), EVERYTHING)
  note('the pointer', 'bytes', edge.storage.values.get(keys.pointer(OWN))?.length ?? 0, EVERYTHING)
  note('read before it decides', 'reads', read.length)
  note('read before it decides, bytes', 'bytes', bytesRead, EVERYTHING)
}

async function fiveRegions(stage: Stage): Promise<void> {
  const { run, edge, shardsFor, note } = stage
  await resident(stage, 'workerd, own head and text read ahead')
  for (const region of OTHERS) {
    await publish(edge.storage, edge.key, region, shardsFor(region))
    await served(edge, region, 1)
  }
  await resident(stage, 'workerd, and four more heads')
  for (let sequence = 2; sequence < (run.quick ? 3 : 7); sequence++) {
    await publish(edge.storage, edge.key, OWN, shardsFor(OWN, sequence), sequence)
    await served(edge, OWN, sequence)
  }
  await resident(stage, 'workerd, and swaps of the own one')
  const peak = edge.peakBytes()
  if (peak !== null) note('workerd, the most so far', 'MB', peak / 1e6, NOTHING_PUBLISHED)
  for (let answer = 0; answer < (run.quick ? 3 : 30); answer++) await edge.get('/v1/clips?limit=50')
  await resident(stage, 'workerd, and pages of clips')
}

/** Notes workerd's memory; where no process tells, nothing. */
async function resident({ run, edge, note }: Stage, name: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, run.quick ? 100 : 3_000))
  const bytes = edge.residentBytes()
  if (bytes !== null) note(name, 'MB', bytes / 1e6, name === NOTHING_PUBLISHED ? undefined : NOTHING_PUBLISHED)
}

const LONGEST_MS = 120_000

async function served(edge: LoadedEdge, region: RegionId, sequence: number): Promise<void> {
  const until = performance.now() + LONGEST_MS
  while ((await edge.get(`/v1/status?region=${region}`)).sequence !== sequence) {
    if (performance.now() > until) throw new Error(`load: ${region} does not come to sequence ${sequence}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
