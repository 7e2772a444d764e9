import { columnValue } from '../../../model/columns/column-value.ts'
import { RATING_KINDS } from '../../../model/nouns/rating-vocabulary.ts'
import type { WatershedRule } from '../../../model/policies/watershed.ts'
import { sparesViewer } from '../../context/rules-here.ts'
import { instantText } from '../../time/windows.ts'
import { isStrongerThanPage } from '../page-bound.ts'
import { contentVerdict, effectiveAge, ratingVerdictText, titleVerdict } from '../rating-verdict.ts'
import type { Gate, GateInput } from './gate.ts'

/**
 * Refuses content that is stronger than the page it would be on, and, in a kids profile's closed space, content from
 * outside.
 */
const page: Gate = {
  reason: 'page',
  isSilent: ({ page, trustSpace }) => page === null && trustSpace === null,
  refuses: (input, content) =>
    (input.page !== null && isStrongerThanPage(input, input.page, content)) || outsideTrustSpace(input, content),
  evidence: (input, content) => {
    const source = 'rules/policies/page.json'
    const age = effectiveAge(input, content)
    if (input.page !== null && isStrongerThanPage(input, input.page, content)) {
      const kind = (index: number): string => (age === input.page?.age ? `, ${RATING_KINDS[index]}` : '')
      const own = RATING_KINDS.indexOf(contentVerdict(input, content).kind)
      const value = `age ${age}${kind(own)}; page ${input.page.age}${kind(input.page.kind)}`
      return { rule: 'aboutOneTitle', source, value }
    }
    const title = titleVerdict(input, content)
    const about = title === null ? '' : `, about a title ${ratingVerdictText(input, title)}`
    const { territory, maxAge } = input.trustSpace ?? { territory: '', maxAge: 0 }
    return { rule: `trustSpaces ${territory}`, source, value: `age ${age}${about}; space up to ${maxAge}` }
  },
}

function outsideTrustSpace(input: GateInput, content: number): boolean {
  const { trustSpace } = input
  if (trustSpace === null) return false
  if (effectiveAge(input, content) > trustSpace.maxAge) return true
  const title = titleVerdict(input, content)
  return !trustSpace.promotesOthers && title !== null && !(title.state === 'rated' && title.age <= trustSpace.maxAge)
}

/** Refuses content that a clock of the place holds back at this hour. */
const clock: Gate = {
  reason: 'clock',
  isSilent: ({ clocks }) => clocks.closed.length === 0,
  refuses: (input, content) => input.clocks.closed.some((rule) => clockMatches(input, rule, content)),
  evidence: (input, content) => {
    const rule = input.clocks.closed.find((each) => clockMatches(input, each, content))
    const zones = input.context.timeZones.join(' ')
    return {
      rule: `watershed ${rule?.territory} ${rule?.labels?.join(', ') ?? `${rule?.minAge} and over`}`,
      source: 'rules/watershed.json',
      value: `age ${effectiveAge(input, content)} at ${instantText(input.context.now)} in ${zones}; ${rule?.onDemand}`,
    }
  },
}

/**
 * Whether a clock applies to assets of a content class. A clock for certain labels applies to those alone; if the
 * asset's own label at the clock's place is not known (unrated, abroad, or at an unknown place), its age decides, which
 * is stricter.
 */
export function clockMatches(input: GateInput, rule: WatershedRule, content: number): boolean {
  const { context, snapshot } = input
  const [column] = context.ratingPlaces
  const { state, cell } = contentVerdict(input, content)
  const labelled = state === 'rated' && context.ratingPlaces.length === 1 && column === rule.territory
  if (rule.labels === null || !labelled) return effectiveAge(input, content) >= rule.minAge
  const spoken = columnValue(snapshot.hot.ratings.clockLabel, cell)
  const label = snapshot.hot.clockLabels[spoken - 1]
  return rule.labels.some((each) => `${rule.territory} ${each}` === label)
}

/**
 * Refuses content with descriptors that this viewer must not get and, where the law requires one, content without any
 * descriptor.
 */
const descriptor: Gate = {
  reason: 'descriptor',
  refuses: (input, content) =>
    (columnValue(input.snapshot.hot.classes.content.descriptors, content) & input.refusedDescriptors) !== 0 ||
    lacksDescriptor(input, content),
  evidence: (input, content) => {
    const source = 'rules/policies/descriptors.json'
    if (lacksDescriptor(input, content)) {
      const value = `no descriptor; age ${effectiveAge(input, content)}`
      return { rule: `required from age ${input.descriptorFromAge}`, source, value }
    }
    const words = descriptorsOf(input, content)
    const rules = input.snapshot.rules.descriptors.refused
    const rule = rules.find(
      (each) => sparesViewer(each, input.context) && each.descriptors.some((word) => words.includes(word)),
    )
    const named = rule?.descriptors.filter((word) => words.includes(word)) ?? []
    const { cap, kids } = input.context
    return {
      rule: `refused below ${rule?.below}`,
      source,
      value: `${named.join(', ')}; cap ${cap}${kids ? ', kids' : ''}`,
    }
  },
}

/** The descriptors of a content class that some rule names. */
function descriptorsOf({ snapshot: { hot } }: GateInput, content: number): readonly string[] {
  const bits = columnValue(hot.classes.content.descriptors, content)
  return hot.descriptors.filter((_, index) => bits & (2 << index))
}

function lacksDescriptor(input: GateInput, content: number): boolean {
  const { descriptorFromAge, snapshot } = input
  if (descriptorFromAge === null || (columnValue(snapshot.hot.classes.content.descriptors, content) & 1) === 1)
    return false
  return contentVerdict(input, content).state !== 'rated' || effectiveAge(input, content) >= descriptorFromAge
}

/** Gates of the place, in the order of `GATE_REASONS`. */
export const PLACE_GATES: readonly Gate[] = [page, clock, descriptor]
