import { because, counted, membersOf, numberIn, quoted, type RecordedAct, textsIn } from './recorded-act.ts'
import type { ToldAct } from './region-words.ts'

/** What was done with a learned run, told; null: this is no act of that kind. */
export function toldOfLearned({ action, target, before, after: values }: RecordedAct): ToldAct | null {
  const after = membersOf(values)
  const run = quoted(target).slice(0, 'lrn_01234567'.length)
  const regions = textsIn(after.regions).map(quoted).join(', ')
  const kind = 'learned'
  if (action === 'learned.push') {
    return { kind, summary: `A run is learned (${run}): ${counted(numberIn(after.assets) ?? 0, 'asset')}` }
  }
  if (action === 'learned.report') return { kind, summary: `The report of a run is kept (${run})` }
  if (action === 'learned.activate') {
    return { kind, summary: `What was learned (${run}) is to be served in ${regions}${because(after)}` }
  }
  if (action === 'learned.restore') {
    const where = regions === '' ? 'is known again' : `is to be served in ${regions}`
    return { kind, summary: `What was learned (${run}) is restored: it ${where}` }
  }
  if (action !== 'learned.retire') return null
  const back = [...new Set(Object.values(membersOf(after.serving)).map(shortRun))].join(', ')
  const of =
    membersOf(before).serving === undefined
      ? ''
      : ` ${regions} ${regions.includes(',') ? 'go' : 'goes'} back to ${back}`
  return { kind, summary: `What was learned (${run}) is taken back:${of}${because(after)}` }
}

function shortRun(run: unknown): string {
  return typeof run === 'string' ? quoted(run).slice(0, 'lrn_01234567'.length) : 'none'
}
