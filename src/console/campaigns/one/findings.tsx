import type { LintAnswer, LintFindingAnswer } from '../../../contracts/ops/answers/campaigns/lint.ts'
import type { Part } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { State } from '../../frame/state.tsx'
import { Instant } from '../../frame/times.tsx'
import { campaignHref } from '../campaign-name.tsx'
import { someOf } from '../some-of.ts'

interface FindingsProps {
  readonly lint: Part<LintAnswer>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What the linter says of a campaign, each with the lane and the hour in which it shows. */
export function Findings({ lint, now }: FindingsProps) {
  return (
    <section class="panel" aria-label="Findings" data-part="findings">
      <h2>What the linter says</h2>
      {'refused' in lint ? <Refusal problem={lint.refused} /> : <List lint={lint.answer} now={now} />}
    </section>
  )
}

/** Stands for the findings until they are there: for a campaign that plays everywhere, all of its regions are looked at. */
export function FindingsToCome({ id }: { readonly id: string }) {
  const href = `${campaignHref(id)}/findings`
  return (
    <section class="panel" aria-label="Findings" data-part="findings" data-later={href}>
      <h2>What the linter says</h2>
      <p class="empty">
        It is being asked. <a href={href}>Show it on a page of its own</a>
      </p>
    </section>
  )
}

function List({ lint: { findings, left }, now }: { readonly lint: LintAnswer; readonly now: number }) {
  if (findings.length === 0) return <p class="empty">Nothing.</p>
  return (
    <ul class="plain-list campaign-findings">
      {findings.map((finding) => (
        <li>
          <State tone={finding.severity === 'error' ? 'bad' : 'warn'}>{finding.severity}</State>{' '}
          <code>{finding.rule}</code>
          <p class="name">{finding.text}</p>
          <p class="dim name">{finding.hint}</p>
          <Where finding={finding} now={now} />
        </li>
      ))}
      {left.map(({ rule, count }) => (
        <li class="dim">
          {count} more of <code>{rule}</code>
        </li>
      ))}
    </ul>
  )
}

function Where({ finding, now }: { readonly finding: LintFindingAnswer; readonly now: number }) {
  const { territories, surfaces, from, until } = finding
  const lane = laneHref(finding)
  if (lane === null && from === null) return null
  return (
    <small>
      {territories.length > 0 && <>{someOf(territories, 6)} </>}
      {surfaces.length > 0 && <>on {someOf(surfaces, 3)} </>}
      {from !== null && (
        <>
          from <Instant at={from} now={now} />{' '}
          {until !== null && (
            <>
              to <Instant at={until} now={now} />
            </>
          )}
        </>
      )}{' '}
      {lane !== null && <a href={lane}>Show in the schedule</a>}
    </small>
  )
}

/** The lane of a finding in the schedule; null: it is about no place. */
function laneHref({ territories, surfaces, from }: LintFindingAnswer): string | null {
  const [where] = territories
  if (where === undefined) return null
  const query = new URLSearchParams({ where })
  if (surfaces[0] !== undefined) query.set('surface', surfaces[0])
  if (from !== null) query.set('from', from.slice(0, 10))
  return `/console/schedule?${query}`
}
