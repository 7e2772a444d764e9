import { embed, tasteMetadata } from '../../../../src/compile/columns/embedding.ts'
import { SCORE_UNITS_PER_POINT } from '../../../../src/decide/score/taste/score-units.ts'
import { termVector, unitsFrom } from '../../../../src/decide/score/taste/term-vector.ts'
import { largeCatalogue } from '../../../../src/dev/demo/large-catalogue.ts'
import type { Asset } from '../../../../src/model/nouns/asset.ts'
import type { Title } from '../../../../src/model/nouns/title.ts'
import { bundledRules } from '../../../../src/rules/bundled-rules.ts'

const NOW = Date.UTC(2026, 10, 22)
const DAY_MS = 86_400_000

export const RANKING = bundledRules().ranking
export const POLICY = RANKING.personal

export interface Clip {
  readonly asset: Asset
  readonly title: Title
  /** Points for freshness, before anybody's taste. */
  readonly base: number
  readonly vector: Int8Array
}

/** The clips of a made-up catalogue, as `npm run ff -- demo --candidates` makes it. */
export function clipsOf(seed: number): readonly Clip[] {
  const titles = new Map<string, Title>()
  const clips: Clip[] = []
  for (const record of largeCatalogue({ candidates: 3000, seed })) {
    if (record.type === 'title') titles.set(record.id, record)
    if (record.type !== 'asset' || record.kind !== 'clip') continue
    const title = titles.get(record.titleId ?? '')
    if (title)
      clips.push({ asset: record, title, base: freshness(title), vector: embed(tasteMetadata(record, title, null)) })
  }
  return clips
}

function freshness({ releasedOn }: Title): number {
  const days = Math.max(0, NOW - Date.parse(releasedOn ?? '')) / DAY_MS
  return RANKING.weights.freshness * 0.5 ** (days / RANKING.freshnessHalfLifeDays)
}

/** A page by a plain sort: the best unseen clips, one of a title. */
export function pageOf(clips: readonly Clip[], sessionTaste: Int8Array, seen: ReadonlySet<string>): readonly Clip[] {
  const vector = termVector(sessionTaste, POLICY.points.sessionTaste)
  const best = clips
    .filter(({ asset }) => !seen.has(asset.id))
    .map((clip) => ({ clip, score: clip.base + unitsFrom(clip.vector, 0, vector) / SCORE_UNITS_PER_POINT }))
    .sort((one, other) => other.score - one.score || (one.clip.asset.id < other.clip.asset.id ? -1 : 1))
  const titles = new Set<string>()
  const page: Clip[] = []
  for (const { clip } of best) {
    if (page.length === 10) break
    if (titles.has(clip.title.id)) continue
    titles.add(clip.title.id)
    page.push(clip)
  }
  return page
}

/** Clips of a genre, the best titles first. */
export function bestOf(clips: readonly Clip[], genre: string): readonly Clip[] {
  const ofGenre = clips.filter(({ title }) => title.genres.includes(genre)).sort((one, other) => other.base - one.base)
  return ofGenre.filter((clip, index) => ofGenre.findIndex(({ title }) => title === clip.title) === index)
}

export const genreShare = (page: readonly Clip[], genre: string): number =>
  page.filter(({ title }) => title.genres.includes(genre)).length
