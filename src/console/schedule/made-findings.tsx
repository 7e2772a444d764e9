import type { LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import type { CampaignMoves } from '../../contracts/ops/answers/lanes/campaign-move.ts'
import { State } from '../frame/state.tsx'

const LISTED = 12

/** What the linter would find after a move and does not now, and what it would not find any more. */
export function MadeFindings({ moves: { makes, heals } }: { readonly moves: CampaignMoves }) {
  const [made, healed] = [makes ?? [], heals ?? []]
  return (
    <section aria-label="What the linter says of it">
      {made.length === 0 && <State tone="good">the linter finds nothing new</State>}
      <ul class="plain-list">
        {made.slice(0, LISTED).map((finding) => (
          <li>
            <State tone={finding.severity === 'error' ? 'bad' : 'warn'}>{finding.severity}</State> {textOf(finding)}
          </li>
        ))}
        {made.length > LISTED && <li class="dim">and {made.length - LISTED} more</li>}
        {healed.slice(0, LISTED).map((finding) => (
          <li>
            <State tone="good">gone</State> <s>{textOf(finding)}</s>
          </li>
        ))}
      </ul>
    </section>
  )
}

function textOf({ rule, text }: LintFindingAnswer): string {
  return `${text} (${rule})`
}
