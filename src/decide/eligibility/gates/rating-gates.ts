import { bandOf, contentVerdict, type RatingVerdict, ratingVerdictText, titleVerdict } from '../rating-verdict.ts'
import type { Gate, GateInput } from './gate.ts'

/** Names where the ratings that counted come from. */
const ratingSource = ({ context }: GateInput): string =>
  context.ratingPlaces.map((place) => `rules/ratings/${place}.json`).join(', ')

const unrated: Gate = {
  reason: 'unrated',
  refuses: (input, content) =>
    (input.unratedForNobody || input.context.cap < input.snapshot.rules.maturity.unratedAge) &&
    contentVerdict(input, content).state === 'unrated',
  evidence: (input) => {
    const { context, unratedForNobody } = input
    const value = `no rating known in ${context.ratingPlaces.join(' and ')}`
    return unratedForNobody
      ? { rule: 'unrated.policy', source: ratingSource(input), value: `${value}, so for nobody` }
      : { rule: 'unratedAge', source: 'rules/policies/maturity.json', value: `${value}; cap ${context.cap}` }
  },
}

const refused: Gate = {
  reason: 'refused',
  refuses: (input, content) => contentVerdict(input, content).state === 'refused',
  evidence: (input, content) => ({
    rule: 'refused',
    source: ratingSource(input),
    value: ratingVerdictText(input, contentVerdict(input, content)),
  }),
}

const maturity: Gate = {
  reason: 'maturity',
  refuses: (input, content) => contentVerdict(input, content).age > input.context.cap,
  evidence: (input, content) => ({
    rule: 'age',
    source: ratingSource(input),
    value: `${ratingVerdictText(input, contentVerdict(input, content))}; cap ${input.context.cap}`,
  }),
}

const band: Gate = {
  reason: 'band',
  refuses: (input, content) => (bandOf(input, content)?.minAge ?? 0) > input.context.cap,
  evidence: (input, content) => ({
    rule: `band ${bandOf(input, content)?.band}`,
    source: 'rules/trailers/bands.json',
    value: `age ${bandOf(input, content)?.minAge}; cap ${input.context.cap}`,
  }),
}

/** A kids profile gets only what is made for children or open to all, about titles within its cap. */
const kids: Gate = {
  reason: 'kids',
  isSilent: ({ context }) => !context.kids,
  refuses: (input, content) => {
    if (!input.context.kids) return false
    if (!fitsKids(input, contentVerdict(input, content))) return true
    const title = titleVerdict(input, content)
    return title !== null && !fitsKids(input, title)
  },
  evidence: (input, content) => ({
    rule: 'kidsKinds',
    source: 'rules/policies/maturity.json',
    value: kidsText(input, content),
  }),
}

function fitsKids({ snapshot, context }: GateInput, { state, age, kind }: RatingVerdict): boolean {
  return state === 'rated' && age <= context.cap && snapshot.rules.maturity.kidsKinds.includes(kind)
}

function kidsText(input: GateInput, content: number): string {
  const own = contentVerdict(input, content)
  const title = titleVerdict(input, content)
  const said = `${ratingVerdictText(input, own)}, ${own.kind}`
  if (title === null) return said
  return `${said}; its title ${ratingVerdictText(input, title)}, ${title.kind}`
}

/** Gates over ratings before those of places, in the order of `GATE_REASONS`. */
export const RATING_GATES: readonly Gate[] = [unrated, refused, maturity, band]

/** The gate of kids profiles; in gate order it comes after those of places. */
export const KIDS_GATE: Gate = kids
