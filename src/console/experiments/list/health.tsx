import type { ExperimentList } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { State, type Tone } from '../../frame/state.tsx'
import { chanceText, shareText } from '../figures.ts'

type Listed = ExperimentList['experiments'][number]

/** What is wrong with an experiment, the worst first; empty: nothing is known to be. */
function concernsOf({ held, latest, results, refused }: Listed): readonly (readonly [Tone, string])[] {
  const concerns: (readonly [Tone, string])[] = []
  if (held !== null)
    concerns.push([
      'bad',
      held.coverage === null ? 'its ramp has stopped by itself' : 'restored: nobody takes part until it is resumed',
    ])
  if (refused.length > 0) concerns.push(['bad', `not served in ${refused.map(({ region }) => region).join(', ')}`])
  if (latest === null) return concerns
  const { isSplitSound, verdict } = latest
  const isExposureSound = results?.isExposureSound ?? true
  if (!isSplitSound) concerns.push(['bad', `uneven sample ratio (p ${chanceText(results?.srmP ?? null)})`])
  if (!isExposureSound) concerns.push(['bad', `${shareText(results?.exposedTwice ?? 0)} of its units met two arms`])
  if (verdict === 'refused' && isSplitSound && isExposureSound) concerns.push(['bad', 'its data carry no verdict'])
  return concerns
}

/** How an experiment is: what is wrong with it, or that nothing is known to be. */
export function Health({ experiment }: { readonly experiment: Listed }) {
  const { state, latest } = experiment
  const concerns = concernsOf(experiment)
  if (concerns.length > 0) {
    return (
      <>
        {concerns.map(([tone, words]) => (
          <div>
            <State tone={tone}>{words}</State>
          </div>
        ))}
      </>
    )
  }
  if (state === 'draft') return <span class="dim">nobody takes part yet</span>
  if (latest === null) return <State tone="warn">no results have come</State>
  return <State tone="good">sound up to {latest.day}</State>
}
