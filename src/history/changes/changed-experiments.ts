import { type ActValues, counted, membersOf, percent, quoted, textsIn } from './recorded-act.ts'

/** Experiments that the sentence of a publish names; the others are counted. */
const NAMED = 3

/** `; experiment warm-hero begins with 1 % of all units`: what a publish changes of experiments; empty: nothing. */
export function changedExperiments({ experiments }: ActValues): string {
  const all = (Array.isArray(experiments) ? experiments : []).map(membersOf)
  const named = all.slice(0, NAMED).map((each) => `; experiment ${quoted(each.key)} ${servedNow(each)}`)
  const more = all.length - named.length
  return named.join('') + (more > 0 ? `; and ${counted(more, 'more experiment')}` : '')
}

function servedNow({ state, fields, before, after }: ActValues): string {
  const [then, now] = [before, after].map((reach) => percent(membersOf(reach).coverage))
  if (state === 'begins') return `begins with ${now} of all units`
  if (state === 'ends') return 'is no longer served here'
  if (then !== now) return `goes from ${then} to ${now} of all units`
  return `changes (${textsIn(fields).map(quoted).join(', ')}), with ${now} of all units`
}
