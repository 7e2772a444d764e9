import { scheduleRecord } from '../../../src/model/nouns/record.ts'
import type { Suite } from '../suite.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

const RECORDS = 5000

/** Titles, assets and campaigns in about the proportions of a real schedule, every one of them valid. */
function recordLine(index: number): string {
  const id = String(index).padStart(7, '0')
  if (index % 20 === 0) {
    return JSON.stringify({
      ...{ v: 1, type: 'campaign', id: `cmp_${id}`, name: `Campaign ${id}`, owner: 'emea-marketing' },
      ...{ assets: [`ast_${id}`], territories: ['@dach', 'FR'], surfaces: ['home-hero', 'clips-feed'] },
      ...{ start: '2026-11-01T00:00:00', end: '2026-12-01T00:00:00', status: 'approved', weight: 1 },
    })
  }
  if (index % 3 === 0) {
    return JSON.stringify({
      ...{ v: 1, type: 'title', id: `ttl_${id}`, name: { en: `Title ${id}`, de: `Titel ${id}` }, kind: 'movie' },
      ...{ genres: ['fantasy'], releasedOn: '2010-09-27' },
      ratings: ['US', 'DE', 'FR', 'GB'].map((territory) => ({ territory, label: '12' })),
      offers: [{ territories: ['US', '@dach'], start: '2026-01-01T00:00:00', types: ['subscription', 'rent'] }],
    })
  }
  return JSON.stringify({
    ...{ v: 1, type: 'asset', id: `ast_${id}`, titleId: `ttl_${id}`, kind: 'trailer', name: { en: `Trailer ${id}` } },
    ...{ durationMs: 52_000, aspect: '16:9', audio: [{ language: 'en' }], territories: ['*'], tags: ['new'] },
    captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: `/media/${id}.vtt` }],
    ratings: ['US', 'DE'].map((territory) => ({ territory, label: '12' })),
    renditions: [1080, 720, 480].map((height) => ({ type: 'mp4', url: `/media/${id}.mp4`, codec: 'avc', height })),
  })
}

export const suite: Suite = {
  about: 'reading records with their checks, beside JSON.parse alone',
  measure: async (run) => {
    const lines = Array.from({ length: RECORDS }, (_, index) => recordLine(index))
    const plan: Plan = {
      ...{ suite: 'ingest', candidates: RECORDS, floor: 'JSON.parse', repeats: 15, unit: 'ms', sampleMs: 0 },
      ...{ warmMs: 200, longestRunMs: 10_000 },
    }
    const rows = await interleaved(run, plan, [
      { name: 'JSON.parse', run: () => lines.map((line): unknown => JSON.parse(line)).length },
      {
        name: 'JSON.parse + zod',
        run: () => {
          const refused = lines.filter((line) => !scheduleRecord.safeParse(JSON.parse(line)).success)
          // A bench that measures refusals measures nothing.
          if (refused.length > 0) throw new Error(`the record schemas refused ${refused[0]}`)
          return lines.length
        },
      },
    ])
    return rows.flatMap((row) => [row, { ...row, ...throughput(row.median, row.p99) }])
  },
}

function throughput(medianMs: number, p99Ms: number) {
  const perSecond = (milliseconds: number) => Math.round((RECORDS / milliseconds) * 1000)
  return { unit: 'records/s', median: perSecond(medianMs), p99: perSecond(p99Ms), ratioTo: null, ratio: null }
}
