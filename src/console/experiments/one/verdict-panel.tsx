import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { Instant } from '../../frame/times.tsx'
import { RollOutSteps } from '../acts/roll-out-steps.tsx'
import { Because } from '../because.tsx'
import { RefusedRegions } from '../refused-regions.tsx'
import { SplitHealth } from '../split-health.tsx'
import { VerdictState } from '../verdict-state.tsx'
import { WaitingRegions } from '../waiting-regions.tsx'

const SENTENCES: Readonly<Record<string, string>> = {
  decide: 'There is enough to decide.',
  wait: 'Wait: nothing is certain yet.',
  refused: 'The data carry no verdict.',
}

interface VerdictPanelProps {
  readonly shown: ExperimentShown
  /** Null: it could not be read. */
  readonly analysed: ExperimentAnalysed | null
  readonly now: number
}

/** The verdict with its reasons, and what stands in its way. */
export function VerdictPanel({ shown, analysed, now }: VerdictPanelProps) {
  const { key, state, held, decision } = shown
  const analysis = analysed?.analysis ?? null
  return (
    <section class="panel padded" id="verdict" aria-label="The verdict">
      <h2>The verdict</h2>
      {decision !== null && (
        <p>
          Decided: <b>{decision.winner}</b> won, because <bdi class="name">{decision.reason}</bdi>.
          {decision.despite !== null && (
            <>
              {' '}
              The analysis was against it; it was decided all the same: <bdi class="name">{decision.despite}</bdi>.
            </>
          )}
        </p>
      )}
      {decision !== null && (
        <>
          <p>Left to do, so that all get what {decision.winner} has:</p>
          <RollOutSteps shown={shown} winner={decision.winner} />
        </>
      )}
      {held !== null && (
        <p class="refusal" role="note">
          <b>
            {held.coverage === null ? 'Its ramp has stopped by itself' : 'Nobody takes part'},{' '}
            <Instant at={held.at} now={now} />.
          </b>{' '}
          {held.reason}
          {held.coverage !== null && ' Resume its ramp, and it goes on.'}
        </p>
      )}
      <RefusedRegions refused={shown.refused} isDraft={state === 'draft'} />
      <WaitingRegions waiting={shown.waiting} now={now} />
      {analysis === null ? (
        <NoResults experiment={key} state={state} />
      ) : (
        <>
          <p>
            <VerdictState verdict={analysis.verdict} words={SENTENCES[analysis.verdict]} />{' '}
            <span class="dim">
              Up to {analysed?.day}
              {analysed?.at && (
                <>
                  , which came <Instant at={analysed.at} now={now} />
                </>
              )}
              .
            </span>
          </p>
          <Because reasons={analysis.because} />
          <SplitHealth analysis={analysis} />
        </>
      )}
    </section>
  )
}

function NoResults({ experiment, state }: { readonly experiment: string; readonly state: string }) {
  if (state === 'draft') return <p>It is a draft: nobody takes part yet, so there is nothing to find.</p>
  return (
    <p>
      No results have come. They are brought by{' '}
      <code>npm run ff -- experiment analyze {experiment} --events events --push</code>, each night. Events of a local
      stack are in <code>.firstframe/analytics/events</code>.
    </p>
  )
}
