import type { RegionId } from '../../../src/model/region.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { regionRules } from '../../../src/rules/region-rules.ts'
import { encodeSnapshot } from '../../../src/snapshot/encode.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import { publish } from '../../edge/publish.ts'
import { heldBuffers } from '../held-buffers.ts'
import { compileLarge, largeSchedule } from '../large-snapshot.ts'
import { type LoadedEdge, startLoadedEdge } from '../loaded-edge.ts'
import type { BenchRow, Run, Suite } from '../suite.ts'

const CANDIDATES = 100_000
const OWN = 'na'
const OTHERS = ['dach', 'fr', 'uki', 'latam'] as const
type ShardsFor = (region: RegionId, version?: number) => readonly Shard[]
type Note = (name: string, unit: string, value: number) => void

/**
 * What a cold isolate reads before its first answer, and what an isolate holds: the own region with its text, four
 * more heads of the same size, and the own one swapping. Resident memory is all of workerd's, above the same worker
 * with nothing published, and with what its collector has not given back; decisions come last, since what they leave
 * behind is theirs.
 */
async function measure({ say }: Run): Promise<readonly BenchRow[]> {
  say('load: a hundred thousand candidates in five regions')
  const compiled = compileLarge(largeSchedule(CANDIDATES))
  const shardsFor: ShardsFor = (region, version = 0) =>
    encodeSnapshot({
      ...compiled,
      hot: { ...compiled.hot, region, territories: compiled.hot.territories.with(0, String(version)) },
      rules: regionRules(bundledRules(), OWN),
    })
  const rows: BenchRow[] = []
  const note: Note = (name, unit, value) => {
    const median = Number(value.toPrecision(4))
    rows.push({ suite: 'load', name, candidates: CANDIDATES, unit, median, p99: median, ratioTo: null, ratio: null })
  }
  await heldBuffers([OWN, ...OTHERS], shardsFor, note)
  const edge = await startLoadedEdge()
  try {
    await firstAnswer(edge, shardsFor, note)
    await resident(edge, shardsFor, note)
  } finally {
    await edge.close()
  }
  return rows
}

export const suite: Suite = {
  about: 'what a cold isolate reads before it answers, and what five regions hold in one isolate',
  measure,
}

/** What is read until the first answer that is not the baseline's, without the pages that are read ahead meanwhile. */
async function firstAnswer(edge: LoadedEdge, shardsFor: ShardsFor, note: Note): Promise<void> {
  const shards = shardsFor(OWN)
  const pages = shards.filter(({ name }) => name.startsWith('text.'))
  const bytesIn = (parts: readonly Shard[]) => parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
  note('shards and pages in all', 'MB', bytesIn(shards) / 1e6)
  note('text pages', 'pages', pages.length)
  note('a text page, on average', 'bytes', bytesIn(pages) / pages.length)
  await publish(edge.storage, edge.key, OWN, shards)
  note('pointer', 'bytes', edge.storage.values.get(keys.pointer(OWN))?.length ?? 0)
  edge.storage.forget()
  for (let rung: unknown = null; rung !== 'fresh'; ) rung = (await edge.get(`/v1/status?region=${OWN}`)).rung
  const read = [...new Set(edge.storage.keysRead)].filter((key) => !key.endsWith('/page'))
  note('reads before it decides', 'reads', read.length)
  note(
    'bytes before it decides',
    'MB',
    read.reduce((sum, key) => sum + (edge.storage.values.get(key)?.length ?? 0), 0) / 1e6,
  )
}

async function resident(edge: LoadedEdge, shardsFor: ShardsFor, note: Note): Promise<void> {
  const grown = async (name: string): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    note(`workerd, ${name}`, 'MB', ((edge.residentBytes() ?? Number.NaN) - edge.floorBytes) / 1e6)
  }
  await grown('own head and text read ahead')
  for (const region of OTHERS) {
    await publish(edge.storage, edge.key, region, shardsFor(region))
    await served(edge, region, 1)
  }
  await grown('and four more heads')
  for (let sequence = 2; sequence < 7; sequence++) {
    await publish(edge.storage, edge.key, OWN, shardsFor(OWN, sequence), sequence)
    await served(edge, OWN, sequence)
  }
  await grown('and five swaps of the own one')
  note('workerd, peak so far', 'MB', ((edge.peakBytes() ?? Number.NaN) - edge.floorBytes) / 1e6)
  for (let answer = 0; answer < 30; answer++) await edge.get('/v1/clips?limit=50')
  await grown('and thirty pages of clips')
}

async function served(edge: LoadedEdge, region: RegionId, sequence: number): Promise<void> {
  while ((await edge.get(`/v1/status?region=${region}`)).sequence !== sequence) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
