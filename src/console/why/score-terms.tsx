import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { termBars } from '../explained/term-bars.ts'

type Kept = ExplanationAnswer['kept'][number]

/** The terms of a score as bars, each from where the one before ended, so that the last ends at the sum. */
export function ScoreTerms({ candidate: { terms, score } }: { readonly candidate: Kept }) {
  const bars = termBars(terms)
  const ends = [0, ...bars.map(({ to }) => to)]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const at = (points: number) => (most === least ? 0 : (100 * (points - least)) / (most - least))
  const silent = Object.keys(terms).length - bars.length
  return (
    <table class="score">
      <caption>Points{silent > 0 && `; ${silent} other terms add none`}</caption>
      <tbody>
        {bars.map(({ term, points, from, to }) => (
          <TermRow name={term} points={points} start={at(from)} end={at(to)} look={points < 0 ? 'less' : 'more'} />
        ))}
        <TermRow name="score" points={score} start={at(0)} end={at(score)} look="sum" />
      </tbody>
    </table>
  )
}

interface TermRowProps {
  readonly name: string
  readonly points: number
  /** Where its bar begins and ends, in percent of the width. */
  readonly start: number
  readonly end: number
  readonly look: string
}

function TermRow({ name, points, start, end, look }: TermRowProps) {
  // A term of one point beside 400 is drawn all the same.
  const width = Math.max(0.8, Math.abs(end - start))
  return (
    <tr class={look}>
      <th scope="row">{name}</th>
      <td class="bar">
        <svg width="100%" height="10" aria-hidden="true">
          <rect x={`${Math.min(start, end, 100 - width)}%`} width={`${width}%`} height="10" rx="2" />
        </svg>
      </td>
      <td class="right number">
        {points < 0 ? '−' : '+'}
        {Math.abs(points).toFixed(2)}
      </td>
    </tr>
  )
}
