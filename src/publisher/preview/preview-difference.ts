import { isSame, type PreviewedAnswer, type ShownPair } from './previewed-answer.ts'

/** A place of the answer that changes. */
export interface PlaceChange {
  readonly position: number
  readonly before: ShownPair | null
  readonly after: ShownPair | null
  readonly why: string
}

/** The places at which two answers to the same viewer differ, and why. */
export function differenceOf(before: PreviewedAnswer, after: PreviewedAnswer): readonly PlaceChange[] {
  const [was, becomes] = [before.shown, after.shown]
  return Array.from({ length: Math.max(was.length, becomes.length) }, (_, position) => position).flatMap((position) => {
    const [old, young] = [was[position] ?? null, becomes[position] ?? null]
    if (old !== null && young !== null && isSame(old, young)) return []
    if (old === null && young === null) return []
    return [{ position, before: old, after: young, why: whyChanged({ before, after }, old, young) }]
  })
}

/** What becomes of what stood there, and what had kept away what comes. */
export function whyChanged(
  answers: { readonly before: PreviewedAnswer; readonly after: PreviewedAnswer },
  old: ShownPair | null,
  young: ShownPair | null,
): string {
  const left = old && `${old.assetId} is then ${answers.after.fateOf(old)}`
  const came = young && `${young.assetId} is now ${answers.before.fateOf(young)}`
  return [left, came].filter((part) => part !== null).join('; ')
}
