import { because, membersOf, percent, quoted, type RecordedAct } from './recorded-act.ts'
import type { ToldAct } from './region-words.ts'

/**
 * What was done with an experiment, told; null: this is no act of that kind, or one that changes nothing of what is served,
 * such as a draft that is written or results that come in.
 */
export function toldOfExperiment({ action, target, after: values }: RecordedAct): ToldAct | null {
  const [noun, act] = action.split('.')
  if (noun !== 'experiment') return null
  const after = membersOf(values)
  const key = quoted(target)
  const kind = 'experiment'
  const share = percent(after.coverage)
  switch (act) {
    case 'start':
      return { kind, summary: `Experiment ${key} starts with ${share} of all units${because(after)}` }
    case 'ramp':
      return { kind, summary: `Experiment ${key} goes on with ${share} of all units${because(after)}` }
    case 'resume':
      return { kind, summary: `The ramp of experiment ${key} goes on, with ${share} of all units${because(after)}` }
    case 'hold':
      return { kind, summary: `The ramp of experiment ${key} stops by itself${because(after)}` }
    case 'remove':
      return { kind, summary: `Experiment ${key} was damaged, and is taken away${because(after)}` }
    case 'restore':
      return { kind, summary: `Experiment ${key} is restored${because(after)}` }
    case 'stop':
      return { kind, summary: `Experiment ${key} ends without a winner${because(after)}` }
    case 'decide':
      return { kind, summary: `Experiment ${key} is decided for ${quoted(after.winner)}${decidedWhy(after)}` }
    default:
      return null
  }
}

function decidedWhy(after: ReturnType<typeof membersOf>): string {
  const despite = quoted(after.despite)
  return because(after) + (despite === '' ? '' : ` (against the analysis: ${despite})`)
}
