import { REASON_PROSE } from '../../contracts/device/prose/reasons.ts'
import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { CampaignMention } from '../campaigns/campaign-name.tsx'
import { ScoreTerms } from './score-terms.tsx'

/** How many are listed behind the slate. */
const LISTED_MAX = 30

interface SlateProps {
  readonly explanation: ExplanationAnswer
  /** The address of this page about one video. */
  readonly hrefOf: (asset: string) => string
}

/** What plays, why it wins, and what stands in line behind it. */
export function Slate({ explanation, hrefOf }: SlateProps) {
  const { kept, floor, campaigns } = explanation
  const [winner] = kept
  if (winner === undefined) {
    return (
      <section class="panel" aria-labelledby="slate-title">
        <h2 id="slate-title">Nothing of the schedule plays</h2>
        <p class="empty">
          {floor === null
            ? 'No candidate passes every gate, and no house ident stands in.'
            : `House idents play instead (${floor.reason}): ${floor.plays.join(', ')}.`}{' '}
          The gates say which one removed the most.
        </p>
      </section>
    )
  }
  return (
    <section class="panel scroll" aria-labelledby="slate-title" tabindex={0}>
      <h2 id="slate-title">
        <a href={hrefOf(winner.assetId)}>{winner.assetId}</a>{' '}
        <small>
          plays first, for <bdi class="name">{campaigns[winner.campaignId] ?? winner.campaignId}</bdi>
        </small>
      </h2>
      <ScoreTerms candidate={winner} />
      <table class="in-line stacks flows">
        <caption class="unseen">What may be shown, in its order</caption>
        <thead>
          <tr>
            <th class="right">Place</th>
            <th>Video</th>
            <th>Campaign</th>
            <th class="right">Score</th>
            <th>Starts</th>
            <th>Why not in the slate</th>
          </tr>
        </thead>
        <tbody>
          {kept.slice(0, LISTED_MAX).map(({ position, assetId, campaignId, score, autoplay, reason }) => (
            <tr>
              <td class="right number" data-label="Place">
                {position}
              </td>
              <th scope="row">
                <a href={hrefOf(assetId)}>{assetId}</a>
              </th>
              <td>
                <CampaignMention id={campaignId} name={campaigns[campaignId]} />
              </td>
              <td class="right number" data-label="Score">
                {score.toFixed(2)}
              </td>
              <td data-label="Starts">{autoplay.allowed ? 'by itself' : `still: ${autoplay.reason}`}</td>
              <td class="whole">
                {reason === null ? (
                  'in the slate'
                ) : (
                  <>
                    {reason} <small>{REASON_PROSE[reason]}</small>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {kept.length > LISTED_MAX && <p class="empty">and {kept.length - LISTED_MAX} more.</p>}
    </section>
  )
}
