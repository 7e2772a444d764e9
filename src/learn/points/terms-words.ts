/** What a report says of points of terms, as far as a person reads it. */
interface SaidTerms {
  readonly terms: Readonly<Record<string, number | undefined>>
  readonly pointsOfTerms?:
    | {
        readonly source: 'fitted' | 'previous' | 'rules'
        readonly why: string
        readonly trial: {
          readonly day: string
          readonly units: { readonly measuredBy: number }
          readonly ndcg10: {
            readonly rules: number
            readonly gain: { readonly value: number; readonly low: number; readonly high: number }
          }
        } | null
      }
    | undefined
}

/** Where the points of a run come from, and what was tried: a line each, for a person. */
export function termsWords({ terms, pointsOfTerms }: SaidTerms): readonly string[] {
  const points = Object.entries(terms).map(([term, value]) => `${term} ${value}`)
  const said = `points of terms: ${points.length === 0 ? 'those of the rules' : points.join(', ')}`
  if (pointsOfTerms === undefined) return [said]
  const { why, trial } = pointsOfTerms
  if (trial === null) return [`${said}; ${why}`]
  const { value, low, high } = trial.ndcg10.gain
  const measured = `NDCG@10 on ${trial.units.measuredBy.toLocaleString('en')} viewers of ${trial.day}`
  return [
    `${said}; ${why}`,
    `${measured}: ${trial.ndcg10.rules.toFixed(3)} by the rules' points, gain of those tried ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
  ]
}
