import { assetOf, titleOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { NO_INDEX } from '../../model/columns/snapshot.ts'
import { penaltiesOf } from '../pool/away.ts'
import type { PoolRequest } from '../pool/slate-pool.ts'
import { baseTerms, languageUnits, type Score, scoreFrom } from '../score/score-terms.ts'
import { unitsByTerm } from '../score/taste/term-vector.ts'

/** A candidate's score as the sum of its named terms, exactly what the engine found. */
export function explainScore(snapshot: Snapshot, asked: PoolRequest, row: number): Score {
  const { hot } = snapshot
  const { input } = asked
  const asset = assetOf(hot, row)
  const title = titleOf(hot, asset)
  const hashes = [hot.assets.idHash[asset], title === NO_INDEX ? undefined : hot.titles.idHash[title]]
  const tired = penaltiesOf(asked.penalties, asked.away).reduce(
    (sum, { hash, points }) => (hashes.includes(hash) ? sum + points : sum),
    0,
  )
  return scoreFrom({
    ...baseTerms(snapshot, row, input.surface.id, input.context.now),
    ...unitsByTerm(hot.assets.taste, asset, asked.terms),
    language: languageUnits(snapshot, input.context.language)[hot.assets.speech[asset] ?? 0] ?? 0,
    fatigue: -tired,
  })
}
