import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { LoggedOutcome, PublishRefusal, ReportedCheck } from '../../contracts/ops/answers/publish.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { linkTo } from '../acts/console-acts.ts'
import { Act } from '../frame/act.tsx'
import { State } from '../frame/state.tsx'

/** Checks with more findings than this begin closed. */
const FINDINGS_OPEN = 5

interface CheckListProps {
  /** A publish, or what a publish would come to. */
  readonly outcome: Pick<LoggedOutcome, 'checks' | 'refusals'> | null
  readonly region: RegionId
  readonly me: WhoAmI
}

/** What a publish was refused for, every check with its findings, and what can be asked of a second person. */
export function CheckList({ outcome, region, me }: CheckListProps) {
  if (outcome === null) return <p class="empty">No publish is known.</p>
  const { checks = [], refusals = [] } = outcome
  const beyondChecks = refusals.filter(({ check }) => !checks.some((each) => each.check === check))
  const found = refusals.filter(({ findings = [] }) => findings.length > 0)
  const canBeOverridden = found.some(({ overridable }) => overridable === true)
  const never = found.filter(({ overridable }) => overridable === false).map(({ check }) => check)
  return (
    <div class="checks">
      {beyondChecks.map((refusal) => (
        <RefusedFor refusal={refusal} />
      ))}
      <Causes refusals={refusals} />
      {canBeOverridden && (
        <p class="acts">
          <Act {...linkTo('override', region)} me={me} regions={[region]}>
            Ask for an override…
          </Act>
          <small>A second person can let one publish pass in spite of exactly these findings.</small>
        </p>
      )}
      {never.length > 0 && (
        <p class="refusal">
          Nobody can override {never.join(', ')}: what it refuses is broken, not unusual. The schedule has to be mended.
        </p>
      )}
      {checks.length > 0 && (
        <ul class="plain-list">
          {[...checks].sort(failedFirst).map((check) => (
            <Check check={check} />
          ))}
        </ul>
      )}
      {checks.length === 0 && refusals.length === 0 && <p class="empty">No check had to run.</p>}
    </div>
  )
}

function failedFirst(one: ReportedCheck, other: ReportedCheck): number {
  return Number(one.passed) - Number(other.passed)
}

function RefusedFor({ refusal: { check, detail } }: { readonly refusal: PublishRefusal }) {
  return (
    <p class="refusal">
      <b>{check}.</b> {detail}
    </p>
  )
}

function Causes({ refusals }: { readonly refusals: readonly PublishRefusal[] }) {
  const causes = [...new Set(refusals.flatMap(({ causes = [] }) => causes))]
  if (causes.length === 0) return null
  return (
    <div>
      <h3>Since what is live was announced</h3>
      <ul>
        {causes.map((cause) => (
          <li>
            <bdi class="name">{cause}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Check({ check: { check, passed, detail, findings = [] } }: { readonly check: ReportedCheck }) {
  return (
    <li class={passed ? 'check' : 'check failed'}>
      <State tone={passed ? 'good' : 'bad'}>
        <b>{check}</b> {passed ? 'passed' : 'refuses'}
      </State>{' '}
      <small>{detail}</small>
      {findings.length > 0 && (
        <details open={findings.length <= FINDINGS_OPEN}>
          <summary>
            Findings <span class="pill">{findings.length}</span>
          </summary>
          <ul class="ids">
            {findings.map(({ text, code }) => (
              <li>
                <bdi class="name">{text}</bdi> <code class="dim">{code}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
