import type { ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'

/** How much is planned of each tier, with its colour, and what the other looks mean. */
export function Legend({ told: { planned, revision, lanes } }: { readonly told: ScheduleLanes }) {
  const all = planned.reduce((sum, { count }) => sum + count, 0)
  return (
    <div class="legend" data-part="legend">
      <p class="number">
        <b>{all}</b> {all === 1 ? 'campaign' : 'campaigns'} · <b>{lanes.length}</b>{' '}
        {lanes.length === 1 ? 'lane' : 'lanes'} · revision <b>{revision}</b>
      </p>
      <ul class="plain-list" aria-label="Tiers and looks">
        {planned.map(({ tier, count }) => (
          <li class={`tier-${tier}`}>
            <Sample look="strip" /> {tier} <b class="number">{count}</b>
          </li>
        ))}
        <li>
          <Sample look="bar is-draft" /> draft or review
        </li>
        <li>
          <Sample look="bar is-paused" /> <s>paused</s>
        </li>
        <li>
          <Sample look="gap" /> gap
        </li>
        <li>
          <Sample look="now" /> now, there
        </li>
      </ul>
    </div>
  )
}

function Sample({ look }: { readonly look: string }) {
  return (
    <svg width="14" height="12" aria-hidden="true" class={look}>
      {look === 'now' ? (
        <line x1="7" x2="7" y1="0" y2="12" class="now" />
      ) : (
        <rect x="1" y="1" width="12" height="10" rx="2" class={look.startsWith('bar') ? 'body' : 'strip'} />
      )}
    </svg>
  )
}
