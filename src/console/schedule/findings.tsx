import type { LintFindingAnswer } from '../../contracts/ops/answers/campaigns/lint.ts'
import type { ScheduleLane, ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { LaneClock } from './lane-clock.ts'
import { type CalendarQuery, calendarHref, clockOf, queryText } from './schedule-query.ts'

interface FindingsProps {
  readonly query: CalendarQuery
}

/** Where findings stand while the linter is asked: a script puts them here, and without one a link leads to them. */
export function FindingsLater({ query }: FindingsProps) {
  const href = findingsHref(query)
  return (
    <section class="panel findings" aria-label="Findings" data-part="findings" data-later={href}>
      <h2>Findings</h2>
      <p class="empty">
        The linter looks at every place. <a href={href}>Read what it finds</a>
      </p>
    </section>
  )
}

/** The page of the findings of a calendar. */
export function findingsHref(query: CalendarQuery): string {
  return `/console/schedule/findings?${queryText(query)}`
}

/** As many are listed: nobody reads more beside a calendar. */
const LISTED = 60

/** What the linter finds in a calendar; each leads to its lane and hour, or to its campaign. */
export function Findings({ told, query }: FindingsProps & { readonly told: ScheduleLanes }) {
  const findings = told.findings ?? []
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <section class="panel findings" aria-label="Findings" data-part="findings" tabindex={0}>
      <h2>
        Findings {errors > 0 && <span class="pill bad">{errors} errors</span>}{' '}
        {findings.length > errors && <span class="pill">{findings.length - errors} warnings</span>}
      </h2>
      {findings.length === 0 && <p class="empty">The linter finds nothing in these lanes and this time.</p>}
      <ol class="plain-list">
        {findings.slice(0, LISTED).map((finding) => (
          <Finding finding={finding} lane={laneOf(finding, told.lanes)} query={query} />
        ))}
      </ol>
      {findings.length > LISTED && (
        <p class="empty">
          {findings.length - LISTED} more: <code>ff lint</code> lists all.
        </p>
      )}
    </section>
  )
}

interface FindingProps {
  readonly finding: LintFindingAnswer
  readonly lane: ScheduleLane | null
  readonly query: CalendarQuery
}

function Finding({ finding, lane, query }: FindingProps) {
  const { severity, rule, text, hint } = finding
  return (
    <li class={severity}>
      <span class="shape" aria-hidden="true">
        {severity === 'error' ? '■' : '▲'}
      </span>
      <div>
        <span class="unseen">{severity}: </span>
        <FindingLink finding={finding} lane={lane} query={query}>
          {text}
        </FindingLink>
        <small title={hint}>
          {rule}
          {lane !== null && ` · ${timesOf(finding, new LaneClock(lane, clockOf(query)))}`}
        </small>
      </div>
    </li>
  )
}

function FindingLink({ finding, lane, query, children }: FindingProps & { readonly children: string }) {
  const [campaign] = finding.campaigns
  if (lane !== null && finding.from !== null) {
    const until = finding.until === null ? null : Date.parse(finding.until)
    const place = new LaneClock(lane, clockOf(query)).placeOf(Date.parse(finding.from), until)
    return (
      <a
        href={`${calendarHref(query)}#${lane.key}`}
        data-lane-at={lane.key}
        data-x={place?.x}
        data-width={place?.width}
      >
        {children}
      </a>
    )
  }
  return campaign === undefined ? <span>{children}</span> : <a href={`/console/campaigns/${campaign}`}>{children}</a>
}

/** The first lane that a finding is about. */
function laneOf({ surfaces, territories }: LintFindingAnswer, lanes: readonly ScheduleLane[]): ScheduleLane | null {
  const meets = (lane: ScheduleLane) =>
    (surfaces.length === 0 || surfaces.includes(lane.surface)) &&
    (territories.length === 0 || lane.territories.some((code) => territories.includes(code)))
  return lanes.find(meets) ?? null
}

function timesOf({ from, until }: LintFindingAnswer, clock: LaneClock): string {
  if (from === null) return 'at any time'
  return `${clock.wordsOf(Date.parse(from))} – ${until === null ? 'open' : clock.wordsOf(Date.parse(until))}`
}
