import { type EngineColumns, EXCLUDED, type TopQuery } from '../../../src/decide/engine/engine.ts'
import { mulberry32 } from '../../../src/dev/demo/mulberry32.ts'

/** What the engines are measured on: a catalogue of clusters, as a real one has, and viewers between them. */
export interface EngineCatalogue {
  readonly columns: EngineColumns
  /** By row, falling: the order in which a snapshot should hold its rows. */
  readonly falling: Int32Array
  /** The same scores in no order. */
  readonly shuffled: Int32Array
  /** One verdict list a group; with `campaignPasses` they let 14 % of rows through: 18 of 25 classes in each of six. */
  readonly passes: readonly Uint8Array[]
  readonly campaignPasses: Uint8Array
  /** Viewers, each with sixty assets seen: no two queries in a row alike. */
  readonly queries: readonly Pick<TopQuery, 'vector' | 'penalties'>[]
}

const CLASSES = [16, 40, 250, 60, 1000]
const CAMPAIGNS = 300
const CLUSTERS = 64
const TASTE_LENGTH = 300
const VECTOR_LENGTH = 150
const NOISE = 0.13

/** Deterministic: the same catalogue on every run. */
export function engineCatalogue(rows: number): EngineCatalogue {
  const random = mulberry32(rows)
  const below = (count: number) => Math.floor(random() * count)
  const centres = Array.from({ length: CLUSTERS }, () => direction(Array<number>(32).fill(0), 1, random))
  const near = (noise: number) => direction(centres[below(CLUSTERS)] ?? [], noise, random)
  const taste = new Int8Array(rows * 32)
  for (let asset = 0; asset < rows; asset++) taste.set(scaled(near(NOISE), TASTE_LENGTH, 127), asset * 32)
  const indexes = Uint32Array.from({ length: rows }, (_, row) => row)
  const falling = Int32Array.from({ length: rows }, () => random() ** 4 * 14_000 + random() * 4000).sort(
    (a, b) => b - a,
  )
  const verdicts = (count: number) => Uint8Array.from({ length: count }, (_, index) => ((index * 18) % 25 < 18 ? 1 : 0))
  return {
    columns: {
      rowAsset: indexes,
      rowCampaign: indexes.map(() => below(CAMPAIGNS)),
      assetClass: CLASSES.map((classes) => Uint16Array.from(indexes, () => below(classes))),
      assetHash: indexes.map(() => below(2 ** 32)),
      assetTitleHash: indexes.map(() => 1 + below(rows / 12)),
      taste,
      otherTastes: [],
    },
    falling,
    shuffled: Int32Array.from(falling, (value, row) => falling[(row * 7919) % rows] ?? value),
    passes: CLASSES.map(verdicts),
    campaignPasses: verdicts(CAMPAIGNS),
    queries: Array.from({ length: 32 }, () => ({
      vector: Int16Array.from(scaled(near(NOISE), VECTOR_LENGTH, 4095)),
      penalties: Array.from({ length: 60 }, () => ({ hash: below(2 ** 32), points: EXCLUDED })),
    })),
  }
}

function direction(around: readonly number[], noise: number, random: () => number): number[] {
  const moved = around.map((value) => value + noise * (random() + random() + random() + random() - 2) * 1.7)
  const length = Math.hypot(...moved)
  return moved.map((value) => value / length)
}

function scaled(unit: readonly number[], length: number, greatest: number): number[] {
  return unit.map((value) => Math.max(-greatest, Math.min(greatest, Math.round(value * length))))
}
