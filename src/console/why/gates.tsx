import { REASON_PROSE } from '../../contracts/device/prose/reasons.ts'
import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { NO_DECISION_REASONS } from '../../model/nouns/reason.ts'
import { CampaignMention } from '../campaigns/campaign-name.tsx'
import { type GateStep, gateLadder, silentGates } from '../explained/gate-ladder.ts'

/** How many candidates are named below a gate. */
const NAMED_MAX = 12

/** The ladder of gates: what each removed, and what it left for the next. */
export function Gates({ explanation }: { readonly explanation: ExplanationAnswer }) {
  const { kept, rejected, total } = explanation
  const steps = gateLadder(explanation)
  const listed = kept.length + rejected.length
  return (
    <section class="panel scroll" aria-labelledby="gates-title" tabindex={0}>
      <h2 id="gates-title">
        Gates <small>in their order; each candidate counts at the first that refused it</small>
      </h2>
      <table class="gates">
        <thead>
          <tr>
            <th>Gate</th>
            <th class="right">Removed</th>
            <th class="right">Kept</th>
            <th>
              <span class="unseen">Share that is left</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">candidates</th>
            <td></td>
            <td class="right number">{listed}</td>
            <td>
              <LeftBar left={listed} of={listed} />
            </td>
          </tr>
          {steps.map((step) => (
            <GateRow step={step} of={listed} campaigns={explanation.campaigns} />
          ))}
        </tbody>
      </table>
      <p class="empty">
        {silentGates(steps)} other gates removed none.
        {listed < total && ` ${listed} of ${total} candidates were counted.`}
      </p>
    </section>
  )
}

interface GateRowProps extends Pick<ExplanationAnswer, 'campaigns'> {
  readonly step: GateStep
  readonly of: number
}

function GateRow({ step: { gate, removed, left }, of, campaigns }: GateRowProps) {
  const known = NO_DECISION_REASONS.find((reason) => reason === gate)
  return (
    <tr>
      <th scope="row">
        <details>
          <summary>
            {gate} {known && <small>{REASON_PROSE[known]}</small>}
          </summary>
          <ul class="plain-list">
            {removed.slice(0, NAMED_MAX).map(({ assetId, campaignId, first, all }) => (
              <li>
                <code>{assetId}</code> <CampaignMention id={campaignId} name={campaigns[campaignId]} />{' '}
                <small>{all.find(({ reason }) => reason === first)?.value}</small>
              </li>
            ))}
            {removed.length > NAMED_MAX && <li>and {removed.length - NAMED_MAX} more</li>}
          </ul>
        </details>
      </th>
      <td class="right number">−{removed.length}</td>
      <td class="right number">{left}</td>
      <td>
        <LeftBar left={left} of={of} />
      </td>
    </tr>
  )
}

function LeftBar({ left, of }: { readonly left: number; readonly of: number }) {
  return (
    <svg class="left-bar" width="100" height="8" aria-hidden="true">
      <rect width={`${of === 0 ? 0 : (100 * left) / of}%`} height="8" rx="2" />
    </svg>
  )
}
