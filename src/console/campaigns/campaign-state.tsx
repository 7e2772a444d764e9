import type { CampaignState } from '../../model/nouns/campaign-vocabulary.ts'

/** Each state by its shape and colour, for the word alone is slow to find in a list, and colour alone says nothing to many. */
const MARKS: Readonly<Record<CampaignState, { readonly shape: string; readonly tone: string }>> = {
  draft: { shape: '○', tone: 'quiet' },
  review: { shape: '▲', tone: 'warn' },
  scheduled: { shape: '▷', tone: 'quiet' },
  live: { shape: '●', tone: 'good' },
  paused: { shape: '‖', tone: 'warn' },
  ended: { shape: '×', tone: 'quiet' },
}

interface CampaignStateProps {
  readonly state: CampaignState
  /** What waits beside it; null: nothing. */
  readonly waiting: 'draft' | 'review' | null
}

/** Where a campaign stands, and what waits beside it. */
export function CampaignStateMark({ state, waiting }: CampaignStateProps) {
  const { shape, tone } = MARKS[state]
  return (
    <>
      <span class={`state ${tone}`}>
        <span class="shape" aria-hidden="true">
          {shape}
        </span>
        {state}
      </span>
      {waiting !== null && (
        <>
          {' '}
          <span class={waiting === 'review' ? 'pill warn' : 'pill'}>{waiting} waits</span>
        </>
      )}
    </>
  )
}

/** A tier, by its colour and its word. */
export function TierMark({ tier }: { readonly tier: string }) {
  return (
    <span class={`tier tier-${tier}`}>
      <svg width="9" height="9" aria-hidden="true">
        <rect width="9" height="9" rx="2" />
      </svg>
      {tier}
    </span>
  )
}
