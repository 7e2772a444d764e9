import type { LearnedReportAnswer } from '../../contracts/ops/answers/learned/learned-report.ts'
import { termsWords } from '../../learn/points/terms-words.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { State } from '../frame/state.tsx'
import { grouped } from './figures.ts'

interface QualityTableProps {
  readonly report: LearnedReportAnswer
  /** Of the run before; null: none is kept. */
  readonly before: LearnedReportAnswer | null
}

/** How well all days but the last tell the last one, beside the run before. */
export function QualityTable({ report, before }: QualityTableProps) {
  const { heldOut } = report
  return (
    <section class="panel scroll" aria-label="Quality" tabindex={0}>
      <h2>How well it tells a day that it was not shown</h2>
      {heldOut === null ? (
        <p class="empty">Nobody can tell: there was one day only, or one without rewards.</p>
      ) : (
        <>
          <p class="empty">
            The chance that an impression with a reward ranks above one without, on {heldOut.day}, learned from the days
            before it; 0.5 is chance. {before?.heldOut && `The run before: of ${before.heldOut.day}.`}
          </p>
          <table class="stacks">
            <thead>
              <tr>
                <th scope="col">Surface</th>
                <th scope="col" class="right">
                  Impressions
                </th>
                <th scope="col" class="right">
                  By place alone
                </th>
                <th scope="col" class="right">
                  By place and rate
                </th>
                <th scope="col">What rates add</th>
                <th scope="col" class="right">
                  The run before
                </th>
                <th scope="col" class="right">
                  An asset leans on its title as on
                </th>
              </tr>
            </thead>
            <tbody>
              {SURFACE_IDS.flatMap((surface) => {
                const rank = heldOut.surfaces[surface]
                if (rank === undefined) return []
                const strength = report.strengths[surface]?.asset
                return [
                  <tr>
                    <th scope="row">{surface}</th>
                    <td class="right number" data-label="Impressions">
                      {grouped(rank.impressions)}
                    </td>
                    <td class="right number" data-label="By place alone">
                      {rank.byPlace.toFixed(3)}
                    </td>
                    <td class="right number" data-label="By place and rate">
                      {rank.byRate.toFixed(3)}
                    </td>
                    <td data-label="What rates add">
                      <Gain by={rank.byRate - rank.byPlace} />
                    </td>
                    <td class="right number" data-label="The run before">
                      {before?.heldOut?.surfaces[surface]?.byRate.toFixed(3) ?? '–'}
                    </td>
                    <td class="right number" data-label="An asset leans on its title as on">
                      {strength === undefined ? '–' : `${grouped(Math.round(strength))} impressions`}
                    </td>
                  </tr>,
                ]
              })}
            </tbody>
          </table>
        </>
      )}
      {termsWords(report).map((words) => (
        <p class="empty">{words.slice(0, 1).toUpperCase() + words.slice(1)}.</p>
      ))}
    </section>
  )
}

function Gain({ by }: { readonly by: number }) {
  const words = `${by >= 0 ? '+' : '−'}${Math.abs(by).toFixed(3)}`
  if (by > 0.005) return <State tone="good">{words}: rates tell more than places</State>
  return (
    <State tone={by < -0.005 ? 'bad' : 'warn'}>
      {words}: rates tell {by < -0.005 ? 'less' : 'no more'}
    </State>
  )
}
