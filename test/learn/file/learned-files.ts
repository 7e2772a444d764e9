import { createHash } from 'node:crypto'
import { learnedLines, learnedRunId } from '../../../src/learn/file/learned-text.ts'
import type { AssetId } from '../../../src/model/fields/identifier.ts'
import type { LearnedAsset, LearnedHead, LearnedRun } from '../../../src/model/learned/learned-run.ts'

/** A vector with all of it on one axis. */
export function axis(at: number, norm = 127): readonly number[] {
  return Array.from({ length: 32 }, (_, index) => (index === at ? norm : 0))
}

/** What a run says of an asset, unless a test says otherwise. */
export function learnedAssetOf(id: string, more: Partial<LearnedAsset> = {}): LearnedAsset {
  return { type: 'asset', id: `ast_${id}`, taste: axis(0), cold: false, surfaces: {}, ...more }
}

/** A run of these assets. */
export function runOf(assets: readonly LearnedAsset[], head: Partial<LearnedHead> = {}): LearnedRun {
  return {
    head: {
      ...{ v: 1, type: 'learned', id: 'lrn_', space: 'space-1', positions: { 'home-hero': [1, 0.5] }, terms: {} },
      data: { from: '2026-10-01T00:00:00Z', to: '2026-11-22T00:00:00Z', events: 1_000 },
      features: { asset: axis(5, 1) },
      ...head,
    },
    assets: new Map(assets.map((asset): [AssetId, LearnedAsset] => [asset.id, asset])),
  }
}

/** Its file, under its id. */
export function fileOf(run: LearnedRun): { readonly id: string; readonly text: string } {
  const hash = createHash('sha256')
  for (const line of learnedLines(run, null)) hash.update(line)
  const id = learnedRunId(hash.digest('hex'))
  return { id, text: [...learnedLines(run, id)].join('') }
}

/** The file of a run in which these assets have all their taste on one axis. */
export function taughtOn(at: number, head: Partial<LearnedHead> = {}, ids: readonly string[] = ['one', 'two']) {
  const assets = ids.map((id) => learnedAssetOf(id, { taste: axis(at) }))
  return fileOf(runOf(assets, head))
}
