import { REASON_PROSE } from '../../contracts/device/prose/reasons.ts'
import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { CampaignMention } from '../campaigns/campaign-name.tsx'
import { pacingWords } from '../explained/pacing-words.ts'
import { State } from '../frame/state.tsx'
import { ScoreTerms } from './score-terms.tsx'

interface OneVideoProps {
  readonly asset: string
  readonly explanation: ExplanationAnswer
}

/** What becomes of one video: that it plays and why, or every reason that speaks against it. */
export function OneVideo({ asset, explanation }: OneVideoProps) {
  const kept = explanation.kept.filter(({ assetId }) => assetId === asset)
  const rejected = explanation.rejected.filter(({ assetId }) => assetId === asset)
  if (kept.length + rejected.length === 0) return <NotThere asset={asset} explanation={explanation} />
  return (
    <section class="panel scroll" aria-labelledby="video-title" tabindex={0}>
      <h2 id="video-title">
        <code>{asset}</code> <small>{kept.length > 0 ? 'may be shown' : 'is not shown'}</small>
      </h2>
      {kept.map((candidate) => (
        <div class="kept">
          <p>
            <State tone={candidate.reason === null ? 'good' : 'warn'}>
              {candidate.reason === null
                ? `In the slate at place ${candidate.position}`
                : `Passes every gate, but ${candidate.reason}: place ${candidate.position}`}
            </State>{' '}
            for <CampaignMention id={candidate.campaignId} name={explanation.campaigns[candidate.campaignId]} />;{' '}
            {candidate.autoplay.allowed ? 'starts by itself' : `a still: ${candidate.autoplay.reason}`};{' '}
            {pacingWords(candidate.pacing)}.
          </p>
          <ScoreTerms candidate={candidate} />
        </div>
      ))}
      {rejected.length > 0 && <Reasons rejected={rejected} campaigns={explanation.campaigns} />}
    </section>
  )
}

function Reasons({ rejected, campaigns }: Pick<ExplanationAnswer, 'rejected' | 'campaigns'>) {
  return (
    <table>
      <caption class="unseen">Every reason that speaks against it, the first of each campaign first</caption>
      <thead>
        <tr>
          <th>Campaign</th>
          <th>Reason</th>
          <th>Rule</th>
          <th>From</th>
          <th>Value</th>
        </tr>
      </thead>
      <tbody>
        {rejected.map(({ campaignId, first, all }) =>
          all.map(({ reason, rule, source, value }, index) => (
            <tr class={reason === first ? 'first-reason' : undefined}>
              <th scope="row">{index === 0 && <CampaignMention id={campaignId} name={campaigns[campaignId]} />}</th>
              <td>
                {reason === first ? <State tone="bad">{reason}</State> : <span class="also">also {reason}</span>}{' '}
                <small>{REASON_PROSE[reason]}</small>
              </td>
              <td>
                <code>{rule}</code>
              </td>
              <td>
                <code>{source}</code>
              </td>
              <td>
                <bdi class="name">{value}</bdi>
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}

function NotThere({ asset, explanation: { snapshot, kept, rejected, total } }: OneVideoProps) {
  const all = kept.length + rejected.length >= total
  return (
    <section class="panel" aria-labelledby="video-title">
      <h2 id="video-title">
        <code>{asset}</code> <small>is no candidate of {snapshot.region}</small>
      </h2>
      <div class="not-there">
        <p>
          <State tone="bad">
            {all
              ? `Neither the live snapshot (sequence ${snapshot.sequence}) nor what the compiler left out knows it`
              : `It is not among the ${kept.length + rejected.length} candidates that were listed`}
          </State>
          : no campaign of this region names it, or there is no such video. A video that the compiler refuses, or that
          is withdrawn, would be told of here with its reason.
        </p>
        <ul>
          <li>
            <a href={`/console/campaigns?q=${encodeURIComponent(asset)}`}>Campaigns</a>: does one name it, for a
            territory of {snapshot.region}?
          </li>
          <li>
            <a href="/console/quarantine">Quarantine</a>: did a feed deliver it with faults?
          </li>
          <li>
            <a href="/console/takedowns">Takedowns</a>: is it withdrawn here or everywhere?
          </li>
          <li>
            <a href={`/console/regions/${snapshot.region}`}>Region {snapshot.region}</a>: was it approved after the last
            publish?
          </li>
        </ul>
      </div>
    </section>
  )
}
