import type { ExperimentList } from '../../../contracts/ops/answers/experiments/experiments.ts'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import { linkTo } from '../../acts/console-acts.ts'
import { Act } from '../../frame/act.tsx'
import { Instant, lengthOf } from '../../frame/times.tsx'
import { experimentHref, intervalText, liftText, shareText } from '../figures.ts'
import { LiftBar, reachOf } from '../lift-bar.tsx'
import { VerdictState } from '../verdict-state.tsx'
import { Health } from './health.tsx'

type Listed = ExperimentList['experiments'][number]

interface ExperimentTableProps {
  readonly title: string
  readonly experiments: readonly Listed[]
  readonly me: WhoAmI
  readonly now: number
}

/** Experiments, each with who takes part, how it is, and what it found so far. */
export function ExperimentTable({ title, experiments, ...rest }: ExperimentTableProps) {
  const reach = reachOf(experiments.flatMap((each) => leadsOf(each).map(({ interval }) => interval)))
  return (
    <section class="panel scroll" aria-label={title} tabindex={0}>
      <h2>{title}</h2>
      <table class="campaigns stacks">
        <thead>
          <tr>
            <th scope="col">Experiment</th>
            <th scope="col">State</th>
            <th scope="col">Takes part</th>
            <th scope="col">Arms</th>
            <th scope="col">Health</th>
            <th scope="col">Its first goal, against control, at every look</th>
            <th scope="col">Acts</th>
          </tr>
        </thead>
        <tbody>
          {experiments.map((experiment) => (
            <Row experiment={experiment} reach={reach} {...rest} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type RowProps = Omit<ExperimentTableProps, 'title' | 'experiments'> & {
  readonly experiment: Listed
  readonly reach: number
}

function Row({ experiment, reach, me, now }: RowProps) {
  const { key, layer, state, coverage, hypothesis, arms, paths, winner, latest } = experiment
  const leads = leadsOf(experiment)
  return (
    <tr>
      <th scope="row">
        <a href={experimentHref(key)}>{key}</a> <span class="pill">{layer}</span>
        <br />
        <small>
          <code>{paths.join(' ')}</code>
        </small>
        {hypothesis !== null && (
          <small class="clamped">
            <bdi class="name">{hypothesis}</bdi>
          </small>
        )}
      </th>
      <td data-label="State">
        {state}
        {winner !== null && `: ${winner} won`} <Days experiment={experiment} now={now} />
        {latest !== null && (
          <div>
            <VerdictState verdict={latest.verdict} />
          </div>
        )}
      </td>
      <td data-label="Takes part">
        <Coverage experiment={experiment} now={now} />
      </td>
      <td data-label="Arms">{arms.join(', ')}</td>
      <td data-label="Health">
        <Health experiment={experiment} />
      </td>
      <td class="posterior" data-label="Goal">
        {leads.length === 0 ? (
          <span class="dim">not known</span>
        ) : (
          leads.map(({ arm, metric, interval }) => (
            <div>
              {arm}: {metric} <b class="number">{liftText(interval.value)}</b>{' '}
              <small class="number">({intervalText(interval)})</small>
              <LiftBar lift={interval} reach={reach} />
            </div>
          ))
        )}
      </td>
      <td>
        <span class="acts">
          {state === 'draft' && (
            <Act {...linkTo('startExperiment', key)} me={me}>
              Start…
            </Act>
          )}
          {state === 'running' && coverage < 1 && (
            <Act {...linkTo('rampExperiment', key)} me={me}>
              Ramp…
            </Act>
          )}
        </span>
      </td>
    </tr>
  )
}

/** Each arm's lift of the first goal, with the interval that holds at every look. */
function leadsOf({ results }: Listed) {
  const { id = '', arms = [] } = results?.goal ?? {}
  return arms.flatMap(({ key, lift }) => (lift === null ? [] : [{ arm: key, metric: id, interval: lift }]))
}

function Days({ experiment: { startedAt, endedAt }, now }: { readonly experiment: Listed; readonly now: number }) {
  if (startedAt === null) return null
  const until = endedAt === null ? now : Date.parse(endedAt)
  return <small>for {lengthOf((until - Date.parse(startedAt)) / 1000)}</small>
}

function Coverage({ experiment, now }: { readonly experiment: Listed; readonly now: number }) {
  const { coverage, nextStep } = experiment
  return (
    <>
      <b class="number">{shareText(coverage)}</b>
      {nextStep !== null && (
        <>
          <br />
          <small>
            {shareText(nextStep.coverage)} from <Instant at={nextStep.at} now={now} />
          </small>
        </>
      )}
    </>
  )
}
