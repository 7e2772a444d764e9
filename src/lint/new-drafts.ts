import type { LintDraft } from './draft.ts'

/**
 * What is found after a change and was not before; asked the other way round, what the change heals. A finding that only
 * moves, or is about fewer campaigns than before, is no new one.
 */
export function newDrafts(before: readonly LintDraft[], after: readonly LintDraft[]): readonly LintDraft[] {
  const byPlace = new Map<string, LintDraft[]>()
  for (const draft of before) {
    const key = placeOf(draft)
    byPlace.set(key, [...(byPlace.get(key) ?? []), draft])
  }
  return after.filter((draft) => !(byPlace.get(placeOf(draft)) ?? []).some((known) => covers(known, draft)))
}

function placeOf({ rule, territory, surface }: LintDraft): string {
  return `${rule} ${territory} ${surface}`
}

function covers(known: LintDraft, draft: LintDraft): boolean {
  // Of a dry slot, campaigns are only what is there beside it.
  const isAbout = draft.rule === 'empty-slot' || draft.campaigns.every((id) => known.campaigns.includes(id))
  return isAbout && (known.from === null || draft.from === null || meet(known, draft))
}

function meet(one: LintDraft, other: LintDraft): boolean {
  const startsBefore = (left: LintDraft, right: LintDraft) =>
    (left.from ?? Number.NEGATIVE_INFINITY) < (right.until ?? Number.POSITIVE_INFINITY)
  return startsBefore(one, other) && startsBefore(other, one)
}
