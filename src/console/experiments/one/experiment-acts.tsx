import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import { linkTo } from '../../acts/console-acts.ts'
import { Act } from '../../frame/act.tsx'

/** What can be done to an experiment as it stands. */
export function ExperimentActs({ shown, me }: { readonly shown: ExperimentShown; readonly me: WhoAmI }) {
  const { key, state, held, latest } = shown
  if (state === 'decided' || state === 'stopped') return null
  const isDue = latest?.verdict === 'decide'
  return (
    <div class="acts">
      {state === 'draft' ? (
        <Act {...linkTo('startExperiment', key)} me={me} look="strong" hotkey="s">
          Start…
        </Act>
      ) : (
        <>
          <Act {...linkTo('rampExperiment', key)} me={me} hotkey="r">
            {held === null ? 'Ramp…' : 'Resume its ramp…'}
          </Act>
          <Act {...linkTo('decideExperiment', key)} me={me} hotkey="d" {...(isDue && { look: 'strong' as const })}>
            Decide…
          </Act>
        </>
      )}
      <Act {...linkTo('stopExperiment', key)} me={me} hotkey="x" look="danger">
        Stop…
      </Act>
    </div>
  )
}
