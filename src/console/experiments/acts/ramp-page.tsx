import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import type { ConsolePage } from '../../page.ts'
import { shareText } from '../figures.ts'
import { AgainstMore } from '../refused-regions.tsx'
import { VerdictState } from '../verdict-state.tsx'
import { ActPage } from './act-page.tsx'
import { CoverageField } from './coverage-field.tsx'

/** `/console/experiments/{key}/ramp`: how many would take part, and what speaks against it, then the act. */
export const rampExperimentPage: ConsolePage = {
  path: '/console/experiments/:key/ramp',
  section: 'experiments',
  parameters: [],
  show: async ({ path, ask, me }) => {
    const shown = await ask.get<ExperimentShown>(`experiments/${encodeURIComponent(path('key'))}`)
    const isHeld = shown.held !== null
    return {
      title: `Ramp ${shown.key}`,
      body: (
        <ActPage
          {...{ shown, me, verb: 'ramp', action: 'experiment.run' }}
          head={isHeld ? 'Resume the ramp of an experiment' : 'Let more units take part'}
          button={isHeld ? 'Resume it all the same' : 'Ramp it'}
          look={isHeld ? 'danger' : 'strong'}
          effect={<Effect shown={shown} />}
          isRefused={shown.against !== null}
          fields={canRamp(shown) ? <Fields shown={shown} /> : null}
        />
      ),
    }
  },
}

function canRamp({ state, coverage, held }: ExperimentShown): boolean {
  return state === 'running' && (coverage < 1 || held !== null)
}

function Effect({ shown }: { readonly shown: ExperimentShown }) {
  const { state, coverage, held, latest, nextStep } = shown
  if (state !== 'running') return <p>It is {state}: only what runs is ramped.</p>
  return (
    <>
      <p>
        <b class="number">{shareText(coverage)}</b> of all units take part
        {coverage < 1
          ? '. A ramp only grows: who is in stays in the same arm, and more are drawn from the next publish on.'
          : ': more there are not.'}
        {nextStep !== null && ` Its own next step is to ${shareText(nextStep.coverage)}.`}
      </p>
      {held !== null && (
        <p class="refusal" role="note">
          <b>Its ramp has stopped by itself.</b> {held.reason} Find the cause and mend it first; then resume it.
        </p>
      )}
      <p>
        {latest === null ? (
          'No results have come yet, so nobody knows whether it does harm.'
        ) : (
          <>
            The analysis up to {latest.day} says <VerdictState verdict={latest.verdict} />.
          </>
        )}
      </p>
      <AgainstMore shown={shown} />
    </>
  )
}

function Fields({ shown: { coverage, held, nextStep } }: { readonly shown: ExperimentShown }) {
  const next = nextStep?.coverage ?? Math.min(1, coverage * 2)
  if (held === null) return <CoverageField from={next} least={coverage} />
  return <input type="hidden" name="resume" value="true" data-kind="json" />
}
