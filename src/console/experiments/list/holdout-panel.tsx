import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { Part } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { Instant } from '../../frame/times.tsx'
import { intervalText, liftText, shareText } from '../figures.ts'
import { LiftBar, reachOf } from '../lift-bar.tsx'
import { VerdictState } from '../verdict-state.tsx'

interface HoldoutPanelProps {
  /** Share of all units that is held out. */
  readonly share: number
  readonly holdout: Part<ExperimentAnalysed>
  readonly now: number
  /** Where more is said; null: around it. */
  readonly href: string | null
}

/** What all learning has brought: everybody against those who get nothing of it. */
export function HoldoutPanel({ share, holdout, now, href }: HoldoutPanelProps) {
  return (
    <section class="panel" id="holdout" aria-label="The holdout">
      <h2>What has all learning brought?</h2>
      {'refused' in holdout ? (
        <Refusal problem={holdout.refused} />
      ) : (
        <Found analysed={holdout.answer} {...{ share, now, href }} />
      )}
    </section>
  )
}

type FoundProps = Omit<HoldoutPanelProps, 'holdout'> & { readonly analysed: ExperimentAnalysed }

function Found({ analysed, share, now, href }: FoundProps) {
  const { analysis, day, at } = analysed
  const who = `${shareText(share)} of all units get nothing of what was learned and are in no experiment. Everybody else is compared with them.`
  if (analysis === null || at === null) {
    return (
      <p class="empty">
        {who} Nobody can say yet: no results of the holdout have come. They are brought by{' '}
        <code>npm run ff -- experiment analyze holdout --events events --push</code>, each night.
      </p>
    )
  }
  const rows = analysis.metrics.flatMap(({ id, arms }) =>
    arms.flatMap(({ lift, sequential }) =>
      lift === null || sequential === null
        ? []
        : [{ id, interval: { value: lift.value, low: sequential.low, high: sequential.high } }],
    ),
  )
  const reach = reachOf(rows.map(({ interval }) => interval))
  return (
    <>
      <p class="empty">
        <VerdictState verdict={analysis.verdict} words={HOLDOUT_WORDS[analysis.verdict]} /> Up to {day}, which came{' '}
        <Instant at={at} now={now} />. {who} {href !== null && <a href={href}>Over time</a>}
      </p>
      <section class="scroll" tabindex={0} aria-label="Lifts against the holdout">
        <table class="stacks">
          <tbody>
            {rows.map(({ id, interval }) => (
              <tr>
                <th scope="row">{id}</th>
                <td class="number" data-label="Lift">
                  <b>{liftText(interval.value)}</b> ({intervalText(interval)})
                </td>
                <td class="posterior whole">
                  <LiftBar lift={interval} reach={reach} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

const HOLDOUT_WORDS: Readonly<Record<string, string>> = {
  decide: 'It is certain that something moved.',
  wait: 'Nothing is certain yet.',
  refused: 'The data carry no verdict.',
}
